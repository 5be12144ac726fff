/**
 * The training loop. It reports as it goes and touches neither file nor clock: the consumer sets the pace, stores, and stops it.
 * A stop takes effect after the current step and loses nothing.
 */
import { AppError } from '#shared/errors.ts';
import type { Batch } from '../data/batches.ts';
import type { StepResult, StepSettings } from '../networks/model-session.ts';
import { INITIAL_LOSS_SCALE, scaleAfterStep } from './loss-scale.ts';
import { learningRateAt, type Schedule } from './schedule.ts';
import { advanceBatch, closeEpoch, type Measured, type TrainingState } from './state.ts';

/** What the loop needs of a network. */
export type Trainee = {
  readonly step: (batch: Batch, settings: StepSettings) => StepResult;
};

export type Plan = {
  readonly epochs: number;
  readonly seed: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Epochs without a smaller valid loss after which training ends; 0 = never. */
  readonly patience: number;
  /** The network computes in float16. Absent = no. */
  readonly scalesLoss?: boolean;
  /** Batches of an epoch from `firstBatch` on: their order is a function of (seed, epoch) alone. */
  readonly batches: (epoch: number, firstBatch: number) => AsyncIterable<Batch>;
  readonly validate: () => AsyncGenerator<ValidationProgress, Measured>;
  readonly shouldStop: () => boolean;
  /** Milliseconds that never run backward. */
  readonly now: () => number;
};

export type ValidationProgress = { readonly seen: number; readonly count: number };

export type TrainEvent =
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly batch: number;
      readonly step: number;
      /** Means over the epoch so far; accuracy 0..1. */
      readonly train: Measured;
      /** Mean loss of this batch alone. */
      readonly batchLoss: number;
      readonly learningRate: number;
      readonly images: number;
      /** Inside TensorFlow, waiting for images, and everything since the step before. */
      readonly tensorflowMs: number;
      readonly waitMs: number;
      readonly durationMs: number;
    }
  /** The step just told of changed nothing: its gradients overflowed at this scale of the loss. */
  | { readonly kind: 'skipped'; readonly epoch: number; readonly step: number; readonly scale: number }
  | ({ readonly kind: 'validation'; readonly epoch: number } & ValidationProgress)
  | {
      readonly kind: 'epoch';
      readonly epoch: number;
      readonly state: TrainingState;
      readonly train: Measured;
      readonly valid: Measured;
      readonly learningRate: number;
      readonly durationMs: number;
      readonly isBest: boolean;
    };

export type Outcome = { readonly state: TrainingState; readonly reason: 'completed' | 'early-stopping' | 'stopped' };

/** Trains from `state` on. */
export async function* train(trainee: Trainee, start: TrainingState, plan: Plan): AsyncGenerator<TrainEvent, Outcome> {
  let state = start;
  while (state.epoch < plan.epochs) {
    if (isExhausted(state, plan)) return { state, reason: 'early-stopping' };
    const epoch = state.epoch + 1;
    const learningRate = learningRateAt(epoch, plan.learningRate, plan.schedule);
    let before = plan.now();
    for await (const batch of plan.batches(epoch, state.batch)) {
      const began = plan.now();
      const lossScale = plan.scalesLoss === true ? (state.lossScale ?? INITIAL_LOSS_SCALE) : null;
      const result = trainee.step(batch, {
        ...{ learningRate, step: state.step + 1, seed: plan.seed },
        ...(lossScale === null ? {} : { lossScale }),
      });
      const ended = plan.now();
      refuseDivergence(result, epoch, state.batch + 1);
      state = advanceBatch(state, { ...result, seen: batch.labels.length, durationMs: ended - before });
      if (lossScale !== null) state = { ...state, lossScale: scaleAfterStep(lossScale, result) };
      yield {
        kind: 'step',
        epoch,
        batch: state.batch,
        step: state.step,
        train: meansOf(state),
        batchLoss: result.lossSum / batch.labels.length,
        learningRate,
        images: batch.labels.length,
        tensorflowMs: ended - began,
        waitMs: batch.waitMs,
        durationMs: ended - before,
      };
      if (lossScale !== null && result.isSkipped)
        yield { kind: 'skipped', epoch, step: state.step, scale: lossScale.scale };
      before = plan.now();
      if (plan.shouldStop()) return { state, reason: 'stopped' };
    }
    const valid = yield* validated(plan, epoch);
    if (valid === null) return { state, reason: 'stopped' };
    const trained = meansOf(state);
    const durationMs = state.epochMs + (plan.now() - before);
    state = closeEpoch(state, valid.loss);
    yield {
      kind: 'epoch',
      epoch,
      state,
      train: trained,
      valid,
      learningRate,
      durationMs,
      isBest: state.bestEpoch === epoch,
    };
    if (plan.shouldStop() && state.epoch < plan.epochs) return { state, reason: 'stopped' };
  }
  return { state, reason: isExhausted(state, plan) ? 'early-stopping' : 'completed' };
}

/** Null where a stop was asked for meanwhile: the epoch's last batch is done, its validation is done again on resuming. */
async function* validated(plan: Plan, epoch: number): AsyncGenerator<TrainEvent, Measured | null> {
  const validation = plan.validate();
  for (;;) {
    const next = await validation.next();
    if (next.done) return next.value;
    if (plan.shouldStop()) return null;
    yield { kind: 'validation', epoch, ...next.value };
  }
}

const isExhausted = (state: TrainingState, plan: Plan) =>
  plan.patience > 0 && state.bestEpoch > 0 && state.epoch - state.bestEpoch >= plan.patience;

const meansOf = ({ lossSum, correct, seen }: TrainingState): Measured => ({
  loss: lossSum / seen,
  accuracy: correct / seen,
});

function refuseDivergence({ lossSum }: StepResult, epoch: number, batch: number): void {
  if (Number.isFinite(lossSum)) return;
  throw new AppError(
    'engine_failed',
    `The loss is ${lossSum} at batch ${batch} of epoch ${epoch}: the training has diverged.`,
    {
      hint: 'Take a smaller optimizer.lr. The last epoch that was completed is kept and can be resumed.',
    },
  );
}
