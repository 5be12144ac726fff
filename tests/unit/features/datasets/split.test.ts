import { describe, expect, it } from 'vitest';
import { randomSplit, type SplitRow } from '#main/features/datasets/split.ts';
import type { Label } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';

type Part = { count: number; label: Label } & Partial<SplitRow>;

const rowsOf = (...parts: readonly Part[]): SplitRow[] =>
  parts
    .flatMap(({ count, ...row }) => Array.from({ length: count }, () => ({ group: null, split: null, ...row })))
    .map((row, index) => ({ ...row, line: index + 2 }));

const labelsAt = (rows: readonly SplitRow[], indices: readonly number[], label: Label) =>
  indices.filter((index) => rows[index]?.label === label).length;

const FIFTH = { proportion: 0.2, seed: 42 };

describe('randomSplit', () => {
  it('deals every row once, and gives each side the same share of each class', () => {
    const rows = rowsOf({ count: 600, label: 1 }, { count: 320, label: 0 });
    const { train, valid, test } = randomSplit(rows, FIFTH);
    expect([...train, ...valid].sort((a, b) => a - b)).toEqual([...rows.keys()]);
    expect(labelsAt(rows, valid, 1)).toBe(120);
    expect(labelsAt(rows, valid, 0)).toBe(64);
    expect(test).toEqual([]);
  });

  it('is a function of the seed', () => {
    const rows = rowsOf({ count: 50, label: 1 }, { count: 50, label: 0 });
    expect(randomSplit(rows, FIFTH)).toEqual(randomSplit(rows, FIFTH));
    expect(randomSplit(rows, { ...FIFTH, seed: 43 }).valid).not.toEqual(randomSplit(rows, FIFTH).valid);
  });

  it('keeps at least one face of each class on each side, however small the share', () => {
    const rows = rowsOf({ count: 3, label: 1 }, { count: 3, label: 0 });
    const { train, valid } = randomSplit(rows, { proportion: 0.01, seed: 1 });
    for (const side of [train, valid])
      for (const label of [0, 1] as const) expect(labelsAt(rows, side, label)).toBeGreaterThan(0);
  });

  it('never parts a group, and comes near the share all the same', () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 1_000 }, (_, i) => ({
      line: i + 2,
      label: (i % 3 === 0 ? 0 : 1) as Label,
      group: i % 10 === 0 ? null : `person ${random.integer(120)}`,
      split: null,
    }));
    for (const seed of [1, 2, 3]) {
      const { train, valid } = randomSplit(rows, { proportion: 0.2, seed });
      const inTrain = new Set(train.flatMap((index) => rows[index]?.group ?? []));
      expect(valid.filter((index) => inTrain.has(rows[index]?.group ?? ''))).toEqual([]);
      expect(train.length + valid.length).toBe(1_000);
      expect(Math.abs(valid.length - 200)).toBeLessThan(15); // the rows of one group, or fewer
    }
  });

  it('leaves rows with a given split where they are, their whole group with them, and deals the rest', () => {
    const rows = rowsOf(
      { count: 10, label: 1, split: 'test' },
      { count: 20, label: 1, split: 'train' },
      { count: 20, label: 0, split: 'train' },
      { count: 1, label: 0, split: 'valid', group: 'anna' },
      { count: 3, label: 0, group: 'anna' },
      { count: 20, label: 1 },
      { count: 20, label: 0 },
    );
    const { train, valid, test } = randomSplit(rows, { proportion: 0.25, seed: 3 });
    expect(test).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(train).toEqual(expect.arrayContaining(Array.from({ length: 40 }, (_, i) => i + 10)));
    expect(valid).toEqual(expect.arrayContaining([50, 51, 52, 53]));
    expect(labelsAt(rows, valid, 1)).toBe(10); // a quarter of 40
    expect(labelsAt(rows, valid, 0)).toBe(11); // a quarter of 44
  });

  it('refuses a data set without one of the classes, or with one such face only', () => {
    expect(() => randomSplit(rowsOf({ count: 9, label: 1 }), FIFTH)).toThrow(/no fake face. There are no such rows/);
    expect(() => randomSplit(rowsOf({ count: 9, label: 1 }, { count: 1, label: 0 }), FIFTH)).toThrow(
      /no fake face. There is one such row/,
    );
  });

  it('refuses a given split that leaves a side without a class', () => {
    const rows = rowsOf({ count: 5, label: 1, split: 'train' }, { count: 5, label: 0, split: 'train' });
    expect(() => randomSplit(rows, FIFTH)).toThrow(/valid rows would hold no fake face. The column "split" says so/);
  });

  it('names the group that makes the share impossible', () => {
    const rows = rowsOf(
      { count: 450, label: 1, group: 'one video' },
      { count: 450, label: 0, group: 'one video' },
      { count: 40, label: 1 },
      { count: 40, label: 0 },
    );
    expect(() => randomSplit(rows, FIFTH)).toThrow(/20.0 % .* 8.2 % .*"one video" has 900 of the 980 rows/);
    const twoVideos = rowsOf({ count: 50, label: 1, group: 'a' }, { count: 50, label: 0, group: 'b' });
    expect(() => randomSplit(twoVideos, FIFTH)).toThrow(/the largest group, "[ab]", has 50 of the 100 rows/);
  });

  it('refuses a group that is given two splits, with the line', () => {
    const rows = rowsOf(
      { count: 1, label: 1, group: 'anna', split: 'train' },
      { count: 1, label: 1, group: 'anna', split: 'test' },
    );
    expect(() => randomSplit(rows, FIFTH)).toThrow(
      'Line 3 puts the group "anna" into test, an earlier line puts it into train.',
    );
  });

  it('refuses a share outside 0 to 1', () => {
    for (const proportion of [0, 1, -0.2, 20, Number.NaN])
      expect(() => randomSplit(rowsOf({ count: 5, label: 1 }), { proportion, seed: 1 })).toThrow(
        /expected a number between 0 and 1/,
      );
  });
});
