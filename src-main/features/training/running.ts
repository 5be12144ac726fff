/** One training of the queue under way: a job of the window, its progress, and what it tells turned into events. */
import type { QueuedTraining } from '#main/store/queue.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import type { TrainingProgress } from '#shared/contract/training.ts';
import type { RunId, StepMetric } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { discardRun } from './discard.ts';
import { createProgressTracker } from './progress.ts';
import type { QueueDependencies } from './queue.ts';
import { startWeightsOf } from './request.ts';
import type { Stored, TrainingNews, TrainingOutcome } from './service.ts';
import { silenceLimitMs, watchSilence } from './silence.ts';

export type RunningTraining = {
  readonly entry: QueuedTraining;
  readonly runId: () => RunId | null;
  readonly progress: () => TrainingProgress;
  /** After the current step; everything is kept. */
  readonly stop: () => void;
  /** At once; its files go. */
  readonly discard: () => void;
  /** At once; what was saved is kept. */
  readonly kill: () => void;
  /** Never rejects: what went wrong is told by the job. */
  readonly settled: Promise<End>;
};

/** `problem`: it ended before it had a run. Null where it has one, or where a person ended it. */
export type End = { readonly problem: AppError | null };

export function startTraining(entry: QueuedTraining, dependencies: QueueDependencies): RunningTraining {
  const { store, workspace, events, jobs, clock, shortestSilenceMs } = dependencies;
  const kill = new AbortController();
  const tracker = createProgressTracker({ ...entry, entryId: entry.id, now: () => performance.now() });
  let runId: RunId | null = null;
  let isDiscarded = false;
  /** Of all epochs, when this began: a resumed run has done some. */
  let firstShare: number | null = null;

  const tell = () => events.publish({ topic: 'training.progress', progress: tracker.current() });
  let lastWordMs = clock();
  const silence = watchSilence(() => {
    tracker.silentSince(lastWordMs);
    tell();
  });
  const hear = (news: TrainingNews, job: JobHandle) => {
    lastWordMs = clock();
    silence.heard(silenceLimitMs(tracker.medianStepMs(), shortestSilenceMs));
    if (news.kind === 'run') {
      runId = news.runId;
      store.queue.remove(entry.id); // from here on the run says what became of it
      job.link(`/training?run=${runId}`);
      tracker.onDevice(store.runs.get(runId).device);
      events.publish({ topic: 'run.changed', runIds: [runId] });
      events.publish({ topic: 'queue.changed' });
    }
    tracker.hear(news);
    if (runId !== null) publishNews(news, runId, dependencies);
    if (news.kind === 'fact' && news.fact.kind === 'step') firstShare ??= tracker.current().share;
    reportToJob(news, { ...tracker.current(), firstShare: firstShare ?? 0 }, job);
    tell();
  };

  const run = async (job: JobHandle): Promise<TrainingOutcome> => {
    const onStop = () => {
      tracker.stopping();
      tell();
    };
    job.signal.addEventListener('abort', onStop);
    const watch = { onNews: (news: TrainingNews) => hear(news, job), signal: job.signal, kill: kill.signal };
    silence.heard(shortestSilenceMs);
    try {
      kill.signal.throwIfAborted();
      return await trainEntry(entry, watch, dependencies);
    } catch (error) {
      if (!kill.signal.aborted) throw error;
      throw new AppError('cancelled', `The training of ${entry.name} was ended.`, { cause: error });
    } finally {
      silence.end();
      if (isDiscarded && runId !== null) await discardRun(runId, { store, workspace });
      if (runId !== null) events.publish({ topic: 'run.changed', runIds: [runId] });
    }
  };

  const { jobId, result } = jobs.start({
    kind: 'train',
    title: `Training ${entry.name}`,
    link: '/training',
    stopLabel: 'Stop after this step; everything is kept',
    run,
  });
  tell();
  return {
    entry,
    runId: () => runId,
    progress: tracker.current,
    stop: () => stopJob(jobId, dependencies),
    discard: () => {
      isDiscarded = true;
      stopJob(jobId, dependencies);
      kill.abort();
    },
    kill: () => kill.abort(),
    settled: result.then(
      (outcome) => {
        if (outcome.reason !== 'stopped') announceEnd(outcome, dependencies);
        return { problem: null };
      },
      (error: unknown) => ({ problem: runId === null ? problemOf(error) : null }),
    ),
  };
}

