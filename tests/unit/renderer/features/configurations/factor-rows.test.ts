import { describe, expect, it } from 'vitest';
import { entriesOf, hasTwin, isMarked, rowsOf } from '#renderer/features/configurations/form/factor-rows.ts';

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

  it('are marked where a problem names them, all of them where it names none', () => {
    const rows = rowsOf({ fc: 0, layer1: 1, layer5: 1 });
    const marked = (problem: string | null) => rows.map((_, index) => isMarked(rows, index, problem));
    expect(marked('`optimizer.lr_factors.fc`: expected a number above 0')).toEqual([true, false, false]);
    expect(marked('Names "layer5", which is none; did you mean "layer1"?')).toEqual([false, false, true]);
    expect(marked('Expected something else.')).toEqual([true, true, true]);
    expect(marked(null)).toEqual([false, false, false]);
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
