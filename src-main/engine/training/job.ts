/** A training as a job: images, network, loop and files put together. */
import { setImmediate } from 'node:timers/promises';
import { assertNever } from '#shared/errors.ts';
import { writeStartWeights } from '../checkpoints/start-weights.ts';
import { createFaceReader, type FaceReader } from '../data/face-reader.ts';
import { trainingOrder } from '../data/training-order.ts';
import { measure } from '../evaluation/evaluate.ts';
import type { JobContext } from '../jobs.ts';
import type { Fact, ResultOf, TrainJob } from '../messages.ts';
import { createModel, type Model } from '../networks/model.ts';
import { ModelSession } from '../networks/model-session.ts';
import { totalValueCount } from '../networks/parameters.ts';
import { RunCheckpoints } from './checkpoints.ts';
import { createProber, type Prober } from './probes.ts';
import { createRunEvents, type RunEvents } from './run-events.ts';
import { INITIAL_STATE, type TrainingState } from './state.ts';
import { type Plan, type TrainEvent, train } from './train.ts';

type Parts = {
  readonly job: TrainJob;
  readonly session: ModelSession;
  readonly checkpoints: RunCheckpoints;
  readonly reader: FaceReader;
  readonly events: RunEvents;
  readonly prober: Prober;
  /** Time of the running epoch inside TensorFlow. */
  readonly timing: { tensorflowMs: number };
};

export async function runTraining(job: TrainJob, context: JobContext): Promise<ResultOf<'train'>> {
  const model = createModel(job.model, job.optimizer, job);
  context.report(networkFact(model));
  const parts = createParts(job, model, context);
  try {
    await parts.checkpoints.prepare();
    const start = await startingState(parts, context);
    context.report({ kind: 'started', epoch: start.epoch, batch: start.batch, step: start.step });
    for (const untold of await untoldEpoch(parts)) context.report(untold);
    const training = train(parts.session, start, planOf(parts, context));
    for (;;) {
      const next = await training.next();
      if (next.done) return await finish(parts, next.value);
      for (const fact of await record(parts, next.value)) context.report(fact);
      await setImmediate(); // lets a message to stop come in
    }
  } finally {
    await parts.events.close();
    await parts.reader.close();
    parts.session.dispose();
  }
}

function createParts(job: TrainJob, model: Model, { report }: JobContext): Parts {
  const notify = (text: string) => report({ kind: 'notice', text });
  const session = new ModelSession(model);
  const timing = { tensorflowMs: 0 };
  const reader = createFaceReader([...job.train, ...job.valid, ...job.probes], {
    model: job.model,
    input: job.input,
    folder: job.runFolder,
    notify,
  });
  const layer = model.defaultLayer;
  const prober = createProber({
    count: job.probes.length,
    layer,
    batches: () => asTheyAre(reader, { first: job.train.length + job.valid.length, count: job.probes.length, job }),
    explain: (batch) =>
      timed(timing, () => session.explain(batch, { layer, classes: new Int32Array(batch.labels.length).fill(-1) })),
    notify,
  });
  return {
    job,
    session,
    checkpoints: new RunCheckpoints(job.runFolder, { keep: job.keepCheckpoints, crop: job.input.crop }),
    reader,
    events: createRunEvents(job.runFolder),
    prober,
    timing,
  };
}

/** Faces of the reader in their order, not augmented. */
const asTheyAre = (reader: FaceReader, { first, count, job }: { first: number; count: number; job: TrainJob }) =>
  reader.batches({
    order: Uint32Array.from({ length: count }, (_, i) => first + i),
    augment: null,
    seed: job.seed,
    epoch: 0,
    firstBatch: 0,
  });

function timed<T>(timing: Parts['timing'], run: () => T): T {
  const began = performance.now();
  const result = run();
  timing.tensorflowMs += performance.now() - began;
  return result;
}

