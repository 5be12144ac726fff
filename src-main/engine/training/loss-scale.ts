/**
 * The factor that a float16 training's loss is multiplied with, from step to step. Source: Micikevicius et al. 2018, "Mixed Precision Training", section 3.2;
 * doubled after 2000 steps without overflow and halved at each one as torch.amp.GradScaler does, from Keras's initial value.
 */
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

/** keras.optimizers.LossScaleOptimizer; GradScaler begins with twice as much, and most often halves it in the first step. */
const INITIAL_SCALE = 2 ** 15;
const GROWTH_INTERVAL = 2000;
const GROWTH = 2;
const BACKOFF = 0.5;
/** Keras's too: below it, what overflows is not the scale's doing. */
const SMALLEST_SCALE = 1;

export const LossScale = z.strictObject({
  scale: z.number().positive(),
  /** Since it was last changed. */
  goodSteps: z.int().min(0),
  /** Steps left out since the start of training. The optimizer knows nothing of them. */
  skippedSteps: z.int().min(0),
});
export type LossScale = Readonly<z.infer<typeof LossScale>>;

export const INITIAL_LOSS_SCALE: LossScale = { scale: INITIAL_SCALE, goodSteps: 0, skippedSteps: 0 };

/**
 * What the next step takes, after one that was left out (its gradients were not finite) or was not.
 * @throws engine_failed where gradients overflow with the smallest scale too: no further step would be done
 */
export function scaleAfterStep(
  { scale, goodSteps, skippedSteps }: LossScale,
  { isSkipped = false }: { readonly isSkipped?: boolean },
): LossScale {
  if (isSkipped && scale * BACKOFF < SMALLEST_SCALE) {
    throw new AppError('engine_failed', `The gradients do not fit float16 with a loss scale of ${scale} either.`, {
      hint: 'Take a smaller optimizer.lr, precision: float32, or mixed_type: bfloat16 where the device computes in it. The last epoch that was completed is kept and can be resumed.',
    });
  }
  if (isSkipped) return { scale: scale * BACKOFF, goodSteps: 0, skippedSteps: skippedSteps + 1 };
  if (goodSteps + 1 < GROWTH_INTERVAL) return { scale, goodSteps: goodSteps + 1, skippedSteps };
  return { scale: scale * GROWTH, goodSteps: 0, skippedSteps };
}
