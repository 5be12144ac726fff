/** A training as a job: images, network, loop and files put together. */
import { setImmediate } from 'node:timers/promises';
import { assertNever } from '#shared/errors.ts';
import { createAugmentation } from '../data/augmentation.ts';
import { epochOrder } from '../data/batches.ts';
import { createFaceReader, type FaceReader } from '../data/face-reader.ts';
import { measure } from '../evaluation/evaluate.ts';
import type { JobContext } from '../jobs.ts';
import type { Fact, ResultOf, TrainJob } from '../messages.ts';
import { createModel, type Model } from '../networks/model.ts';
import { ModelSession } from '../networks/model-session.ts';
import { RunCheckpoints, readWeightsFile, writeWeightTensors } from './checkpoints.ts';
import { createRunEvents, type RunEvents } from './run-events.ts';
import { INITIAL_STATE, type TrainingState } from './state.ts';
import { type Plan, type TrainEvent, train } from './train.ts';

type Parts = {
  readonly job: TrainJob;
  readonly session: ModelSession;
  readonly checkpoints: RunCheckpoints;
  readonly reader: FaceReader;
  readonly events: RunEvents;
  /** Time of the running epoch inside TensorFlow. */
  readonly timing: { tensorflowMs: number };
};

export async function runTraining(job: TrainJob, context: JobContext): Promise<ResultOf<'train'>> {
  const model = createModel(job.model, job.optimizer);
  context.report(networkFact(model));
  const notify = (text: string) => context.report({ kind: 'notice', text });
  const parts: Parts = {
    job,
    session: new ModelSession(model),
    checkpoints: new RunCheckpoints(job.runFolder, { keep: job.keepCheckpoints, crop: job.input.crop }),
    reader: createFaceReader([...job.train, ...job.valid], {
      model: job.model,
      input: job.input,
      folder: job.runFolder,
      notify,
    }),
    events: createRunEvents(job.runFolder),
    timing: { tensorflowMs: 0 },
  };
  try {
    await parts.checkpoints.prepare();
    const start = await startingState(parts);
    context.report({ kind: 'started', epoch: start.epoch, batch: start.batch, step: start.step });
    const untold = await untoldEpoch(parts);
    if (untold !== null) context.report(untold);
    const training = train(parts.session, start, planOf(parts, context));
    for (;;) {
      const next = await training.next();
      if (next.done) return await finish(parts, next.value);
      context.report(await record(parts, next.value));
      await setImmediate(); // lets a message to stop come in
    }
  } finally {
    await parts.events.close();
    await parts.reader.close();
    parts.session.dispose();
  }
}

async function startingState({ job, session, checkpoints }: Parts): Promise<TrainingState> {
  session.initialize(job.seed);
  switch (job.start.kind) {
    case 'initial':
      return INITIAL_STATE;
    case 'weights':
      writeWeightTensors(session, await readWeightsFile(job.start.file), job.start.file);
      return INITIAL_STATE;
    case 'resume': {
      const { recordedEpochs, weights } = job.start;
      if (recordedEpochs > 0 || (await checkpoints.readLast()) !== null) return checkpoints.restoreLast(session);
      if (weights !== null) writeWeightTensors(session, await readWeightsFile(weights), weights);
      return INITIAL_STATE; // it ended before anything was saved
    }
    default:
      return assertNever(job.start);
  }
}

/** The epoch that the engine saved and died over before its fact arrived; null where there is none. */
async function untoldEpoch({ job, checkpoints }: Parts): Promise<Fact | null> {
  if (job.start.kind !== 'resume') return null;
  const saved = await checkpoints.savedEpoch();
  return saved !== null && saved.state.epoch > job.start.recordedEpochs ? epochFact(job, saved) : null;
}

function planOf({ job, session, reader, timing }: Parts, { signal }: JobContext): Plan {
  const augment = createAugmentation(job.augmentation);
  const validationOrder = Uint32Array.from(job.valid, (_, i) => job.train.length + i);
  const timed = <T>(run: () => T): T => {
    const began = performance.now();
    const result = run();
    timing.tensorflowMs += performance.now() - began;
    return result;
  };
  return {
    epochs: job.epochs,
    seed: job.seed,
    learningRate: job.learningRate,
    schedule: job.schedule,
    patience: job.patience,
    batches: (epoch, firstBatch) =>
      reader.batches({
        order: epochOrder(job.train.length, { seed: job.seed, epoch }),
        augment,
        seed: job.seed,
        epoch,
        firstBatch,
      }),
    validate: () =>
      measure(
        (batch) => timed(() => session.evaluate(batch)),
        reader.batches({ order: validationOrder, augment: null, seed: job.seed, epoch: 0, firstBatch: 0 }),
        job.valid.length,
      ),
    shouldStop: () => signal.aborted,
    now: () => performance.now(),
  };
}

/** Stores what an event asks for and turns it into the fact that says so. */
async function record(parts: Parts, event: TrainEvent): Promise<Fact> {
  const { job, timing } = parts;
  switch (event.kind) {
    case 'step':
      timing.tensorflowMs += event.tensorflowMs;
      parts.events.step(event);
      return {
        ...event,
        batches: Math.ceil(job.train.length / job.input.batchSize),
        memoryBytes: process.memoryUsage.rss(),
      };
    case 'validation':
      return event;
    case 'epoch': {
      const began = performance.now();
      const { state, train, valid, learningRate, durationMs, isBest } = event;
      const epoch = { train, valid, learningRate, durationMs, isBest, tensorflowMs: timing.tensorflowMs };
      timing.tensorflowMs = 0;
      await parts.events.epoch(event, parts.session);
      const files = await parts.checkpoints.saveEpoch(parts.session, state, epoch);
      const savingMs = performance.now() - began;
      return epochFact(job, { ...files, state, epoch: { ...epoch, durationMs: durationMs + savingMs } });
    }
    default:
      return assertNever(event);
  }
}

type SavedEpoch = NonNullable<Awaited<ReturnType<RunCheckpoints['savedEpoch']>>>;

const epochFact = (job: TrainJob, { state, epoch, written, pruned }: SavedEpoch): Fact => ({
  kind: 'epoch',
  epoch: state.epoch,
  step: state.step,
  ...epoch,
  imagesPerSecond: (1000 * (job.train.length + job.valid.length)) / epoch.durationMs,
  bestEpoch: state.bestEpoch,
  checkpoints: written,
  pruned,
});

async function finish(
  { session, checkpoints }: Parts,
  { state, reason }: Pick<ResultOf<'train'>, 'state' | 'reason'>,
): Promise<ResultOf<'train'>> {
  const saved = reason === 'stopped' ? await checkpoints.saveStop(session, state) : [];
  return { kind: 'train', reason, state, checkpoints: saved };
}

export function networkFact(model: Model): Fact {
  const count = (parameters: Model['parameters']) =>
    parameters.reduce((sum, { torchShape }) => sum + torchShape.reduce((product, size) => product * size, 1), 0);
  const trained = count(model.parameters.filter((parameter) => parameter.isTrained));
  return {
    kind: 'network',
    parameters: trained,
    trainableParameters: trained,
    layers: model.layers.map((layer) => ({ ...layer, outputShape: [...layer.outputShape] })),
    heatmapLayers: model.heatmaps.map(({ layer, rows, columns }) => ({ layer, rows, columns })),
    defaultLayer: model.defaultLayer,
  };
}
