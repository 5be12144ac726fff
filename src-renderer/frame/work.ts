/** What goes on now, as one line each: jobs, and the training, which has more to say than a job. */
import { formatCount, formatDuration, formatPercent, formatRemaining } from '#renderer/components/format.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { TrainingProgress } from '#shared/contract/training.ts';

export type Work = {
  readonly id: string;
  readonly title: string;
  /** "epoch 7 of 30 · 43 % · about 3 min left" */
  readonly state: string;
  /** 0..1; null while nobody knows. */
  readonly share: number | null;
  readonly link: string | null;
  /** What Stop does, in words; null where it cannot be stopped. */
  readonly stopLabel: string | null;
  readonly stop: { readonly kind: 'training' } | { readonly kind: 'job'; readonly jobId: Job['id'] };
};

export function workOfJob(job: Job): Work {
  const { id, title, progress, remainingMs, link, stopLabel } = job;
  const total = progress?.total ?? null;
  const share = progress === null || total === null || total === 0 ? null : Math.min(1, progress.done / total);
  return {
    id,
    title,
    state: joined([share === null ? null : formatPercent(share, 0), formatRemaining(remainingMs)]),
    share,
    link,
    stopLabel,
    stop: { kind: 'job', jobId: id },
  };
}

const PHASES: Readonly<Record<TrainingProgress['phase'], string>> = {
  checking: 'checking the images',
  downloading: 'downloading pretrained weights',
  starting: 'starting',
  training: 'training',
  validating: 'validating',
  explaining: 'explaining the pinned faces',
  stopping: 'stopping after this step',
};

export function workOfTraining(progress: TrainingProgress, { nowMs = Date.now() } = {}): Work {
  const { name, phase, epoch, epochs, done, total, share, remainingMs, silentSinceMs } = progress;
  const isInEpochs = phase !== 'checking' && phase !== 'downloading' && phase !== 'starting';
  const ofPhase = total === 0 ? null : Math.min(1, done / total);
  return {
    id: 'training',
    title: name,
    state: joined([
      isInEpochs ? `epoch ${formatCount(epoch)} of ${formatCount(epochs)}` : null,
      phase === 'training' ? formatPercent(share, 0) : PHASES[phase],
      silentSinceMs === null
        ? formatRemaining(remainingMs)
        : `nothing heard for ${formatDuration(nowMs - silentSinceMs)}`,
    ]),
    share: isInEpochs ? share : ofPhase,
    link: '/training',
    stopLabel:
      phase === 'stopping' ? null : 'Stops after the current step and keeps everything; Resume goes on from there',
    stop: { kind: 'training' },
  };
}

/** The training first, then jobs in the order in which they began. Trainings among the jobs are the same one once more. */
export const currentWork = (jobs: readonly Job[], progress: TrainingProgress | null): readonly Work[] => [
  ...(progress === null ? [] : [workOfTraining(progress)]),
  ...jobs.filter(({ status, kind }) => status === 'running' && kind !== 'train').map(workOfJob),
];

const joined = (words: readonly (string | null)[]) => words.filter((word) => word !== null && word !== '').join(' · ');
