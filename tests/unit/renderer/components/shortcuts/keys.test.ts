import { describe, expect, it } from 'vitest';
import { ariaKeys, isPressed, labelsOf, type Press, parseKeys, spoken } from '#renderer/components/shortcuts/keys.ts';

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const pc = { isMac: false };
const mac = { isMac: true };
const means = (keys: string, pressed: Press, options = pc) => isPressed(parseKeys(keys)[0]!, pressed, options);

describe('keys', () => {
  it('are pressed with exactly the modifiers that are written', () => {
    expect(means('Mod+K', press('k', { ctrlKey: true }))).toBe(true);
    expect(means('Mod+K', press('K', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(means('Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(means('x', press('x'))).toBe(true);
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { shiftKey: true }])
      expect(means('x', press('x', held))).toBe(false);
    expect(means('Shift+ArrowDown', press('ArrowDown', { shiftKey: true }))).toBe(true);
    expect(means('ArrowDown', press('ArrowDown', { shiftKey: true }))).toBe(false);
  });

  it('mean Cmd on a Mac where they mean Ctrl elsewhere', () => {
    expect(means('Mod+K', press('k', { metaKey: true }), mac)).toBe(true);
    expect(means('Mod+K', press('k', { ctrlKey: true }), mac)).toBe(false);
    expect(means('Mod+K', press('k', { metaKey: true }))).toBe(false);
  });

  it('that are signs do not depend on which keyboard needs Shift for them', () => {
    for (const shiftKey of [true, false]) {
      expect(means('?', press('?', { shiftKey }))).toBe(true);
      expect(means('[', press('[', { shiftKey }))).toBe(true);
      expect(means('Plus', press('+', { shiftKey }))).toBe(true);
      expect(means('1', press('1', { shiftKey }))).toBe(true);
    }
  });

  it('may be several presses, and have names for those without a letter', () => {
    expect(parseKeys('g h').map(({ key }) => key)).toEqual(['g', 'h']);
    expect(parseKeys('Space')[0]?.key).toBe(' ');
    expect(means('Esc', press('Escape'))).toBe(true);
    expect(means('Shift+Space', press(' ', { shiftKey: true }))).toBe(true);
    expect(means('Space', press(' ', { shiftKey: true }))).toBe(false);
  });

  it('that nobody could press are refused', () => {
    for (const wrong of ['', 'Mod+', 'Ctrl+K', 'a+b', 'Mod++']) expect(() => parseKeys(wrong)).toThrow('is no key');
  });

  it('are shown, spoken and told to a screen reader each in its own way', () => {
    expect(labelsOf('Mod+Shift+Z', pc)).toEqual([['Ctrl', 'Shift', 'Z']]);
    expect(labelsOf('Mod+K', mac)).toEqual([['⌘', 'K']]);
    expect(labelsOf('g h', pc)).toEqual([['G'], ['H']]);
    expect(labelsOf('ArrowLeft', pc)).toEqual([['←']]);
    expect([spoken('g h', pc), spoken('Mod+K', pc)]).toEqual(['G then H', 'Ctrl+K']);
    expect([ariaKeys('Mod+K', pc), ariaKeys('Mod+K', mac), ariaKeys('Space', pc)]).toEqual([
      'Control+k',
      'Meta+k',
      'Space',
    ]);
    expect(ariaKeys('g h', pc)).toBeUndefined();
  });
});
