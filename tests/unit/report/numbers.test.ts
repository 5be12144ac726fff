import { expect, it } from 'vitest';
import { formatDuration, grouped, percent, short } from '#shared/report/numbers.ts';

it('groups thousands', () => {
  expect([0, 999, 1_000, 11_177_538].map(grouped)).toEqual(['0', '999', '1,000', '11,177,538']);
});

it("writes numbers as Python's %g does", () => {
  expect([0, 0.2, 1, 1e-4, 0.1 * 1e-4, 3e-4 * 0.1, 1e-10, 0.1 + 0.2, 123456, 1234567, -0.5].map(short)).toEqual([
    '0',
    '0.2',
    '1',
    '0.0001',
    '1e-05',
    '3e-05',
    '1e-10',
    '0.3',
    '123456',
    '1.23457e+06',
    '-0.5',
  ]);
});

it('writes fractions as percent', () => {
  expect(percent(0.9595, 5)).toBe('95.95000');
});

it('writes durations as hours, minutes and whole seconds that have passed', () => {
  expect([0, 999, 24_900, 59_999, 3_600_000, 86_399_000, 360_061_000, -5].map(formatDuration)).toEqual([
    '00:00:00',
    '00:00:00',
    '00:00:24',
    '00:00:59',
    '01:00:00',
    '23:59:59',
    '100:01:01',
    '00:00:00',
  ]);
});
