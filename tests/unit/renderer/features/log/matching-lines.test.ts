import { describe, expect, it } from 'vitest';
import { asText, matchingLines } from '#renderer/features/log/matching-lines.ts';
import type { LogLine } from '#shared/contract/workspace.ts';

const LINES: readonly LogLine[] = [
  { atMs: 0, level: 'info', text: 'runs.get: There is no run "x".', callId: 'aa11', details: null },
  { atMs: 1_000, level: 'warning', text: 'runs.list took 81 ms.', callId: null, details: 'query: runs.list' },
  { atMs: 2_000, level: 'error', text: 'It broke', callId: 'bb22', details: 'stack: Error\n  at Somewhere' },
];

const found = (level: 'all' | 'warning' | 'error', text = '') =>
  matchingLines(LINES, { level, text }).map(({ atMs }) => atMs);

describe('the lines of the log that are asked for', () => {
  it('come newest first, from a level on', () => {
    expect([found('all'), found('warning'), found('error')]).toEqual([[2_000, 1_000, 0], [2_000, 1_000], [2_000]]);
  });

  it('are found by their words, their details and the id of their call', () => {
    expect([found('all', 'RUNS'), found('all', 'somewhere'), found('all', ' aa11 '), found('error', 'aa11')]).toEqual([
      [1_000, 0],
      [2_000],
      [0],
      [],
    ]);
  });

  it('go into a report with all that is known', () => {
    expect(asText(LINES.slice(2))).toBe(
      '1970-01-01T00:00:02.000Z error bb22 It broke\n  stack: Error\n    at Somewhere',
    );
  });
});
