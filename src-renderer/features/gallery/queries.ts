/** What the gallery asks the back end. Every answer stays until an event makes it stale. */
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';
import type { PageRange } from '#renderer/components/face-grid/page-range.ts';
import type { FacetName, GalleryFace, GalleryOrder, GalleryScope, Operating } from '#shared/contract/predictions.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { DatasetId, EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';

export type MapChoice = { readonly method: CamMethod; readonly layer: string };
/** An order, and which heat maps its faces tell of. */
export type ShownOrder = { readonly order: GalleryOrder; readonly map: MapChoice | null };

export const useGalleryTest = (evaluationId: EvaluationId) =>
  useQuery(api.predictions.test.queryOptions({ input: { evaluationId } }));

export const PAGE_FACES = 200;
/** Pages that have left the screen: a grid of 100,000 faces has 500. */
const KEPT_MS = 60_000;

/** While the slider moves, the faces before stay until the next ones are there. */
const pageOptions = ({ order, map }: ShownOrder, page: number) =>
  api.predictions.page.queryOptions({
    input: { ...order, map, offset: page * PAGE_FACES, limit: PAGE_FACES },
    gcTime: KEPT_MS,
    placeholderData: keepPreviousData,
  });

/** How many faces an order has: its first page says so. */
export const useGalleryTotal = (shown: ShownOrder) =>
  useQuery({ ...pageOptions(shown, 0), select: ({ total }: { readonly total: number }) => total });

/** The faces of some pages of an order; undefined until its page is there. */
export function useGalleryFaces(
  shown: ShownOrder,
  { from, to }: PageRange,
): (index: number) => GalleryFace | undefined {
  const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const results = useQueries({ queries: pages.map((page) => pageOptions(shown, page)) });
  return (index) => results[Math.floor(index / PAGE_FACES) - from]?.data?.faces[index % PAGE_FACES];
}

/** One face of an order by its place. */
export function useGalleryFaceAt(shown: ShownOrder, index: number): GalleryFace | undefined {
  const page = Math.floor(index / PAGE_FACES);
  return useQuery(pageOptions(shown, page)).data?.faces[index % PAGE_FACES];
}

/** The ids of a stretch of an order, loaded or not. */
export function useGalleryIds(order: GalleryOrder) {
  const client = useQueryClient();
  return (first: number, last: number): Promise<readonly ImageId[]> =>
    client.fetchQuery(
      api.predictions.ids.queryOptions({
        input: { ...order, offset: first, limit: last - first + 1 },
        gcTime: 0,
        staleTime: 0,
      }),
    );
}

export const useOutcomeCounts = (scope: GalleryScope) =>
  useQuery(api.predictions.counts.queryOptions({ input: scope, placeholderData: keepPreviousData }));
export const useHistogram = (scope: GalleryScope) =>
  useQuery(api.predictions.histogram.queryOptions({ input: scope, placeholderData: keepPreviousData }));

export type FacetQuestion = {
  readonly scope: GalleryScope;
  readonly facet: FacetName;
  readonly column: string | null;
  readonly contains: string;
};

export const useFacet = ({ scope, ...facet }: FacetQuestion) =>
  useQuery(api.predictions.facet.queryOptions({ input: { ...scope, ...facet }, placeholderData: keepPreviousData }));

export type Costs = { readonly missedFake: number; readonly falseAlarm: number };
export const useOperating = (evaluationId: EvaluationId, costs: Costs) =>
  useQuery(
    api.predictions.operating.queryOptions({
      input: { evaluationId, ...costs },
      placeholderData: keepPreviousData,
      select: withNothingCalled,
      structuralSharing: false, // a thousand points: comparing them costs more than drawing them
    }),
  );
/** At 1, beyond every score, no face is called fake: the slider's last stop. */
function withNothingCalled(operating: Operating): Operating {
  const { points } = operating;
  const last = points.at(-1);
  if (last === undefined || last.threshold >= 1) return operating;
  return { ...operating, points: [...points, { threshold: 1, fakesCalledFake: 0, realsCalledFake: 0 }] };
}

export const useFreeze = () => useMutation(api.predictions.freeze.mutationOptions());
export const useUnfreeze = () => useMutation(api.predictions.unfreeze.mutationOptions());
/** On the faces that the run validates on, with the weights of its best epoch. */
export const useValidate = () => useMutation(api.evaluations.start.mutationOptions());
export const useRunningTests = (runId: RunId | null) =>
  useQuery(
    api.jobs.list.queryOptions({
      select: (jobs) =>
        jobs.filter(
          ({ kind, status, link }) =>
            kind === 'evaluate' && status === 'running' && runId !== null && link?.startsWith(`/runs/${runId}`),
        ),
    }),
  ).data ?? [];

export const useMapSets = (evaluationId: EvaluationId) =>
  useQuery(api.explanations.sets.queryOptions({ input: { evaluationId } })).data ?? [];

export const useTags = () => useQuery(api.marks.tags.queryOptions());
export const useTag = () => useMutation(api.marks.tag.mutationOptions());
export const useNote = () => useMutation(api.marks.note.mutationOptions());
export const useJudge = () => useMutation(api.marks.judge.mutationOptions());
export const useMarksOf = (imageId: ImageId) => useQuery(api.marks.of.queryOptions({ input: { imageId } }));
export const usePendingVerdicts = (datasetId: DatasetId) =>
  useQuery(api.marks.pending.queryOptions({ input: { datasetId } }));
/** The dialog shows what is wrong with it. */
export const useApplyVerdicts = () =>
  useMutation(api.marks.applyVerdicts.mutationOptions({ meta: { showsError: true } }));

const settingsQuery = () => api.settings.get.queryOptions();
export const useSettings = () => useQuery(settingsQuery());
/** Shown at once; the event that follows brings what was stored. */
export const useChangeSettings = () =>
  useMutation(
    api.settings.change.mutationOptions({
      onMutate: (change) =>
        queryClient.setQueryData(settingsQuery().queryKey, (known) => known && ({ ...known, ...change } as Settings)), // keys of the same schema
    }),
  );
