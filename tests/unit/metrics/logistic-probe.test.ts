import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random.ts';
import { groupedFolds } from '#shared/metrics/grouped-folds.ts';
import { logisticProbe } from '#shared/metrics/logistic-probe.ts';
import { randomTable, result } from '#tests/unit/metrics/probe-expected.ts';

const FIVE = { folds: 5, seed: 1 };
const alone = (count: number) => Array.from({ length: count }, () => null);

describe('groupedFolds', () => {
  it('spreads both classes evenly, and is the same for the same seed', () => {
    const labels = Array.from({ length: 103 }, (_, i) => (i < 40 ? 0 : 1));
    const folds = groupedFolds({ labels, groups: alone(103) }, FIVE);
    for (const label of [0, 1]) {
      const counts = [0, 1, 2, 3, 4].map((fold) => labels.filter((of, i) => of === label && folds[i] === fold).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(groupedFolds({ labels, groups: alone(103) }, FIVE)).toEqual(folds);
    expect(groupedFolds({ labels, groups: alone(103) }, { ...FIVE, seed: 2 })).not.toEqual(folds);
  });

  it('never divides a group', () => {
    const random = createRandom(3);
    const groups = Array.from({ length: 300 }, () => (random.next() < 0.2 ? null : `person ${random.integer(25)}`));
    const labels = groups.map(() => random.integer(2));
    const folds = groupedFolds({ labels, groups }, FIVE);
    for (const group of new Set(groups.filter((name) => name !== null)))
      expect(new Set(groups.flatMap((name, i) => (name === group ? [folds[i]] : []))).size).toBe(1);
    expect(new Set(folds).size).toBe(5);
  });
});

describe('logisticProbe', () => {
  it('finds what is there, and about one half where nothing is', () => {
    const told = randomTable({ seed: 5, rows: 600, columns: 3, shift: 0.6 });
    const nothing = randomTable({ seed: 6, rows: 600, columns: 3, shift: 0 });
    const probe = ({ table, labels }: typeof told) =>
      result(logisticProbe(table, { labels, groups: alone(600) }, FIVE));
    expect(probe(told)?.auc).toBeGreaterThan(0.85);
    const found = probe(nothing);
    expect(found?.low).toBeLessThan(0.5);
    expect(found?.high).toBeGreaterThan(0.47); // chance: the pooled AUC of folds lies a little below one half
  });

  it('is not taken in by a number that only names the group', () => {
    // Each group has one class and a number of its own: known groups are told apart by it, new ones are not.
    const random = createRandom(8);
    const numbers = Array.from({ length: 30 }, () => random.next());
    const groups = Array.from({ length: 600 }, (_, i) => `group ${i % 30}`);
    const labels = groups.map((_, i) => ((i % 30) * 7) % 2);
    const values = Float64Array.from(groups.flatMap((_, i) => numbers.map((_, k) => (k === i % 30 ? 1 : 0))));
    const table = { values, columns: 30 };
    const [kept, ignored] = [groups, alone(600)].map(
      (of) => result(logisticProbe(table, { labels, groups: of }, FIVE))?.auc,
    );
    expect(ignored).toBe(1);
    expect(kept).toBeLessThan(0.6);
  });

  it('does not depend on the scale of a column', () => {
    const { table, labels } = randomTable({ seed: 9, rows: 200, columns: 2, shift: 0.4 });
    const scaled = { values: table.values.map((value, i) => (i % 2 === 0 ? 1e6 * value + 5 : value)), columns: 2 };
    const [a, b] = [table, scaled].map((of) => result(logisticProbe(of, { labels, groups: alone(200) }, FIVE)));
    expect(b?.auc).toBeCloseTo(a?.auc ?? Number.NaN, 6);
  });

  it('says nothing where there are too few images or groups of a class', () => {
    const { table, labels } = randomTable({ seed: 10, rows: 30, columns: 2, shift: 0.4 });
    expect(result(logisticProbe(table, { labels, groups: alone(30) }, FIVE))).toBeNull();
    const big = randomTable({ seed: 10, rows: 200, columns: 2, shift: 0.4 });
    const oneOfEach = [...big.labels].map((label) => `everyone called ${label}`);
    expect(result(logisticProbe(big.table, { labels: big.labels, groups: oneOfEach }, FIVE))).toBeNull();
  });
});
