/** What the page asks the back end. Live steps are added to what was fetched: nothing is fetched again for them. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/api/client.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { TrainingQueueState } from '#shared/contract/training.ts';
import type { RunId } from '#shared/domain/records.ts';
import { useLiveCurves } from './use-live-curves.ts';

/** Whoever asks for a part hears of changes of that part only: progress comes once a second. */
const useTrainingState = <T>(select: (state: TrainingQueueState) => T) =>
  useQuery(api.training.state.queryOptions({ select }));

const shownRun = ({ progress }: TrainingQueueState) =>
  progress === null ? null : { entryId: progress.entryId, runId: progress.runId };
const waitingOnes = ({ waiting, hold }: TrainingQueueState) => ({ waiting, hold });

/** Once a second. */
export const useProgress = () => useTrainingState(({ progress }) => progress).data ?? null;

/** Which training runs; null = none. */
export const useRunning = () => useTrainingState(shownRun);
export const useWaiting = () => useTrainingState(waitingOnes);

export const useRun = (runId: RunId) => useQuery(api.runs.get.queryOptions({ input: { runId } }));

/** As many points as a chart of a wide window has pixels; the back end takes means of neighbours beyond. */
const CURVE_POINTS = 2_000;

export function useCurves(runId: RunId) {
  const query = useQuery(
    api.runs.curves.queryOptions({
      input: { runId, points: CURVE_POINTS },
      structuralSharing: false, // thousands of numbers: comparing them costs more than drawing them
      refetchOnMount: 'always', // steps are heard of only while the page is shown
    }),
  );
  return {
    ...query,
    curves: useLiveCurves(runId, { fetched: query.data, refetch: () => void query.refetch({ cancelRefetch: false }) }),
  };
}

const LOG_LINES = 2_000;

export const useRunLog = (runId: RunId) => useQuery(api.runs.log.queryOptions({ input: { runId, lines: LOG_LINES } }));

export const useProbes = (runId: RunId) => useQuery(api.training.probes.queryOptions({ input: { runId } }));

const RESUMABLE: readonly RunRow['status'][] = ['stopped', 'interrupted', 'failed'];

/** The newest run that can be gone on with; null = there is none. */
export const useResumableRun = () =>
  useQuery(
    api.runs.list.queryOptions({
      select: (runs) => runs.find(({ status, place }) => RESUMABLE.includes(status) && place === 'active') ?? null,
    }),
  );

export const useSettings = () => useQuery(api.settings.get.queryOptions());
export const useChangeSettings = () => useMutation(api.settings.change.mutationOptions());

export const useStop = () => useMutation(api.training.stop.mutationOptions());
export const useEnd = () => useMutation(api.training.end.mutationOptions());
export const useCancel = () => useMutation(api.training.cancel.mutationOptions());
export const useResume = () => useMutation(api.training.resume.mutationOptions());
export const useStartQueue = () => useMutation(api.training.startQueue.mutationOptions());
export const useReorder = () => useMutation(api.training.reorder.mutationOptions());
export const useRemove = () => useMutation(api.training.remove.mutationOptions());
