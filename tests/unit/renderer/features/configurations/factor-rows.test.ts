import { describe, expect, it } from 'vitest';
import { entriesOf, hasTwin, rowsOf } from '#renderer/features/configurations/form/factor-rows.ts';

describe('rows of factors', () => {
  it('are the mapping that they stand for, and what is not typed yet is not in it', () => {
    const rows = [
      { prefix: 'fc', factor: '10' },
      { prefix: 'layer4', factor: ' 5e-1 ' },
      { prefix: '', factor: '' },
    ];
    expect(entriesOf(rows)).toEqual({ fc: 10, layer4: 0.5 });
    expect(rowsOf({ fc: 10, layer4: 0.0005 })).toEqual([
      { prefix: 'fc', factor: '10' },
      { prefix: 'layer4', factor: '5e-4' },
    ]);
  });

  it('keep what is no factor, so that it is marked', () => {
    expect(entriesOf([{ prefix: 'fc', factor: 'x' }])).toEqual({ fc: 'x' });
    expect(entriesOf([{ prefix: 'fc', factor: '' }])).toEqual({ fc: null });
    expect(entriesOf([{ prefix: '', factor: '2' }])).toEqual({ '': 2 });
    expect(rowsOf('wrong')).toEqual([]);
  });

  it('say where two are of one part', () => {
    const rows = [
      { prefix: 'fc', factor: '1' },
      { prefix: 'fc', factor: '2' },
      { prefix: '', factor: '' },
      { prefix: '', factor: '' },
    ];
    expect(rows.map((_, index) => hasTwin(rows, index))).toEqual([true, true, false, false]);
  });
});
