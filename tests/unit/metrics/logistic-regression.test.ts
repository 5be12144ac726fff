import { describe, expect, it } from 'vitest';
import { FAKE } from '#shared/domain/labels.ts';
import { fitLogistic, predictLogistic } from '#shared/metrics/logistic-regression.ts';
import { separation } from '#shared/metrics/separation.ts';
import { expectedTables, randomTable, result } from '#tests/unit/metrics/probe-expected.ts';

describe('fitLogistic', () => {
  it.each(expectedTables)('gives scikit-learn’s weights for $name', ({ spec, weights: wanted, auc }) => {
    const { table, labels } = randomTable(spec);
    const targets = labels.map((label) => (label === FAKE ? 1 : 0));
    const weights = result(fitLogistic(table, { targets, among: [...labels.keys()] }));
    for (const [i, weight] of wanted.entries()) expect(weights[i]).toBeCloseTo(weight, 5); // lbfgs stops at a gradient of 1e-12, which is about 1e-7 of a weight
    const scores = Float64Array.from(labels, (_, row) => predictLogistic(weights, table, row));
    expect(separation(scores, labels)?.auc).toBeCloseTo(auc, 10);
  });

  it('pauses at least once for each pass over the rows', () => {
    const { table, labels } = randomTable({ seed: 1, rows: 60, columns: 2, shift: 0.3 });
    const work = fitLogistic(table, { targets: labels, among: [...labels.keys()] });
    let pauses = 0;
    while (!work.next().done) pauses++;
    expect(pauses).toBeGreaterThan(2);
  });

  it('takes a column that says nothing, and rows that are left out, as if they were not there', () => {
    const { table, labels } = randomTable({ seed: 4, rows: 40, columns: 1, shift: 0.4 });
    const half = [...labels.keys()].filter((row) => row < 20);
    const wide = { values: Float64Array.from(table.values).map((value, row) => (row < 20 ? value : 99)), columns: 1 };
    const targets = labels.map((label) => 1 - label);
    const [some, without] = [wide, table].map((of) => result(fitLogistic(of, { targets, among: half })));
    expect(some).toEqual(without);
    const zeros = {
      values: Float64Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? (table.values[i / 2] ?? 0) : 0)),
      columns: 2,
    };
    const both = result(fitLogistic(zeros, { targets, among: half }));
    expect(both[1]).toBeCloseTo(0, 9);
    expect(both[0]).toBeCloseTo(without?.[0] ?? Number.NaN, 6);
  });
});
