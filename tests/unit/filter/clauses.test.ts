import { describe, expect, it } from 'vitest';
import {
  choiceIn,
  clausesOf,
  isUnfinished,
  withChoice,
  withClauseToggled,
  withoutClause,
} from '#shared/filter/clauses.ts';

const texts = (expression: string) => clausesOf(expression).map(({ text, isOff }) => (isOff ? `[${text}]` : text));

describe('the clauses of an expression', () => {
  it('are what stands between the ands of its top', () => {
    expect(texts('network = resnet18 and (lr < 1 or tag = a) and off not status = failed and heron')).toEqual([
      'network = resnet18',
      '(lr < 1 or tag = a)',
      '[not status = failed]',
      'heron',
    ]);
    expect(texts('(lr < 1 or tag = a) and b')).toEqual(['(lr < 1 or tag = a)', 'b']);
  });

  it('are one where it is an or, or stands in brackets', () => {
    expect(texts('a or b and c')).toEqual(['a or b and c']);
    expect(texts('(a and b)')).toEqual(['(a and b)']);
  });

  it('are none where there is nothing, or nothing that can be read', () => {
    expect(texts('')).toEqual([]);
    expect(texts('network =')).toEqual([]);
  });

  it('are switched off and on singly', () => {
    const off = withClauseToggled('a and b and c', 1);
    expect(off).toBe('a and off b and c');
    expect(withClauseToggled(off, 1)).toBe('a and b and c');
    expect(withClauseToggled('a or b', 0)).toBe('off (a or b)');
  });

  it('are taken away singly', () => {
    expect(withoutClause('a and b and c', 0)).toBe('b and c');
    expect(withoutClause('a', 0)).toBe('');
  });
});

describe('a choice', () => {
  it('is put at the end, and replaced where it stands', () => {
    const one = withChoice('lr < 1', { field: 'status', values: ['failed'] });
    expect(one).toBe('lr < 1 and status = failed');
    const two = withChoice(`${one} and heron`, { field: 'status', values: ['failed', 'stopped'] });
    expect(two).toBe('lr < 1 and status in (failed, stopped) and heron');
    expect(choiceIn(two, 'status')).toEqual(['failed', 'stopped']);
    expect(withChoice(two, { field: 'status', values: [] })).toBe('lr < 1 and heron');
  });

  it('keeps an or together', () => {
    expect(withChoice('a or b', { field: 'status', values: ['failed'] })).toBe('(a or b) and status = failed');
  });

  it('switches on what was off', () => {
    const off = 'off status = failed';
    expect(choiceIn(off, 'status')).toEqual([]);
    expect(withChoice(off, { field: 'status', values: ['stopped'] })).toBe('status = stopped');
  });

  it('survives values that look like the language', () => {
    for (const values of [['a b', 'c,d'], ['and'], ['none'], ['say "x"', 'back\\slash'], ['ümlaut=1']]) {
      const expression = withChoice('', { field: 'tag', values });
      expect(choiceIn(expression, 'tag')).toEqual(values);
    }
  });
});

describe('an expression that is being typed', () => {
  it.each(['network', 'network = a', 'status in (a)', ''])('%j may end here', (text) => {
    expect(isUnfinished(text)).toBe(false);
  });
  it.each(['network =', 'a and', 'not', 'status in', 'status in (', 'status in (a,', 'name = "cal'])(
    '%j goes on',
    (text) => {
      expect(isUnfinished(text)).toBe(true);
    },
  );
});
