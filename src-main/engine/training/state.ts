/** Everything about a training but its tensors: what a resumed run needs to go on exactly where it stopped. */
import { z } from 'zod';
import { LossScale } from './loss-scale.ts';

/** Not finite where the training has diverged; JSON makes null of that. */
const Loss = z
  .custom<number | null>((value) => value === null || typeof value === 'number', 'a number')
  .transform((value) => value ?? Number.NaN);

/** Mean loss and accuracy (0..1) over a set of images. */
export const Measured = z.strictObject({ loss: Loss, accuracy: z.number() });
export type Measured = Readonly<z.infer<typeof Measured>>;

/** What an epoch came to: kept beside its state, in case whoever was to be told died before it heard. */
export const EpochResult = z.strictObject({
  train: Measured,
  valid: Measured,
  learningRate: z.number(),
  durationMs: z.number(),
  /** Of durationMs, spent inside TensorFlow. */
  tensorflowMs: z.number(),
  /** Its valid loss is the smallest so far. */
  isBest: z.boolean(),
});
export type EpochResult = Readonly<z.infer<typeof EpochResult>>;

export const TrainingState = z.strictObject({
  /** Epochs completed. */
  epoch: z.int().min(0),
  /** Batches of the running epoch completed; 0 at its start. */
  batch: z.int().min(0),
  /** Optimizer steps completed in all epochs. */
  step: z.int().min(0),
  /** Of the running epoch so far. */
  lossSum: z.number(),
  correct: z.int().min(0),
  seen: z.int().min(0),
  /** Time spent on the running epoch so far. */
  epochMs: z.number().min(0),
  /** The epoch with the smallest valid loss; 0 = none yet. */
  bestEpoch: z.int().min(0),
  bestValidLoss: z.number().nullable(),
  /** Of the next step; absent where the loss is not scaled. */
  lossScale: LossScale.optional(),
});
export type TrainingState = Readonly<z.infer<typeof TrainingState>>;

export const INITIAL_STATE: TrainingState = {
  epoch: 0,
  batch: 0,
  step: 0,
  lossSum: 0,
  correct: 0,
  seen: 0,
  epochMs: 0,
  bestEpoch: 0,
  bestValidLoss: null,
};

export function advanceBatch(
  state: TrainingState,
  result: { lossSum: number; correct: number; seen: number; durationMs: number },
): TrainingState {
  return {
    ...state,
    batch: state.batch + 1,
    step: state.step + 1,
    lossSum: state.lossSum + result.lossSum,
    correct: state.correct + result.correct,
    seen: state.seen + result.seen,
    epochMs: state.epochMs + result.durationMs,
  };
}

/** The state at the start of the next epoch. A tie does not count as better. */
export function closeEpoch(state: TrainingState, validLoss: number): TrainingState {
  const isBest = Number.isFinite(validLoss) && (state.bestValidLoss === null || validLoss < state.bestValidLoss);
  return {
    ...state,
    epoch: state.epoch + 1,
    batch: 0,
    lossSum: 0,
    correct: 0,
    seen: 0,
    epochMs: 0,
    ...(isBest ? { bestEpoch: state.epoch + 1, bestValidLoss: validLoss } : {}),
  };
}