type Watch = Parameters<QueueDependencies['training']['start']>[1];

async function trainEntry(
  entry: QueuedTraining,
  watch: Watch,
  { training }: QueueDependencies,
): Promise<TrainingOutcome> {
  const { configYaml, configFile, runId, allowBad, probes } = entry;
  const { config } = parseExperiment(configYaml, { file: configFile ?? 'the configuration' });
  if (runId !== null) return await training.resume({ runId, config }, watch);
  return await training.start({ config, configFile, startWeights: startWeightsOf(config), allowBad, probes }, watch);
}

/** A person may have stopped it just before. */
function stopJob(jobId: JobId, { jobs }: QueueDependencies): void {
  if (jobs.get(jobId).status === 'running') jobs.stop(jobId);
}

const problemOf = (error: unknown): AppError | null => {
  if (!(error instanceof AppError)) return new AppError('internal', String(error), { cause: error });
  return error.code === 'cancelled' ? null : error;
};

type JobProgress = Pick<TrainingProgress, 'share' | 'done' | 'total' | 'unit'> & { readonly firstShare: number };

/** The status bar counts the batches that were still to be done when this began: what a resumed run did before took none of this time. */
function reportToJob(news: TrainingNews, { share, firstShare, done, total, unit }: JobProgress, job: JobHandle): void {
  if (news.kind === 'checking' || news.kind === 'downloading') job.report({ done, total, unit });
  if (news.kind !== 'fact' || news.fact.kind !== 'step') return;
  const batches = news.epochs * news.fact.batches;
  const whole = (part: number) => Math.round(part * batches);
  job.report({ done: whole(share - firstShare), total: whole(1 - firstShare), unit: 'batches' });
}

function publishNews(news: TrainingNews, runId: RunId, { events, store }: QueueDependencies): void {
  if (news.kind === 'line') events.publish({ topic: 'run.log', runId, lines: news.text.split('\n') });
  if (news.kind === 'stored') publishStored(news.stored, runId, { events, store });
}

function publishStored(
  stored: Stored,
  runId: RunId,
  { events, store }: Pick<QueueDependencies, 'events' | 'store'>,
): void {
  if (stored.kind === 'rewound') events.publish({ topic: 'run.changed', runIds: [runId] });
  if (stored.kind === 'steps') events.publish({ topic: 'run.steps', runId, columns: columnsOf(stored.steps) });
  if (stored.kind === 'probes') events.publish({ topic: 'run.probes', runId, epoch: stored.epoch });
  if (stored.kind !== 'epoch') return;
  const epoch = store.epochs.list(runId).find((record) => record.epoch === stored.epoch);
  if (epoch !== undefined) events.publish({ topic: 'run.epoch', runId, epoch });
}

const columnsOf = (steps: readonly StepMetric[]): StepColumns => ({
  step: steps.map(({ step }) => step),
  epoch: steps.map(({ epoch }) => epoch),
  loss: steps.map(({ loss }) => loss),
  accuracy: steps.map(({ accuracy }) => accuracy),
  learningRate: steps.map(({ learningRate }) => learningRate),
  imagesPerSecond: steps.map(({ imagesPerSecond }) => imagesPerSecond),
  memoryBytes: steps.map(({ memoryBytes }) => memoryBytes),
  atMs: steps.map(({ atMs }) => atMs),
});

function announceEnd({ run, reason, bestEpoch }: TrainingOutcome, { events }: QueueDependencies): void {
  const accuracy =
    run.bestValidAccuracy === null
      ? ''
      : `: ${(100 * run.bestValidAccuracy).toFixed(1)} % of the validation faces right`;
  const early = reason === 'early-stopping' ? 'It stopped early. ' : '';
  events.publish({
    topic: 'notice.raised',
    notice: {
      level: 'success',
      title: `${run.name} is finished`,
      code: null,
      message: `${early}Epoch ${bestEpoch} is the best of ${run.lastEpoch}${accuracy}.`,
      hint: null,
      link: `/runs/${run.id}`,
    },
  });
}
