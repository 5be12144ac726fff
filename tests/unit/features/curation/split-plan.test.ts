import { describe, expect, it } from 'vitest';
import { type PlannedRow, planSplit } from '#main/features/curation/split-plan.ts';
import { randomSplit } from '#main/features/datasets/split.ts';

const PLAN = { seed: 42, validShare: 0.15, testShare: 0.2, keepsGiven: true };

const rowsOf = (count: number, of: (i: number) => Partial<PlannedRow> = () => ({})): PlannedRow[] =>
  Array.from({ length: count }, (_, i) => ({
    line: i + 2,
    label: i % 4 === 0 ? 0 : 1,
    group: null,
    split: null,
    isExcluded: false,
    ...of(i),
  }));

const countOf = (rows: readonly PlannedRow[], sides: readonly (string | null)[], side: string) =>
  [0, 1].map((label) => rows.filter((row, i) => row.label === label && sides[i] === side && !row.isExcluded).length);

describe('a plan', () => {
  it('gives each side its share of both classes', () => {
    const rows = rowsOf(400);
    const sides = planSplit(rows, PLAN);
    expect(countOf(rows, sides, 'test')).toEqual([20, 60]);
    expect(countOf(rows, sides, 'valid')).toEqual([15, 45]);
    expect(countOf(rows, sides, 'train')).toEqual([65, 195]);
  });

  it('draws the same faces for the same seed, and others for another', () => {
    const rows = rowsOf(100);
    expect(planSplit(rows, PLAN)).toEqual(planSplit(rows, PLAN));
    expect(planSplit(rows, { ...PLAN, seed: 43 })).not.toEqual(planSplit(rows, PLAN));
  });

  it('without a test share draws the validation faces that a run of the same seed would', () => {
    const rows = rowsOf(100);
    const sides = planSplit(rows, { ...PLAN, testShare: 0, validShare: 0.2 });
    const { valid } = randomSplit(rows, { proportion: 0.2, seed: 42 });
    expect(sides.flatMap((side, i) => (side === 'valid' ? [i] : []))).toEqual(valid);
    expect(sides).not.toContain('test');
  });

  it('puts everything into training where no share is asked for', () => {
    expect(new Set(planSplit(rowsOf(10), { ...PLAN, testShare: 0, validShare: 0 }))).toEqual(new Set(['train']));
  });

  it('never divides a group', () => {
    const rows = rowsOf(300, (i) => ({ group: i % 3 === 0 ? null : `person ${i % 50}` }));
    const sides = planSplit(rows, PLAN);
    for (const group of new Set(rows.flatMap((row) => row.group ?? [])))
      expect(new Set(rows.flatMap((row, i) => (row.group === group ? [sides[i]] : []))).size).toBe(1);
  });

  it('keeps what the CSV gives, or deals it anew', () => {
    const rows = rowsOf(200, (i) => ({ split: i < 40 ? 'test' : i < 60 ? 'valid' : null }));
    const kept = planSplit(rows, PLAN);
    expect(kept.slice(0, 40).every((side) => side === 'test')).toBe(true);
    expect(kept.slice(40, 60).every((side) => side === 'valid')).toBe(true);
    expect(countOf(rows, kept, 'test')).toEqual([10, 30]); // the given ones are the share already
    const anew = planSplit(rows, { ...PLAN, keepsGiven: false });
    expect(new Set(anew.slice(0, 40)).size).toBe(3);
  });

  it('leaves excluded rows out of the count, and lets those of a dealt group go with it', () => {
    const rows = rowsOf(200, (i) => ({ isExcluded: i < 20, group: i < 10 || i === 100 ? 'Ada' : null }));
    const sides = planSplit(rows, PLAN);
    expect(new Set(sides.slice(0, 10))).toEqual(new Set([sides[100]]));
    expect(new Set(sides.slice(10, 20))).toEqual(new Set([null]));
    expect(countOf(rows, sides, 'test').reduce((sum, count) => sum + count)).toBe(36);
  });

  it('refuses shares that leave nothing, and says which side would miss a class', () => {
    expect(() => planSplit(rowsOf(20), { ...PLAN, validShare: 0.5, testShare: 0.5 })).toThrow(
      /leave nothing to train on/,
    );
    const fewFakes = rowsOf(40, (i) => ({ label: i === 0 ? 0 : 1 }));
    expect(() => planSplit(fewFakes, PLAN)).toThrow(
      /test rows would hold no fake face|train rows would hold no fake face/,
    );
  });

  it('names a group that the CSV puts into two splits', () => {
    const rows = rowsOf(20, (i) => (i < 2 ? { group: 'Ada', split: i === 0 ? 'train' : 'test' } : {}));
    expect(() => planSplit(rows, PLAN)).toThrow(
      /Line 3 puts the group "Ada" into test, an earlier line puts it into train/,
    );
  });
});
