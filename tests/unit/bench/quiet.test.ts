import { describe, expect, it } from 'vitest';
import { othersShare, readCpuClock } from '#tests/bench/quiet.ts';

describe('the share of the machine that others used', () => {
  const before = { busyMs: 1000, totalMs: 10_000 };

  it('is what was busy beyond our own processor time', () => {
    expect(othersShare(before, { busyMs: 2500, totalMs: 12_000 }, 1)).toBeCloseTo(0.25, 9);
  });

  it('is nothing where our time was counted more finely than the machine counts', () => {
    expect(othersShare(before, { busyMs: 1990, totalMs: 11_000 }, 1)).toBe(0);
    expect(othersShare(before, before, 0)).toBe(0);
  });

  it('is read from clocks of which busy time is a part of all time', () => {
    const { busyMs, totalMs } = readCpuClock();
    expect(busyMs).toBeGreaterThan(0);
    expect(busyMs).toBeLessThanOrEqual(totalMs);
  });
});
