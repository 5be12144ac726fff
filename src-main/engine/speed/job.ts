/** How many images a second this machine trains on and evaluates, with a network, an input size and a batch size. */
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';
import type { JobContext } from '../jobs.ts';
import type { MeasureSpeedJob, ResultOf } from '../messages.ts';
import { createModel } from '../networks/model.ts';
import { type ImageBatch, ModelSession } from '../networks/model-session.ts';
import { INITIAL_LOSS_SCALE } from '../training/loss-scale.ts';

const SEED = 1;
/** So small that the weights stay finite, whatever the images. */
const LEARNING_RATE = 1e-5;
/** TensorFlow arranges its graph and its memory in the first ones. */
const WARM_UP = 2;
const LEAST = 3;
const MOST = 30;

export async function measureSpeed(job: MeasureSpeedJob, context: JobContext): Promise<ResultOf<'measure-speed'>> {
  const session = new ModelSession(createModel(job.model, job.optimizer, job));
  try {
    session.initialize(SEED);
    const { budgetMs } = job;
    const progress = progressOf(context);
    const batch = randomBatch(job);
    const step = (index: number) =>
      session.step(batch, {
        ...{ learningRate: LEARNING_RATE, step: index + 1, seed: SEED },
        ...(job.compute === 'float16' ? { lossScale: INITIAL_LOSS_SCALE } : {}),
      });
    const stepMs = await medianMs(step, { budgetMs, progress: progress.steps });
    const evaluateMs = await medianMs(() => session.evaluate(batch), { budgetMs, progress: progress.evaluations });
    return {
      kind: 'measure-speed',
      trainImagesPerSecond: (1000 * job.batchSize) / stepMs,
      evaluateImagesPerSecond: (1000 * job.batchSize) / evaluateMs,
      memoryBytes: process.resourceUsage().maxRSS * 1024, // kilobytes
    };
  } finally {
    session.dispose();
  }
}

/** Turns of a kind that are done, and how many there will be. */
type Progress = (done: number, expected: number) => Promise<void>;

/** Steps, then evaluations: as many as there are steps, until their own time is known. @throws cancelled */
function progressOf({ report, signal }: JobContext): { readonly steps: Progress; readonly evaluations: Progress } {
  let steps = 0;
  const tell = async (seen: number, count: number) => {
    report({ kind: 'progress', seen, count });
    await setImmediate(); // lets a message to stop come in
    if (signal.aborted) throw new AppError('cancelled', 'The measurement was stopped.');
  };
  return {
    steps: (done, expected) => {
      steps = done;
      return tell(done, 2 * expected);
    },
    evaluations: (done, expected) => tell(steps + done, steps + expected),
  };
}

type Timing = { readonly budgetMs: number; readonly progress: Progress };

/** The median is what an epoch is made of: one turn that another program disturbed does not count. */
async function medianMs(turn: (index: number) => void, { budgetMs, progress }: Timing): Promise<number> {
  const durations: number[] = [];
  let expected = WARM_UP + LEAST;
  for (let index = 0; index < expected; index++) {
    const began = performance.now();
    turn(index);
    const durationMs = performance.now() - began;
    if (index >= WARM_UP) durations.push(durationMs);
    const affordable = Math.min(MOST, Math.max(LEAST, Math.ceil(budgetMs / durationMs)));
    if (index === WARM_UP) expected = WARM_UP + affordable;
    await progress(index + 1, expected);
  }
  return durations.sort((a, b) => a - b)[durations.length >> 1] as number; // at least LEAST
}

function randomBatch({ model: { height, width, channels }, batchSize }: MeasureSpeedJob): ImageBatch {
  const random = createRandom(SEED);
  const pixels = Uint8Array.from({ length: batchSize * height * width * channels }, () => random.integer(256));
  return { pixels, labels: Int32Array.from({ length: batchSize }, (_, i) => i % 2) };
}
