/** What the page asks of the back end. Events make the answers stale; nothing is asked for that is not computed yet. */
import { skipToken, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { KnockOutKey } from '#shared/contract/perturbations.ts';
import type { DatasetId, EvaluationId } from '#shared/domain/records.ts';

const testsQuery = () => api.evaluations.list.queryOptions({ input: { runId: null } });

/** For the router, while the page's code is still on its way. */
export function prefetchTests(): void {
  void queryClient.prefetchQuery(testsQuery());
  void queryClient.prefetchQuery(api.runs.list.queryOptions());
}

/** Of all runs, newest first. */
export const useTests = () => useQuery(testsQuery());
export const useRuns = () => useQuery(api.runs.list.queryOptions());
export const useJobs = () => useQuery(api.jobs.list.queryOptions());

/** Of one test or two, in their order. */
export const useMapSets = (evaluationIds: readonly EvaluationId[]) =>
  useQueries({
    queries: evaluationIds.map((evaluationId) => api.explanations.sets.queryOptions({ input: { evaluationId } })),
  });
/** That their networks offer. */
export const useMapLayers = (evaluationIds: readonly EvaluationId[]) =>
  useQueries({
    queries: evaluationIds.map((evaluationId) => api.explanations.layers.queryOptions({ input: { evaluationId } })),
  });
export const useLocated = (datasetId: DatasetId) =>
  useQuery(api.explanations.located.queryOptions({ input: { datasetId } }));

/** A map set that is looked at with a threshold; null = not computed yet, and not asked for. */
export type Asked = (MapSetKey & { readonly threshold: number | null }) | null;

const averagesQuery = (asked: Asked) =>
  api.explanations.averages.queryOptions({
    input: asked ?? skipToken,
    structuralSharing: false, // thousands of numbers: comparing them costs more than drawing them
  });
const ledgerQuery = (asked: Asked) => api.explanations.ledger.queryOptions({ input: asked ?? skipToken });
const pointingQuery = (asked: Asked) => api.explanations.pointing.queryOptions({ input: asked ?? skipToken });

export const useLedger = (asked: Asked) => useQuery(ledgerQuery(asked));
export const useAverage = (asked: Asked) => useQuery(averagesQuery(asked));
export const useLedgers = (asked: readonly Asked[]) => useQueries({ queries: asked.map(ledgerQuery) });
export const useAverages = (asked: readonly Asked[]) => useQueries({ queries: asked.map(averagesQuery) });
export const usePointings = (asked: readonly Asked[]) => useQueries({ queries: asked.map(pointingQuery) });

export const useKnockedOut = (key: KnockOutKey & Pick<MapSetKey, 'method' | 'layer'>) =>
  useQuery(api.perturbations.knockedOut.queryOptions({ input: key, structuralSharing: false }));
export const useFaithful = (key: MapSetKey) => useQuery(api.perturbations.faithful.queryOptions({ input: key }));

export const useExplain = () => useMutation(api.explanations.explain.mutationOptions());
export const useLocate = () => useMutation(api.explanations.locate.mutationOptions());
export const useMeasure = () => useMutation(api.explanations.measure.mutationOptions());
export const useKnockOut = () => useMutation(api.perturbations.knockOut.mutationOptions());
export const useFaithfulness = () => useMutation(api.perturbations.faithfulness.mutationOptions());
