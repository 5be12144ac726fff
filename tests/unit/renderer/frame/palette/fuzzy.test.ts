import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from '#renderer/frame/palette/fuzzy.ts';

const order = (query: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, match: fuzzyMatch(query, text) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ text }) => text);

describe('finding by a few letters', () => {
  it('needs all of them, in their order, whatever their case', () => {
    expect(fuzzyMatch('chr', 'calm-heron-12')?.positions).toEqual([0, 5, 7]);
    expect(fuzzyMatch('CH', 'calm-heron-12')?.positions).toEqual([0, 5]);
    expect(fuzzyMatch('hc', 'calm-heron-12')).toBeNull();
    expect(fuzzyMatch('calmm', 'calm-heron-12')).toBeNull();
    expect(fuzzyMatch('', 'anything')).toEqual({ score: 0, positions: [] });
  });

  it('passes over blanks in what was typed', () => {
    expect(fuzzyMatch('calm 12', 'calm-heron-12')?.positions).toEqual([0, 1, 2, 3, 11, 12]);
  });

  it('likes beginnings of words best: after a sign, at a number, at a capital', () => {
    expect(fuzzyMatch('r18', 'resnet18')?.positions).toEqual([0, 6, 7]);
    expect(fuzzyMatch('lr', 'learningRate')?.positions).toEqual([0, 8]);
    expect(order('run', ['truncated', 'runs', 'my run'])).toEqual(['runs', 'my run', 'truncated']);
    expect(order('ta', ['stack a', 'train again', 'data'])[0]).toBe('train again');
  });

  it('prefers letters side by side, and of two alike the shorter text', () => {
    expect(order('data', ['d-a-t-a', 'data', 'dark theme at all'])[0]).toBe('data');
    expect(order('log', ['log of everything', 'log'])).toEqual(['log', 'log of everything']);
  });

  it('finds the best place, not the first one', () => {
    expect(fuzzyMatch('heron', 'he was a heron')?.positions).toEqual([9, 10, 11, 12, 13]);
  });

  it('marks no wrong letter where a text is longer in lower case', () => {
    expect(fuzzyMatch('stanbul', 'İstanbul')).toMatchObject({ positions: [] });
  });

  it('takes a thousand names in no time', () => {
    const names = Array.from({ length: 1_000 }, (_, i) => `calm-heron-${i} resnet18 lr 1e-4 jpeg augmentation`);
    const began = performance.now();
    expect(order('heron99', names)[0]).toContain('heron-99');
    expect(performance.now() - began).toBeLessThan(2_000); // 15 ms on a quiet machine
  });
});
