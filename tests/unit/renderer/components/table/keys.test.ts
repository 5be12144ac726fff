import { describe, expect, it } from 'vitest';
import { afterKey } from '#renderer/components/table/keys.ts';
import { clicked, EMPTY_SELECTION } from '#renderer/components/table/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const at = (id: string) => clicked(EMPTY_SELECTION, id, { order, hasShift: false, hasMod: false });
const press = (key: string, modifiers: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  afterKey(
    { shiftKey: false, ctrlKey: false, metaKey: false, key, ...modifiers },
    { selection: at('c'), order, page: 2 },
  );

describe('a key in a table', () => {
  it.each([
    ['ArrowDown', 'd'],
    ['ArrowUp', 'b'],
    ['PageUp', 'a'],
    ['Home', 'a'],
    ['End', 'e'],
  ])('%s goes to %s', (key, id) => {
    expect(press(key)).toMatchObject({ active: id });
  });

  it('chooses with Space, with Shift a range, with Ctrl+A all', () => {
    expect([...(press(' ')?.selected ?? [])]).toEqual([]); // c was chosen
    expect([...(press('End', { shiftKey: true })?.selected ?? [])]).toEqual(['c', 'd', 'e']);
    expect(press('a', { ctrlKey: true })?.selected.size).toBe(5);
    expect(press('Escape')?.selected.size).toBe(0);
  });

  it('means nothing where it is another one’s', () => {
    expect(press('x')).toBeNull();
    expect(press('k', { ctrlKey: true })).toBeNull();
    const nothing = { selection: EMPTY_SELECTION, order, page: 2 };
    expect(afterKey({ key: 'Escape', shiftKey: false, ctrlKey: false, metaKey: false }, nothing)).toBeNull();
  });
});