async function startingState(
  { job, session, checkpoints }: Parts,
  { report }: Pick<JobContext, 'report'>,
): Promise<TrainingState> {
  const begin = { seed: job.seed, notify: (text: string) => report({ kind: 'notice', text }) };
  session.initialize(job.seed);
  switch (job.start.kind) {
    case 'initial':
      return INITIAL_STATE;
    case 'weights':
      await writeStartWeights(session, job.start.file, begin);
      return INITIAL_STATE;
    case 'resume': {
      const { recordedEpochs, weights } = job.start;
      if (recordedEpochs > 0 || (await checkpoints.readLast()) !== null) return checkpoints.restoreLast(session);
      if (weights !== null) await writeStartWeights(session, weights, begin);
      return INITIAL_STATE; // it ended before anything was saved
    }
    default:
      return assertNever(job.start);
  }
}

/** What is to be told of an epoch that the engine saved and died over before its facts arrived: its weights are the session's now. */
async function untoldEpoch({ job, checkpoints, prober, timing }: Parts): Promise<readonly Fact[]> {
  if (job.start.kind !== 'resume') return [];
  const saved = await checkpoints.savedEpoch();
  if (saved === null || saved.state.epoch <= job.start.recordedEpochs) return [];
  const probes = await prober.probe(saved.state.epoch);
  timing.tensorflowMs = 0; // that belongs to no epoch
  return [...(probes === null ? [] : [probes]), epochFact(job, saved)];
}

function planOf({ job, session, reader, timing }: Parts, { signal }: JobContext): Plan {
  const orderOf = trainingOrder({ ...job, count: job.train.length });
  return {
    epochs: job.epochs,
    seed: job.seed,
    learningRate: job.learningRate,
    schedule: job.schedule,
    patience: job.patience,
    scalesLoss: job.compute === 'float16',
    batches: (epoch, firstBatch) => reader.batches({ ...orderOf(epoch), firstBatch }),
    validate: () =>
      measure(
        (batch) => timed(timing, () => session.evaluate(batch)),
        asTheyAre(reader, { first: job.train.length, count: job.valid.length, job }),
        job.valid.length,
      ),
    shouldStop: () => signal.aborted,
    now: () => performance.now(),
  };
}

/** Stores what an event asks for and turns it into the facts that say so. */
async function record(parts: Parts, event: TrainEvent): Promise<readonly Fact[]> {
  const { job, timing } = parts;
  switch (event.kind) {
    case 'step':
      timing.tensorflowMs += event.tensorflowMs;
      parts.events.step(event);
      return [
        {
          ...event,
          batches: Math.ceil(job.train.length / job.input.batchSize),
          memoryBytes: process.memoryUsage.rss(),
        },
      ];
    case 'skipped':
      return [{ kind: 'notice', text: skippedText(event) }];
    case 'validation':
      return [event];
    case 'epoch':
      return recordEpoch(parts, event);
    default:
      return assertNever(event);
  }
}

const skippedText = ({ epoch, step, scale }: Extract<TrainEvent, { kind: 'skipped' }>): string =>
  `Step ${step} (epoch ${epoch}) changed nothing: its gradients overflow float16 with a loss scale of ${scale}, which is halved.`;

/** Its duration is that of all that it took: steps, validation, probes, files. */
async function recordEpoch(parts: Parts, event: Extract<TrainEvent, { kind: 'epoch' }>): Promise<readonly Fact[]> {
  const { job, timing, session } = parts;
  const began = performance.now();
  const { state, train, valid, learningRate, durationMs, isBest } = event;
  const probes = await parts.prober.probe(state.epoch);
  const epoch = { train, valid, learningRate, durationMs, isBest, tensorflowMs: timing.tensorflowMs };
  timing.tensorflowMs = 0;
  await parts.events.epoch(event, session);
  const files = await parts.checkpoints.saveEpoch(session, state, epoch);
  const savingMs = performance.now() - began;
  const told = epochFact(job, { ...files, state, epoch: { ...epoch, durationMs: durationMs + savingMs } });
  return probes === null ? [told] : [probes, told];
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
  const trained = model.parameters.filter((parameter) => parameter.isTrained);
  return {
    kind: 'network',
    parameters: totalValueCount(trained),
    trainableParameters: totalValueCount(model.training?.learned ?? trained),
    layers: model.layers.map((layer) => ({ ...layer, outputShape: [...layer.outputShape] })),
    heatmapLayers: model.heatmaps.map(({ layer, rows, columns }) => ({ layer, rows, columns })),
    defaultLayer: model.defaultLayer,
  };
}
