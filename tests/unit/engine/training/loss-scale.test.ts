import { describe, expect, it } from 'vitest';
import { INITIAL_LOSS_SCALE, type LossScale, scaleAfterStep } from '#main/engine/training/loss-scale.ts';

const good = (scale: LossScale, steps: number) =>
  Array.from({ length: steps }).reduce<LossScale>((now) => scaleAfterStep(now, {}), scale);

describe('the loss scale', () => {
  it('begins with 2^15, doubles after 2000 good steps in a row, and again after 2000 more', () => {
    expect(INITIAL_LOSS_SCALE.scale).toBe(2 ** 15);
    expect(good(INITIAL_LOSS_SCALE, 1999)).toEqual({ scale: 2 ** 15, goodSteps: 1999, skippedSteps: 0 });
    expect(good(INITIAL_LOSS_SCALE, 2000)).toEqual({ scale: 2 ** 16, goodSteps: 0, skippedSteps: 0 });
    expect(good(INITIAL_LOSS_SCALE, 4000)).toEqual({ scale: 2 ** 17, goodSteps: 0, skippedSteps: 0 });
  });

  it('is halved by a step that is left out, from where it takes 2000 good ones again', () => {
    const skipped = scaleAfterStep(good(INITIAL_LOSS_SCALE, 1999), { isSkipped: true });
    expect(skipped).toEqual({ scale: 2 ** 14, goodSteps: 0, skippedSteps: 1 });
    expect(good(skipped, 1999).scale).toBe(2 ** 14);
    expect(good(skipped, 2000)).toEqual({ scale: 2 ** 15, goodSteps: 0, skippedSteps: 1 });
  });

  it('gives up where gradients overflow at 1 too, and says what to do', () => {
    const last = { scale: 1, goodSteps: 0, skippedSteps: 15 };
    expect(() => scaleAfterStep(last, { isSkipped: true })).toThrow(
      expect.objectContaining({
        code: 'engine_failed',
        message: 'The gradients do not fit float16 with a loss scale of 1 either.',
        hint: expect.stringContaining('precision: float32'),
      }),
    );
    expect(good(last, 1).scale).toBe(1);
  });
});
