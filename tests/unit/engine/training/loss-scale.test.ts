import { describe, expect, it } from 'vitest';
import type { StepSettings } from '#main/engine/networks/model-session.ts';
import { INITIAL_LOSS_SCALE, type LossScale, scaleAfterStep } from '#main/engine/training/loss-scale.ts';
import { INITIAL_STATE, TrainingState } from '#main/engine/training/state.ts';
import { type Plan, type TrainEvent, train } from '#main/engine/training/train.ts';

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

describe('a training whose loss is scaled', () => {
  const plan = (changes: Partial<Plan>): Plan => ({
    ...{ epochs: 1, seed: 1, learningRate: 0.1, schedule: { kind: 'none' }, patience: 0, scalesLoss: true },
    batches: async function* (_epoch, firstBatch) {
      for (let index = firstBatch; index < 4; index++) {
        const [pixels, labels, images] = [new Uint8Array(1), new Int32Array(1), new Uint32Array(1)];
        yield { index, pixels, labels, images, waitMs: 0 };
      }
    },
    validate: async function* () {
      yield { seen: 1, count: 1 };
      return { loss: 1, accuracy: 1 };
    },
    shouldStop: () => false,
    now: () => 0,
    ...changes,
  });

  /** Steps 1 and 3 overflow. `scales`: what each step was given. */
  async function run(start: TrainingState, changes: Partial<Plan> = {}) {
    const scales: StepSettings['lossScale'][] = [];
    const skipped: TrainEvent[] = [];
    const step = ({ step, lossScale }: StepSettings) => {
      scales.push(lossScale);
      return { lossSum: 1, correct: 1, isSkipped: step % 2 === 1 };
    };
    const training = train({ step: (_batch, settings) => step(settings) }, start, plan(changes));
    for (;;) {
      const next = await training.next();
      if (next.done) return { scales: scales.map((scale) => scale?.scale), skipped, state: next.value.state };
      if (next.value.kind === 'skipped') skipped.push(next.value);
    }
  }

  it('halves the scale at each step that is left out, and tells of it', async () => {
    const { scales, skipped, state } = await run(INITIAL_STATE);
    expect(scales).toEqual([2 ** 15, 2 ** 14, 2 ** 14, 2 ** 13]);
    expect(skipped).toEqual([
      { kind: 'skipped', epoch: 1, step: 1, scale: 2 ** 15 },
      { kind: 'skipped', epoch: 1, step: 3, scale: 2 ** 14 },
    ]);
    expect(state).toMatchObject({ step: 4, lossScale: { scale: 2 ** 13, goodSteps: 1, skippedSteps: 2 } });
  });

  it('goes on from a saved state as if it had never stopped', async () => {
    let steps = 0;
    const first = await run(INITIAL_STATE, { shouldStop: () => ++steps === 2 });
    const saved = TrainingState.parse(JSON.parse(JSON.stringify(first.state)));
    const second = await run(saved);
    const whole = await run(INITIAL_STATE);
    expect([...first.scales, ...second.scales]).toEqual(whole.scales);
    expect(second.state).toEqual(whole.state);
  });

  it('gives no scale where the network computes in another type', async () => {
    const { scales, state } = await run(INITIAL_STATE, { scalesLoss: false });
    expect(scales).toEqual([undefined, undefined, undefined, undefined]);
    expect(state.lossScale).toBeUndefined();
  });
});
