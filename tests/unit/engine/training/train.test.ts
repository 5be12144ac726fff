import { describe, expect, it } from 'vitest';
import type { Batch } from '#main/engine/data/batches.ts';
import { learningRateAt } from '#main/engine/training/schedule.ts';
import { advanceBatch, closeEpoch, INITIAL_STATE, TrainingState } from '#main/engine/training/state.ts';
import { type Outcome, type Plan, type TrainEvent, type Trainee, train } from '#main/engine/training/train.ts';

const batchOf = (index: number, size: number): Batch => ({
  index,
  pixels: new Uint8Array(size),
  labels: new Int32Array(size),
  images: new Uint32Array(size),
  waitMs: 0,
});

/** Three batches an epoch, the last one short; valid losses as given, one an epoch. */
function planOf(validLosses: readonly number[], changes: Partial<Plan> = {}): Plan {
  let epochs = 0;
  return {
    epochs: validLosses.length,
    seed: 1,
    learningRate: 0.1,
    schedule: { kind: 'step', stepSize: 2, gamma: 0.5 },
    patience: 0,
    batches: async function* (_epoch, firstBatch) {
      for (const [index, size] of [4, 4, 2].entries()) if (index >= firstBatch) yield batchOf(index, size);
    },
    validate: async function* () {
      yield { seen: 1, count: 1 };
      return { loss: validLosses[epochs++] as number, accuracy: 0.5 };
    },
    shouldStop: () => false,
    now: () => 0,
    ...changes,
  };
}

const always = (lossSum: number, correct: number): Trainee => ({ step: () => ({ lossSum, correct }) });

async function collect(
  training: AsyncGenerator<TrainEvent, Outcome>,
): Promise<{ events: TrainEvent[]; outcome: Outcome }> {
  const events: TrainEvent[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done) return { events, outcome: next.value };
    events.push(next.value);
  }
}

const epochsOf = (events: readonly TrainEvent[]) => events.filter((event) => event.kind === 'epoch');

describe('the training loop', () => {
  it('counts steps and epochs from 1 and takes means over samples, the short last batch by what it holds', async () => {
    const { events, outcome } = await collect(train(always(2, 1), INITIAL_STATE, planOf([0.3, 0.2])));
    expect(events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(epochsOf(events).map(({ epoch, train: measured }) => ({ epoch, measured }))).toEqual([
      { epoch: 1, measured: { loss: 6 / 10, accuracy: 3 / 10 } },
      { epoch: 2, measured: { loss: 6 / 10, accuracy: 3 / 10 } },
    ]);
    expect(outcome).toMatchObject({ reason: 'completed', state: { epoch: 2, step: 6, batch: 0, bestEpoch: 2 } });
  });

  it('lowers the learning rate as the schedule says', async () => {
    const { events } = await collect(train(always(1, 1), INITIAL_STATE, planOf([3, 2, 1])));
    expect(epochsOf(events).map(({ learningRate }) => learningRate)).toEqual([0.1, 0.1, 0.05]);
  });

  it('stops early after `patience` epochs without a smaller valid loss; a tie is none', async () => {
    const { outcome, events } = await collect(
      train(always(1, 1), INITIAL_STATE, planOf([0.5, 0.4, 0.4, 0.6, 0.1], { patience: 2 })),
    );
    expect(outcome.reason).toBe('early-stopping');
    expect(outcome.state).toMatchObject({ epoch: 4, bestEpoch: 2, bestValidLoss: 0.4 });
    expect(epochsOf(events).map(({ isBest }) => isBest)).toEqual([true, true, false, false]);
  });

  it('stops after the current step, and goes on from there as if it never had', async () => {
    const steps: number[] = [];
    const trainee: Trainee = {
      step: (batch, { step }) => {
        steps.push(step);
        return { lossSum: step * batch.labels.length, correct: 1 };
      },
    };
    const whole = await collect(train(trainee, INITIAL_STATE, planOf([0.3, 0.2])));
    steps.length = 0;
    const stopped = await collect(
      train(trainee, INITIAL_STATE, planOf([0.3, 0.2], { shouldStop: () => steps.length === 5 })),
    );
    expect(stopped.outcome).toMatchObject({ reason: 'stopped', state: { epoch: 1, batch: 2, step: 5 } });
    const saved = TrainingState.parse(JSON.parse(JSON.stringify(stopped.outcome.state)));
    const resumed = await collect(train(trainee, saved, planOf([0.2], { epochs: 2 })));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(epochsOf(resumed.events)).toEqual(epochsOf(whole.events).slice(1));
    expect(resumed.outcome).toEqual(whole.outcome);
  });

  it('does the validation again where it was stopped within one', async () => {
    let validations = 0;
    const plan = planOf([0.3], {
      validate: async function* () {
        validations++;
        yield { seen: 1, count: 1 };
        return { loss: 0.3, accuracy: 1 };
      },
    });
    const stopped = await collect(train(always(1, 1), INITIAL_STATE, { ...plan, shouldStop: () => validations === 1 }));
    expect(stopped.outcome).toMatchObject({ reason: 'stopped', state: { epoch: 0, batch: 3 } });
    const resumed = await collect(train(always(1, 1), stopped.outcome.state, plan));
    expect(resumed.outcome).toMatchObject({ reason: 'completed', state: { epoch: 1, step: 3 } });
  });

  it('refuses to go on with a loss that is no number, and says what to change', async () => {
    await expect(collect(train(always(Number.NaN, 0), INITIAL_STATE, planOf([1])))).rejects.toMatchObject({
      code: 'engine_failed',
      message: expect.stringContaining('NaN at batch 1 of epoch 1'),
      hint: expect.stringContaining('optimizer.lr'),
    });
  });

  it('has nothing to do where the run is complete or its patience is spent', async () => {
    const done = closeEpoch(advanceBatch(INITIAL_STATE, { lossSum: 1, correct: 1, seen: 1, durationMs: 1 }), 0.5);
    expect((await collect(train(always(1, 1), done, planOf([0.1])))).outcome).toEqual({
      state: done,
      reason: 'completed',
    });
  });
});

describe('the learning rate', () => {
  it("is torch's StepLR: multiplied by gamma after every step_size epochs", () => {
    const rates = [1, 5, 6, 10, 11].map((epoch) =>
      learningRateAt(epoch, 1e-4, { kind: 'step', stepSize: 5, gamma: 0.1 }),
    );
    expect(rates).toEqual([1e-4, 1e-4, 1e-4 * 0.1, 1e-4 * 0.1, 1e-4 * 0.1 ** 2]);
    expect(learningRateAt(20, 1e-4, { kind: 'none' })).toBe(1e-4);
  });
});
