import { describe, expect, it } from 'vitest';
import { RUN_FIELDS, type RunField } from '#shared/domain/run-fields.ts';
import { equalFields, groupRuns, keepOrder, sortRuns } from '#shared/domain/run-order.ts';
import { runRow } from './run-row.ts';

const field = (name: string): RunField => {
  const found = RUN_FIELDS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

describe('the order of runs', () => {
  it('is that of the first key, then of the second; numbers in names count as numbers', () => {
    const rows = [
      runRow(10, { bestValidLoss: 0.2 }),
      runRow(2, { bestValidLoss: 0.1 }),
      runRow(9, { bestValidLoss: 0.2 }),
    ];
    const sorts = [
      { field: field('best.loss'), isDescending: true },
      { field: field('name'), isDescending: false },
    ];
    expect(names(sortRuns(rows, sorts))).toEqual(['calm-heron-9', 'calm-heron-10', 'calm-heron-2']);
  });

  it('puts what is missing last, up and down', () => {
    const rows = [runRow(1, { bestValidLoss: null }), runRow(2), runRow(3, { bestValidLoss: 0.1 })];
    for (const isDescending of [false, true])
      expect(sortRuns(rows, [{ field: field('best.loss'), isDescending }]).at(-1)?.name).toBe('calm-heron-1');
  });

  it('leaves alone what it is given', () => {
    const rows = [runRow(2), runRow(1)];
    sortRuns(rows, [{ field: field('name'), isDescending: false }]);
    expect(names(rows)).toEqual(['calm-heron-2', 'calm-heron-1']);
  });
});

describe('groups of runs', () => {
  it('come in the order of their first run, those without a value among them', () => {
    const rows = [
      runRow(1, { tags: ['b', 'a'] }),
      runRow(2),
      runRow(3, { tags: ['b', 'a'] }),
      runRow(4, { tags: ['a'] }),
    ];
    expect(groupRuns(rows, field('tag')).map(({ value, rows: members }) => [value, members.length])).toEqual([
      [['b', 'a'], 2],
      [null, 1],
      [['a'], 1],
    ]);
  });
});

describe('fields that are alike', () => {
  it('are those in which no run differs', () => {
    const rows = [runRow(1, { tags: ['a'] }), runRow(2, { tags: ['a'], seed: 8 })];
    const equal = equalFields(rows, [field('tag'), field('seed'), field('network'), field('test.auc')]);
    expect([...equal]).toEqual(['tag', 'network', 'test.auc']);
  });

  it('are none where there is one run only', () => {
    expect(equalFields([runRow(1)], RUN_FIELDS).size).toBe(0);
  });
});

describe('the order on the screen', () => {
  it('stays when figures change', () => {
    expect(keepOrder(['a', 'b', 'c'], ['c', 'b', 'a'])).toEqual(['a', 'b', 'c']);
  });

  it('takes in what is new where it belongs, and forgets what is gone', () => {
    expect(keepOrder(['a', 'b', 'c'], ['x', 'c', 'y', 'z', 'a'])).toEqual(['x', 'a', 'c', 'y', 'z']);
    expect(keepOrder([], ['a', 'b'])).toEqual(['a', 'b']);
    expect(keepOrder(['a'], [])).toEqual([]);
  });
});
