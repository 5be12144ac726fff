/** Where a training stands, from what it tells. Durations are of a clock that never runs backward. */
import type { Fact, FactOf } from '#main/engine/messages.ts';
import type { QueueId, TrainingProgress } from '#shared/contract/training.ts';
import type { DownloadProgress } from '../weights/pretrained.ts';
import { median, type Place, remainingTime } from './remaining.ts';
import type { TrainingNews } from './service.ts';

export type ProgressOptions = {
  readonly entryId: QueueId;
  readonly name: string;
  readonly epochs: number;
  /** Milliseconds that never run backward. */
  readonly now: () => number;
};

export type ProgressTracker = {
  readonly hear: (news: TrainingNews) => void;
  /** From now on it is stopping, whatever it does meanwhile. */
  readonly stopping: () => void;
  readonly onDevice: (device: string | null) => void;
  readonly silentSince: (atMs: number | null) => void;
  readonly current: () => TrainingProgress;
  /** Of the last steps; null before the first. */
  readonly medianStepMs: () => number | null;
};

/** Short-lived slowness is forgotten, as is the slow first step. */
const STEPS_LOOKED_AT = 20;

type Step = { readonly images: number; readonly durationMs: number };

export function createProgressTracker({ entryId, name, epochs, now }: ProgressOptions): ProgressTracker {
  const beganMs = now();
  const steps: Step[] = [];
  const epochMs: number[] = [];
  /** Of the epoch under way, and whether all of them were seen: a resumed epoch has earlier ones. */
  let stepsOfEpoch = { totalMs: 0, isWhole: true };
  let overheadMs = 0;
  let isStopping = false;
  let place: Place = { epoch: 0, epochs, batch: 0, batches: 0, validated: 0 };
  let progress: TrainingProgress = {
    entryId,
    runId: null,
    name,
    phase: 'starting',
    device: null,
    epoch: 0,
    epochs,
    share: 0,
    done: 0,
    total: 0,
    unit: 'images',
    imagesPerSecond: null,
    elapsedMs: 0,
    remainingMs: null,
    remainingRangeMs: null,
    memoryBytes: null,
    silentSinceMs: null,
  };
  const medianStepMs = () => (steps.length === 0 ? null : median(steps.map(({ durationMs }) => durationMs)));
  const change = (changed: Partial<TrainingProgress>) => {
    progress = { ...progress, silentSinceMs: null, ...changed };
  };

  const hearDownload = ({ doneBytes, totalBytes, remainingMs }: DownloadProgress) => {
    const [done, total] = [megabytes(doneBytes), megabytes(totalBytes)];
    change({ phase: 'downloading', done, total, unit: 'MB', remainingMs });
  };
  const hearStep = (fact: FactOf<'step'>) => {
    steps.push({ images: fact.images, durationMs: fact.durationMs });
    if (steps.length > STEPS_LOOKED_AT) steps.shift();
    if (stepsOfEpoch.totalMs === 0) stepsOfEpoch = { totalMs: 0, isWhole: fact.batch === 1 };
    stepsOfEpoch.totalMs += fact.durationMs;
    place = { ...place, epoch: fact.epoch, batch: fact.batch, batches: fact.batches, validated: 0 };
    const totalMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
    const images = steps.reduce((sum, step) => sum + step.images, 0);
    change({
      phase: 'training',
      epoch: fact.epoch,
      done: fact.batch,
      total: fact.batches,
      unit: 'batches',
      imagesPerSecond: totalMs === 0 ? null : (1000 * images) / totalMs,
      memoryBytes: fact.memoryBytes,
    });
  };
  const hearEpoch = (fact: FactOf<'epoch'>) => {
    const { totalMs, isWhole } = stepsOfEpoch;
    if (isWhole && totalMs > 0) overheadMs = Math.max(0, fact.durationMs - totalMs);
    stepsOfEpoch = { totalMs: 0, isWhole: true };
    epochMs.push(fact.durationMs);
    const isLast = fact.epoch >= epochs;
    place = {
      ...place,
      epoch: isLast ? fact.epoch : fact.epoch + 1,
      batch: isLast ? place.batches : 0,
      validated: isLast ? 1 : 0,
    };
    change({ phase: 'training', epoch: place.epoch, done: place.batch, total: place.batches, unit: 'batches' });
  };
  const hearFact = (fact: Fact) => {
    if (fact.kind === 'started') {
      place = { ...place, epoch: Math.min(fact.epoch + 1, epochs), batch: fact.batch };
      change({ epoch: place.epoch });
    }
    if (fact.kind === 'step') hearStep(fact);
    if (fact.kind === 'epoch') hearEpoch(fact);
    if (fact.kind !== 'validation') return;
    place = { ...place, batch: place.batches, validated: fact.seen / fact.count };
    const isOver = fact.seen === fact.count; // pinned faces and files come next
    change({ phase: isOver ? 'explaining' : 'validating', done: fact.seen, total: fact.count, unit: 'images' });
  };

  return {
    hear: (news) => {
      if (news.kind === 'checking') change({ phase: 'checking', done: news.done, total: news.total, unit: 'images' });
      if (news.kind === 'downloading') hearDownload(news.progress);
      if (news.kind === 'run') change({ phase: 'starting', runId: news.runId, name: news.name, done: 0, total: 0 });
      if (news.kind === 'fact') hearFact(news.fact);
    },
    stopping: () => {
      isStopping = true;
    },
    onDevice: (device) => change({ device }),
    silentSince: (silentSinceMs) => change({ silentSinceMs }),
    current: () => {
      const { remainingMs, rangeMs } = remainingTime({ epochMs, overheadMs, stepMs: medianStepMs() }, place);
      return {
        ...progress,
        ...(isStopping ? { phase: 'stopping' } : {}),
        share: shareOf(place),
        elapsedMs: now() - beganMs,
        remainingMs: progress.phase === 'downloading' ? progress.remainingMs : remainingMs,
        remainingRangeMs: rangeMs === null ? null : [...rangeMs],
      };
    },
    medianStepMs,
  };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Of all epochs; what follows the last batch of one counts for nothing: nobody knows how long it takes before it was seen. */
const shareOf = ({ epoch, epochs, batch, batches }: Place): number =>
  epoch === 0 || batches === 0 ? Math.max(0, epoch - 1) / epochs : Math.min(1, (epoch - 1 + batch / batches) / epochs);
