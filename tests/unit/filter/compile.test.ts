import { describe, expect, it } from 'vitest';
import { compileFilter } from '#shared/filter/compile.ts';
import { CONTEXT, type Row, row } from './fixture.ts';

const matches = (expression: string, overrides: Partial<Row> = {}): boolean => {
  const filter = compileFilter(expression, CONTEXT);
  if (filter.kind === 'error') throw new Error(`${expression}: ${filter.message}`);
  return filter.matches(row(overrides));
};

const errorOf = (expression: string) => {
  const filter = compileFilter(expression, CONTEXT);
  if (filter.kind !== 'error') throw new Error(`${expression} is no error`);
  return `${filter.message} [${expression.slice(filter.from, filter.to)}]`;
};

describe('a filter', () => {
  it('is the example that the issue gives', () => {
    const expression =
      'network = resnet18 and best.accuracy > 0.95 and (tag = baseline or name ~ heron) and lr <= 1e-3 and status != failed and created > 2026-11-01';
    expect(matches(expression)).toBe(true);
    expect(matches(expression, { status: 'failed' })).toBe(false);
    expect(matches(expression, { name: 'x', tags: [] })).toBe(false);
  });

  it('matches everything where it is empty', () => {
    expect(matches('  ')).toBe(true);
  });

  it('binds and before or, and not before both', () => {
    expect(matches('status = failed and lr = 1 or accuracy > 0.9')).toBe(true);
    expect(matches('status = failed and (lr = 1 or accuracy > 0.9)')).toBe(false);
    expect(matches('not status = failed and accuracy > 0.9')).toBe(true);
    expect(matches('NOT (status = finished AND accuracy > 0.9)')).toBe(false);
  });

  it('keeps what is switched off, and lets it count for nothing', () => {
    expect(matches('off status = failed and accuracy > 0.9')).toBe(true);
    expect(errorOf('off acuracy > 1')).toContain('acuracy');
  });

  it('does not mind the case of letters', () => {
    expect(matches('NETWORK = ResNet18 and Name ~ HERON and tag = BASELINE')).toBe(true);
  });

  it('takes a word alone as part of a name or a tag', () => {
    expect(matches('heron')).toBe(true);
    expect(matches('again')).toBe(true);
    expect(matches('"try again" and not otter')).toBe(true);
    expect(matches('resnet18')).toBe(false);
  });
});

describe('a comparison', () => {
  it.each([
    ['tag = baseline', true],
    ['tag = base', false],
    ['tag ~ base', true],
    ['tag != baseline', false],
    ['tag !~ otter', true],
    ['tag in (otter, "try again")', true],
    ['status in (failed, stopped)', false],
    ['accuracy >= 96%', true],
    ['accuracy > 96%', false],
    ['accuracy < .97', true],
    ['lr = 0.001', true],
    ['lr != 1e-4', true],
    ['duration = 1h30m', true],
    ['duration > 1:29:59', true],
    ['duration < 90m', false],
    ['duration >= 5400s', true],
    ['pinned = no', true],
    ['pinned = yes', false],
  ])('%s is %s', (expression, expected) => {
    expect(matches(expression)).toBe(expected);
  });

  it('takes a day, a month and a year as the whole of it', () => {
    const at = (...parts: [number, number, number, number, number]) => ({ createdAtMs: new Date(...parts).getTime() });
    expect(matches('created = 2026-11-24')).toBe(true);
    expect(matches('created = today')).toBe(true);
    expect(matches('created = 2026-11 and created = 2026')).toBe(true);
    expect(matches('created > 2026-11-24')).toBe(false); // on the day itself
    expect(matches('created >= 2026-11-24')).toBe(true);
    expect(matches('created > 2026-11-24', at(2026, 10, 25, 0, 0))).toBe(true);
    expect(matches('created <= 2026-11-24', at(2026, 10, 24, 23, 59))).toBe(true);
    expect(matches('created < yesterday', at(2026, 10, 22, 23, 59))).toBe(true);
    expect(matches('created = 2026-11-24T09:30')).toBe(true);
    expect(matches('created = 2026-12', at(2026, 11, 31, 23, 59))).toBe(true);
  });

  it('counts back from now', () => {
    expect(matches('created > 3h')).toBe(true);
    expect(matches('created > 2h')).toBe(false);
    expect(matches('created > 7d')).toBe(true);
  });

  it('is true either for = or for !=, also where there is no value', () => {
    const nothing = { accuracy: null, tags: [], durationMs: null };
    for (const comparison of ['accuracy = 0.5', 'tag = baseline', 'duration = 5s'])
      expect(matches(comparison, nothing)).not.toBe(matches(comparison.replace('=', '!='), nothing));
    expect(matches('accuracy > 0', nothing)).toBe(false);
    expect(matches('accuracy < 1', nothing)).toBe(false);
  });

  it('asks for what is not there by none', () => {
    expect(matches('accuracy = none', { accuracy: null })).toBe(true);
    expect(matches('tag = none', { tags: [] })).toBe(true);
    expect(matches('tag != none')).toBe(true);
    expect(matches('tag = "none"', { tags: ['none'] })).toBe(true); // in quotes it is a word like any other
    expect(matches('tag = "none"', { tags: [] })).toBe(false);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['acuracy > 0.9', 'There is no field "acuracy"; did you mean "accuracy"? [acuracy]'],
    ['zzzz = 1', 'There is no field "zzzz". [zzzz]'],
    ['lr > fast', '"fast" is no value of optimizer.lr, which is a number, such as 12 or 1e-3. [fast]'],
    ['accuracy > 95', '"95" is no value of best.accuracy, which is a fraction, such as 0.95 or 95%. [95]'],
    ['created > 2026-02-30', expect.stringMatching(/^"2026-02-30" is no value of created, which is a time/)],
    ['duration > 5', expect.stringMatching(/^"5" is no value of duration, which is a duration, such as 90s/)],
    ['name > m', 'name is a text; > compares numbers and times. [name > m]'],
    ['lr ~ 1', expect.stringMatching(/^optimizer.lr is a number.*; ~ looks into texts. \[lr ~ 1\]$/)],
    ['network =', 'Expected a value after "=". [=]'],
    ['network = and', 'Expected a value instead of "and". [and]'],
    ['(network = a', 'This bracket is not closed. [(]'],
    ['network = a)', 'This bracket closes nothing. [)]'],
    ['status in (failed', 'This list is not closed. [(]'],
    ['status in failed', 'Expected a list in brackets, such as (failed, stopped) instead of "failed". [failed]'],
    ['network = a lr = 1', 'Expected "and" or "or" before "lr". [lr]'],
    ['and', 'Expected a field or a word instead of "and". [and]'],
    ['a and', 'Expected a field or a word at the end. []'],
    ['name = "calm', 'This quote does not end. ["calm]'],
    ['lr ! 3', '"!" begins nothing here; write != for "not equal". [!]'],
  ])('%s: says what is wrong, and where', (expression, expected) => {
    expect(errorOf(expression)).toEqual(expected);
  });

  it('is also what a stranger nests without end', () => {
    expect(errorOf(`${'('.repeat(10_000)}a`)).toContain('nested more than 50 deep');
    expect(errorOf(`${'not '.repeat(10_000)}a`)).toContain('nested more than 50 deep');
  });
});
