/** What the comparisons ask the back end. Events make the answers stale. */
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';
import type { PageRange } from '#renderer/components/face-grid/page-range.ts';
import type { FlipFace, FlipKey, PILES } from '#shared/contract/comparisons.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';

/** A curve is some 500 pixels wide. */
const CURVE_POINTS = 1_000;
const KEPT_MS = 60_000;

export const prefetchRuns = () => void queryClient.prefetchQuery(api.runs.list.queryOptions());

export const useAllRuns = () => useQuery(api.runs.list.queryOptions());
/** Newest first. */
export const useFinishedTests = () =>
  useQuery(
    api.evaluations.list.queryOptions({
      input: { runId: null },
      select: (tests) => tests.filter(({ status }) => status === 'finished'),
    }),
  );
export const useCommonSettings = () => useQuery(api.runs.commonSettings.queryOptions());
export const useRunDetails = (runIds: readonly RunId[]) =>
  useQueries({ queries: runIds.map((runId) => api.runs.get.queryOptions({ input: { runId } })) });
export const useCompared = (runIds: readonly RunId[]) =>
  useQuery(
    api.comparisons.runs.queryOptions({
      input: { runIds: [...runIds] },
      enabled: runIds.length > 0,
      placeholderData: keepPreviousData,
    }),
  );
export const useRunCurves = (runIds: readonly RunId[]) =>
  useQueries({
    queries: runIds.map((runId) => api.runs.curves.queryOptions({ input: { runId, points: CURVE_POINTS } })),
  });
export const useManyEpochs = (runIds: readonly RunId[]) =>
  useQuery(api.comparisons.epochs.queryOptions({ input: { runIds: [...runIds] }, placeholderData: keepPreviousData }));

export type AskedScores = { readonly evaluationId: EvaluationId; readonly positiveClass: ClassName };

/** In the order of what was asked; null asks for nothing. */
export const useScores = (asked: readonly (AskedScores | null)[]) =>
  useQueries({
    queries: asked.map((one) =>
      api.comparisons.scores.queryOptions({
        input: {
          evaluationId: one?.evaluationId ?? NONE,
          threshold: null,
          positiveClass: one?.positiveClass ?? 'fake',
        },
        enabled: one !== null,
      }),
    ),
  });
export const useIntervals = (evaluationIds: readonly (EvaluationId | null)[]) =>
  useQueries({
    queries: evaluationIds.map((evaluationId) =>
      api.comparisons.intervals.queryOptions({
        input: { evaluationId: evaluationId ?? NONE },
        enabled: evaluationId !== null,
      }),
    ),
  });

/** Of a query that is not asked. */
const NONE = 1 as EvaluationId;

export const useSettings = () => useQuery(api.settings.get.queryOptions());
export const useChangeSettings = () => useMutation(api.settings.change.mutationOptions());

export const useFlips = (key: FlipKey) =>
  useQuery(api.comparisons.flips.queryOptions({ input: key, placeholderData: keepPreviousData }));

type MapChoice = { readonly method: CamMethod; readonly layer: string } | null;
export type PileOrder = FlipKey & {
  readonly pile: (typeof PILES)[number];
  readonly firstMaps: MapChoice;
  readonly secondMaps: MapChoice;
};

export const PAGE_FACES = 60;

/** The faces of some pages of a pile; undefined until its page is there. */
export function usePile(order: PileOrder, { from, to }: PageRange): (index: number) => FlipFace | undefined {
  const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const results = useQueries({
    queries: pages.map((page) =>
      api.comparisons.pile.queryOptions({
        input: { ...order, offset: page * PAGE_FACES, limit: PAGE_FACES },
        gcTime: KEPT_MS,
      }),
    ),
  });
  return (index) => results[Math.floor(index / PAGE_FACES) - from]?.data?.[index % PAGE_FACES];
}

/** The first one's images of a stretch of a pile. */
export function usePileIds({ firstMaps: _, secondMaps: __, ...order }: PileOrder) {
  const cache = useQueryClient();
  return (offset: number, limit: number): Promise<readonly ImageId[]> =>
    cache.fetchQuery(
      api.comparisons.pileIds.queryOptions({ input: { ...order, offset, limit }, gcTime: 0, staleTime: 0 }),
    );
}
