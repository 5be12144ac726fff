/** What to do next, from what the workspace holds. */
import { formatBytes, plural } from '#renderer/components/format.ts';
import type { TrainingQueueState } from '#shared/contract/training.ts';
import type { RecentRun, WorkspaceOverview } from '#shared/contract/workspace.ts';
import type { RunId } from '#shared/domain/records.ts';

export type Step = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly link: string;
  readonly isDone: boolean;
};

/** The way from nothing to a result: what is done stays visible as done. */
export function firstSteps(overview: WorkspaceOverview): readonly Step[] {
  const { datasetCount, imageCount, runCount, recentRuns, hasSample } = overview;
  const newest = recentRuns[0];
  const isSampleNext = hasSample && runCount === 0;
  return [
    {
      title: 'Add faces',
      text:
        datasetCount === 0
          ? 'A CSV with a path and a label in each row, or a folder of images for each class. The files stay where they are.'
          : `${plural(datasetCount, 'data set')} with ${plural(imageCount, 'image')}.`,
      action: 'Add data',
      link: '/datasets/add',
      isDone: datasetCount > 0,
    },
    {
      title: 'Train a network',
      text: 'Choose a configuration, look at the first batch as the network will see it, and press Start training.',
      action: isSampleNext ? 'Train on the sample' : 'Choose a configuration',
      link: isSampleNext ? '/configurations/edit?preset=sample' : '/configurations',
      isDone: runCount > 0,
    },
    {
      title: 'Look at the results',
      text: 'Curves while it trains; then a test on faces that it has not seen, and where it looks.',
      action: newest === undefined ? 'Open the runs' : `Open ${newest.name}`,
      link: newest === undefined ? '/runs' : `/runs/${newest.id}`,
      isDone: recentRuns.some(({ hasTest }) => hasTest),
    },
  ];
}

export type Suggestion = {
  readonly id: string;
  readonly level: 'warning' | 'info';
  readonly text: string;
  readonly action: string;
  readonly does: { readonly kind: 'open'; readonly link: string } | { readonly kind: 'resume'; readonly runId: RunId };
};

/** Below this a long training may not finish: checkpoints of ten ResNet-18 epochs are half of it. */
const SHORT_OF_DISK_BYTES = 2_000_000_000;

/** Beside the first steps; the most pressing first. While something trains, nothing is suggested that would have to wait for it. */
export function suggestions(overview: WorkspaceOverview, queue: TrainingQueueState | null): readonly Suggestion[] {
  const { freeBytes, interruptedRun, untestedRun } = overview;
  const isTraining = queue !== null && queue.progress !== null;
  return [
    ...(freeBytes < SHORT_OF_DISK_BYTES ? [shortOfDisk(freeBytes)] : []),
    ...(queue?.hold != null && queue.waiting.length > 0 ? [onHold(queue.waiting.length, queue.hold)] : []),
    ...(interruptedRun !== null && !isTraining ? [toResume(interruptedRun, overview)] : []),
    ...(untestedRun === null ? [] : [toTest(untestedRun)]),
  ];
}

const shortOfDisk = (freeBytes: number): Suggestion => ({
  id: 'disk',
  level: 'warning',
  text: `Only ${formatBytes(freeBytes)} are free on the disk of this workspace: a training may have to stop for want of space.`,
  action: 'See what takes it',
  does: { kind: 'open', link: '/settings?section=workspace' },
});

const onHold = (waiting: number, hold: string): Suggestion => ({
  id: 'queue',
  level: 'warning',
  text: `${plural(waiting, 'training waits', 'trainings wait')} in the queue. ${hold}`,
  action: 'Open the queue',
  does: { kind: 'open', link: '/training' },
});

function toResume({ id, name }: RecentRun, { runsByStatus }: WorkspaceOverview): Suggestion {
  const count = runsByStatus['interrupted'] ?? 1;
  return {
    id: 'resume',
    level: 'warning',
    text:
      count === 1
        ? `${name} was interrupted. Nothing of it is lost up to its last epoch.`
        : `${plural(count, 'run')} were interrupted, ${name} last. Nothing is lost up to the last epoch of each.`,
    action: `Resume ${name}`,
    does: { kind: 'resume', runId: id },
  };
}

const toTest = ({ id, name }: RecentRun): Suggestion => ({
  id: 'test',
  level: 'info',
  text: `${name} is trained and has no test yet: only faces it has not seen tell how good it is.`,
  action: `Test ${name}`,
  does: { kind: 'open', link: `/runs/${id}?tab=tests` },
});
