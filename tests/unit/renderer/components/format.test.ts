import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLearningRate,
  formatMetric,
  formatPercent,
  formatRelative,
  formatRemaining,
  MISSING,
  plural,
} from '#renderer/components/format.ts';

describe('numbers as people read them', () => {
  it('are a dash where nothing is known, and never 0', () => {
    for (const format of [
      formatCount,
      formatPercent,
      formatMetric,
      formatLearningRate,
      formatBytes,
      formatDuration,
      formatRelative,
    ])
      for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
        expect(format(missing)).toBe(MISSING);
    expect(formatRemaining(null)).toBe('');
    expect([formatCount(0), formatPercent(0), formatBytes(0), formatDuration(0)]).toEqual([
      '0',
      '0.0 %',
      '0 B',
      '0:00',
    ]);
  });

  it('are grouped in thousands, with the right word behind them', () => {
    expect(formatCount(1_234_567.4)).toBe('1,234,567');
    expect([plural(0, 'face'), plural(1, 'face'), plural(2_000, 'face'), plural(2, 'entry', 'entries')]).toEqual([
      '0 faces',
      '1 face',
      '2,000 faces',
      '2 entries',
    ]);
  });

  it('are percent with one decimal, measures with four', () => {
    expect([formatPercent(0.9637), formatPercent(1), formatPercent(0.5, 0)]).toEqual(['96.4 %', '100.0 %', '50 %']);
    expect([formatMetric(0.96374), formatMetric(0.5, 2)]).toEqual(['0.9637', '0.50']);
  });

  it('are learning rates in their short scientific form', () => {
    const rates = [1e-4, 2.5e-4, 3e-10, 0.1, 1, 0, 0.000123456];
    expect(rates.map(formatLearningRate)).toEqual(['1e-4', '2.5e-4', '3e-10', '1e-1', '1e0', '0', '1.23e-4']);
  });

  it('are bytes in the unit that needs no fifth digit, also right below the next one', () => {
    const sizes = [999, 1_023, 1_024, 1_536, 99.94 * 1_024, 99.96 * 1_024, 2 ** 20 - 1, 2 ** 20, 5 * 2 ** 40, 2 ** 60];
    expect(sizes.map(formatBytes)).toEqual([
      '999 B',
      '1023 B',
      '1.0 KiB',
      '1.5 KiB',
      '99.9 KiB',
      '100 KiB',
      '1.0 MiB',
      '1.0 MiB',
      '5.0 TiB',
      '1048576 TiB',
    ]);
  });

  it('are durations as a clock shows them', () => {
    const durations = [400, 59_400, 59_600, 3_599_400, 3_599_600, 36_000_000, -5];
    expect(durations.map(formatDuration)).toEqual(['0:00', '0:59', '1:00', '59:59', '1:00:00', '10:00:00', '0:00']);
  });

  it('are what is left in words that promise no more than is known', () => {
    const left = [3_000, 12_000, 50_000, 56_000, 170_000, 3_590_000, 3_700_000, 5_400_000, 90_000_000];
    expect(left.map(formatRemaining)).toEqual([
      'a few seconds left',
      'about 20 s left',
      'about 50 s left',
      'about 1 min left',
      'about 3 min left',
      'about 1 h left',
      'about 1 h 2 min left',
      'about 1 h 30 min left',
      'about 1 d 1 h left',
    ]);
  });

  it('are times beside now, and dates where that says nothing any more', () => {
    const now = Date.UTC(2026, 10, 24, 12);
    const ago = (ms: number) => formatRelative(now - ms, now);
    expect([
      ago(10_000),
      ago(61_000),
      ago(59 * 60_000),
      ago(3 * 3_600_000),
      ago(86_400_000),
      ago(3 * 86_400_000),
    ]).toEqual(['just now', '1 minute ago', '59 minutes ago', '3 hours ago', 'yesterday', '3 days ago']);
    expect(ago(-120_000)).toBe('in 2 minutes');
    expect(ago(40 * 86_400_000)).toMatch(/^15 Oct 2026, /);
  });
});
