import { describe, expect, it } from 'vitest';
import { RUN_FIELDS, RUN_TEXT_FIELDS, runFieldsOf } from '#shared/domain/run-fields.ts';
import { compileFilter } from '#shared/filter/compile.ts';
import { runRow } from './run-row.ts';

describe('the fields of runs', () => {
  it('have names and aliases that are one field only', () => {
    const names = RUN_FIELDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are also the keys of their configurations, known by their last part where nothing else is', () => {
    const rows = [runRow(1, { settings: { 'optimizer.lr': 1e-3, 'optimizer.type': 'Adam', seed: 3 } })];
    const fields = runFieldsOf(rows, { 'scheduler.type': 'step', batch_size: 32, name: 'x' }).slice(RUN_FIELDS.length);
    expect(fields.map(({ name, aliases, kind }) => [name, aliases, kind])).toEqual([
      ['optimizer.lr', ['lr'], 'number'],
      ['optimizer.type', [], 'text'],
      ['scheduler.type', [], 'text'],
      ['batch_size', [], 'number'],
    ]);
  });

  it('have the value of the row, or the one that all rows share', () => {
    const row = runRow(1, { settings: { 'optimizer.lr': 1e-3 } });
    const fields = runFieldsOf([row], { batch_size: 32, 'augmentation.jpeg_quality': [70, 95] });
    const valueOfField = (name: string) => fields.find((field) => field.name === name)?.valueOf(row);
    expect(valueOfField('optimizer.lr')).toBe(1e-3);
    expect(valueOfField('batch_size')).toBe(32);
    expect(valueOfField('augmentation.jpeg_quality')).toBe('[70,95]');
  });

  it('can be filtered by, whether a setting varies or not', () => {
    const rows = [
      runRow(1, { settings: { 'optimizer.lr': 1e-3 }, tags: ['keep'] }),
      runRow(2, { settings: { 'optimizer.lr': 1e-2 } }),
    ];
    const fields = runFieldsOf(rows, { batch_size: 32 });
    const named = (expression: string) => {
      const filter = compileFilter(expression, { fields, textFields: RUN_TEXT_FIELDS, nowMs: 0 });
      if (filter.kind === 'error') throw new Error(filter.message);
      return rows.filter(filter.matches).map(({ name }) => name);
    };
    expect(named('lr < 5e-3 and batch_size = 32')).toEqual(['calm-heron-1']);
    expect(named('accuracy > 95% and heron-2')).toEqual(['calm-heron-2']);
    expect(named('tag = none and data = faces')).toEqual(['calm-heron-2']);
    expect(named('auc = none')).toHaveLength(2);
  });
});
