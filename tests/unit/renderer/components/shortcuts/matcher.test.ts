import { beforeEach, describe, expect, it } from 'vitest';
import type { Press } from '#renderer/components/shortcuts/keys.ts';
import { createMatcher } from '#renderer/components/shortcuts/matcher.ts';

const press = (key: string): Press => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false });

let type: (keys: readonly string[], entries: readonly { keys: string }[], options?: { atMs?: number }) => string[];
beforeEach(() => {
  const match = createMatcher({ isMac: false });
  let nowMs = 1_000_000;
  type = (keys, entries, { atMs = 100 } = {}) =>
    keys.map((key) => {
      nowMs += atMs;
      const found = match(press(key), { entries, nowMs });
      return found.kind === 'match' ? found.entry.keys : found.kind;
    });
});

const PAGES = [{ keys: 'g h' }, { keys: 'g r' }];

describe('which keys a press means', () => {
  it('waits after a first half for the second', () => {
    expect(type(['g', 'r'], PAGES)).toEqual(['waiting', 'g r']);
    expect(type(['r'], PAGES)).toEqual(['none']);
  });

  it('begins anew where the second does not fit, with what it means by itself', () => {
    const entries = [...PAGES, { keys: 'x' }];
    expect(type(['g', 'x', 'g', 'g', 'h', 'g', 'q', 'h'], entries)).toEqual([
      'waiting',
      'x',
      'waiting',
      'waiting',
      'g h',
      'waiting',
      'none',
      'none',
    ]);
  });

  it('forgets a first half after a while', () => {
    expect(type(['g', 'h'], PAGES, { atMs: 2_000 })).toEqual(['waiting', 'none']);
  });

  it('takes the one that was put up last of several alike', () => {
    const entries = [
      { keys: 'f', name: 'page' },
      { keys: 'f', name: 'gallery' },
    ];
    const match = createMatcher({ isMac: false });
    expect(match(press('f'), { entries, nowMs: 1 })).toEqual({ kind: 'match', entry: entries[1] });
  });

  it('prefers a whole to the beginning of a longer one', () => {
    expect(type(['g', 'h'], [...PAGES, { keys: 'g' }])).toEqual(['g', 'none']);
  });
});
