import { describe, expect, it } from 'vitest';
import { directionFree, separation } from '#shared/metrics/separation.ts';
import { expectedTables, randomTable } from '#tests/unit/metrics/probe-expected.ts';

/** Two standard deviations and a little: the half of a 95 % interval. */
const Z = 1.959963984540054;

describe('separation', () => {
  it.each(expectedTables)('gives the AUC and the interval of all pairs for $name', ({ spec, separation: wanted }) => {
    const { table, labels } = randomTable(spec);
    const first = Float64Array.from(labels, (_, row) => table.values[row * table.columns] ?? 0);
    const found = separation(first, labels);
    expect(found?.auc).toBeCloseTo(wanted.auc, 12); // sums of at most 500 terms in another order
    expect(found?.low).toBeCloseTo(Math.max(0, wanted.auc - Z * wanted.standardError), 12);
    expect(found?.high).toBeCloseTo(Math.min(1, wanted.auc + Z * wanted.standardError), 12);
  });

  it('agrees with pairs counted by hand: fakes 2, 3 above reals 1, 3, a tie counting half', () => {
    expect(separation([2, 3, 1, 3], [0, 0, 1, 1])?.auc).toBe((1 + 1 + 0.5) / 4);
  });

  it('is 1 or 0 for classes that do not overlap, in either direction the same', () => {
    const [up, down] = [separation([5, 6, 1, 2], [0, 0, 1, 1]), separation([1, 2, 5, 6], [0, 0, 1, 1])];
    expect([up?.auc, down?.auc]).toEqual([1, 0]);
    expect([up, down].map((found) => found && directionFree(found))).toEqual([1, 1]);
  });

  it('is one half where every value is the same, and nothing where a class is missing', () => {
    expect(separation([7, 7, 7, 7], [0, 1, 0, 1])).toMatchObject({ auc: 0.5 });
    expect(separation([1, 2], [0, 0])).toBeNull();
    expect(separation([], [])).toBeNull();
  });

  it('says nothing for sure of one image a class', () => {
    expect(separation([1, 2], [0, 1])).toEqual({ auc: 0, low: 0, high: 1 });
  });
});
