/** What the pages of runs ask the back end, and what they ask of it. Events make the answers stale; a notice offers Undo for each change. */
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queryClient } from '#renderer/api/client.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { EvaluationId, RunId } from '#shared/domain/records.ts';

const runsQuery = () => api.runs.list.queryOptions();
const runQuery = (runId: RunId) => api.runs.get.queryOptions({ input: { runId } });
const settingsQuery = () => api.settings.get.queryOptions();

/** For the router, while the page's code is still on its way: asked once, not waited for. */
export function prefetchRuns(): void {
  void queryClient.prefetchQuery(runsQuery());
  void queryClient.prefetchQuery(settingsQuery());
  void queryClient.prefetchQuery(api.runs.commonSettings.queryOptions());
}

export function prefetchRun(runId: RunId): void {
  void queryClient.prefetchQuery(runQuery(runId));
}

export const useRuns = () => useQuery(runsQuery());
export const useCommonSettings = () => useQuery(api.runs.commonSettings.queryOptions());
export const useRun = (runId: RunId) => useQuery(runQuery(runId));

/** As many as a chart of a wide window has pixels. */
const CURVE_POINTS = 2_000;

export const useCurves = (runId: RunId) =>
  useQuery(
    api.runs.curves.queryOptions({
      input: { runId, points: CURVE_POINTS },
      structuralSharing: false, // thousands of numbers: comparing them costs more than drawing them
      refetchOnMount: 'always', // steps are heard of only while they are shown
    }),
  );

const MOST_POINTS = 20_000;

/** For a file: as many points as the back end gives. */
export const fetchCurves = (runId: RunId) => client.runs.curves({ runId, points: MOST_POINTS });

export const useCheckpoints = (runId: RunId) => useQuery(api.runs.checkpoints.queryOptions({ input: { runId } }));
export const useFiles = (runId: RunId) =>
  useQuery(api.runs.files.queryOptions({ input: { runId }, refetchOnMount: 'always' })); // files change without a word

const LOG_LINES = 5_000;
export const useRunLog = (runId: RunId) =>
  useQuery(api.runs.log.queryOptions({ input: { runId, lines: LOG_LINES }, refetchOnMount: 'always' }));

export const useEvaluations = (runId: RunId) => useQuery(api.evaluations.list.queryOptions({ input: { runId } }));
/** What each threshold would make of a test. */
export const useOperating = (evaluationId: EvaluationId) =>
  useQuery(
    api.predictions.operating.queryOptions({
      input: { evaluationId, missedFake: 1, falseAlarm: 1 },
      structuralSharing: false, // a thousand points: comparing them costs more than drawing them
    }),
  );
export const useScoreHistogram = (evaluationId: EvaluationId) =>
  useQuery(api.predictions.histogram.queryOptions({ input: { evaluationId, filter: {}, threshold: null } }));
/** The run's newest finished test; null = there is none. */
export const useNewestTest = (runId: RunId): EvaluationId | null =>
  useQuery(
    api.evaluations.list.queryOptions({
      input: { runId },
      select: (tests) => tests.find(({ status }) => status === 'finished')?.id ?? null,
    }),
  ).data ?? null;
export const useDatasets = () => useQuery(api.datasets.list.queryOptions());
/** Jobs that test this run. */
export const useRunningTests = (runId: RunId) =>
  (useQuery(api.jobs.list.queryOptions()).data ?? []).filter(
    ({ kind, status, link }) => kind === 'evaluate' && status === 'running' && link?.startsWith(`/runs/${runId}`),
  );

/** Shown at once; the event that follows brings what was stored, or what was there before. */
export const useEditRun = () =>
  useMutation(
    api.runs.edit.mutationOptions({
      onMutate: ({ runId, ...edit }) =>
        queryClient.setQueryData(
          runQuery(runId as RunId).queryKey, // a page has no other ids
          (run) => run && { ...run, notes: edit.notes ?? run.notes, tags: edit.tags ?? run.tags },
        ),
      onSettled: (_result, _error, { runId }) =>
        queryClient.invalidateQueries({ queryKey: runQuery(runId as RunId).queryKey }), // likewise
    }),
  );
/** The dialog shows what is wrong with it. */
export const useRenameRun = () => useMutation(api.runs.edit.mutationOptions({ meta: { showsError: true } }));
export const useMoveRuns = () => useMutation(api.runs.move.mutationOptions());
export const usePinRuns = () => useMutation(api.runs.pin.mutationOptions());
export const useTagRuns = () => useMutation(api.runs.tag.mutationOptions());
export const useResumeRun = () => useMutation(api.training.resume.mutationOptions());
export const useStartTest = () => useMutation(api.evaluations.start.mutationOptions({ meta: { showsError: true } }));

export const useExportModel = () => useMutation(api.modelExports.start.mutationOptions({ meta: { showsError: true } }));
/** What the job made, once it is done. */
export const useMadeModelExport = (jobId: JobId | null) =>
  useQuery(api.modelExports.made.queryOptions({ input: jobId === null ? skipToken : { jobId } }));

const PURGED_AT_ONCE = 20;

/** For good. In small parts, so that no call is long and what is gone shows at once. */
export const usePurgeRuns = () =>
  useMutation({
    mutationFn: async (runIds: readonly RunId[]) => {
      let freedBytes = 0;
      for (let start = 0; start < runIds.length; start += PURGED_AT_ONCE)
        freedBytes += (await client.runs.purge({ runIds: runIds.slice(start, start + PURGED_AT_ONCE) })).freedBytes;
      return { freedBytes };
    },
  });

export const useSettings = () => useQuery(settingsQuery());

/** Shown at once; the event that follows brings what was stored. */
export const useChangeSettings = () =>
  useMutation(
    api.settings.change.mutationOptions({
      onMutate: (change) =>
        queryClient.setQueryData(settingsQuery().queryKey, (known) => known && ({ ...known, ...change } as Settings)), // keys of the same schema
    }),
  );
