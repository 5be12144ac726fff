/** What to do next, from what the workspace holds. */
import { formatBytes, plural } from '#renderer/components/format.ts';
import type { WorkspaceOverview } from '#shared/contract/workspace.ts';
import type { RunId } from '#shared/domain/records.ts';

export type Step = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly link: string;
  readonly isDone: boolean;
};

/** The way from nothing to a result: what is done stays visible as done. */
export function firstSteps({ datasetCount, imageCount, runCount, recentRuns }: WorkspaceOverview): readonly Step[] {
  const newest = recentRuns[0];
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
      text: 'Choose a configuration, look at the first batch as the network will see it, and press Train.',
      action: 'Choose a configuration',
      link: '/configurations',
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

/** The most pressing first. While something trains, nothing is suggested that would have to wait for it. */
export function suggestions(
  overview: WorkspaceOverview,
  { isTraining }: { readonly isTraining: boolean },
): readonly Suggestion[] {
  const { freeBytes, interruptedRun, untestedRun, runsByStatus, datasetCount, runCount } = overview;
  const interrupted = runsByStatus['interrupted'] ?? 0;
  return [
    ...(freeBytes < SHORT_OF_DISK_BYTES ? [shortOfDisk(freeBytes)] : []),
    ...(interruptedRun !== null && !isTraining
      ? [
          {
            id: 'resume',
            level: 'warning' as const,
            text:
              interrupted === 1
                ? `${interruptedRun.name} was interrupted. Nothing of it is lost up to its last epoch.`
                : `${plural(interrupted, 'run')} were interrupted, ${interruptedRun.name} last. Nothing is lost up to the last epoch of each.`,
            action: `Resume ${interruptedRun.name}`,
            does: { kind: 'resume' as const, runId: interruptedRun.id },
          },
        ]
      : []),
    ...(untestedRun === null
      ? []
      : [
          {
            id: 'test',
            level: 'info' as const,
            text: `${untestedRun.name} is trained and has no test yet: only faces it has not seen tell how good it is.`,
            action: `Test ${untestedRun.name}`,
            does: { kind: 'open' as const, link: `/runs/${untestedRun.id}?tab=tests` },
          },
        ]),
    ...(datasetCount > 0 && runCount === 0 && !isTraining
      ? [
          {
            id: 'train',
            level: 'info' as const,
            text: 'There is data and no run yet.',
            action: 'Train on it',
            does: { kind: 'open' as const, link: '/configurations' },
          },
        ]
      : []),
  ];
}

const shortOfDisk = (freeBytes: number): Suggestion => ({
  id: 'disk',
  level: 'warning',
  text: `Only ${formatBytes(freeBytes)} are free on the disk of this workspace: a training may have to stop for want of space.`,
  action: 'See what takes it',
  does: { kind: 'open', link: '/settings?section=workspace' },
});
