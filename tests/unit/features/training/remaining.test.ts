import { describe, expect, it } from 'vitest';
import { median, type Place, remainingTime } from '#main/features/training/remaining.ts';

const place = (changes: Partial<Place> = {}): Place => ({
  epoch: 1,
  epochs: 5,
  batch: 4,
  batches: 10,
  validated: 0,
  ...changes,
});

describe('how long a training will take', () => {
  it('is not guessed before the first step', () => {
    expect(remainingTime({ epochMs: [], overheadMs: 0, stepMs: null }, place())).toEqual({
      remainingMs: null,
      rangeMs: null,
    });
  });

  it('is what the steps say before an epoch is complete, without a range', () => {
    // 6 batches of this epoch and 4 x 10 of the others, 100 ms each.
    expect(remainingTime({ epochMs: [], overheadMs: 0, stepMs: 100 }, place())).toEqual({
      remainingMs: 4_600,
      rangeMs: null,
    });
  });

  it('is what epochs took after one, from the fastest to the slowest', () => {
    // Of epoch 3: 6 steps of 100 ms and 200 ms of validation. Then two epochs of 1300 ms in the middle; 1200 (the pace of now) at best, 1500 at worst.
    const { remainingMs, rangeMs } = remainingTime(
      { epochMs: [1_300, 1_500, 1_250], overheadMs: 200, stepMs: 100 },
      place({ epoch: 3 }),
    );
    expect(remainingMs).toBe(800 + 2 * 1_300);
    expect(rangeMs).toEqual([800 + 2 * 1_200, 800 + 2 * 1_500]);
  });

  it('counts what is left of a validation, and has no range within the last epoch', () => {
    const last = place({ epoch: 5, batch: 10, validated: 0.75 });
    expect(remainingTime({ epochMs: [1_200], overheadMs: 200, stepMs: 100 }, last)).toEqual({
      remainingMs: 50,
      rangeMs: null,
    });
  });

  it('takes the middle of an odd and of an even number of steps', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  });
});
