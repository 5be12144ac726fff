/** What the pages of a data set ask the back end. Every answer stays until `dataset.changed` makes it stale. */
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';
import type { PageRange } from '#renderer/components/face-grid/page-range.ts';
import type { FaceFilter, FaceItem, FaceSort, SplitPlan } from '#shared/contract/datasets.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';

export type FaceOrder = {
  readonly datasetId: DatasetId;
  readonly filter: FaceFilter;
  readonly sort: FaceSort;
  readonly isDescending: boolean;
};

/** For the router, while the page's code is still on its way: asked once, not waited for. */
export function prefetchDataset(datasetId: DatasetId, faces: FaceOrder | null): void {
  if (faces !== null) {
    void queryClient.prefetchQuery(pageOptions(faces, 0)); // first: the back end gets ready for the pictures while it counts
    void queryClient.prefetchQuery(api.settings.get.queryOptions()); // the size of the pictures
  }
  void queryClient.prefetchQuery(api.datasets.get.queryOptions({ input: { datasetId } }));
}

export const useDataset = (datasetId: DatasetId) => useQuery(api.datasets.get.queryOptions({ input: { datasetId } }));
export const useBadRows = (datasetId: DatasetId) =>
  useQuery(api.datasets.badRows.queryOptions({ input: { datasetId } }));
export const useRunsOf = (datasetId: DatasetId) =>
  useQuery(api.runs.list.queryOptions({ select: (runs) => runs.filter((run) => run.datasetId === datasetId) }));
export const useRevisions = (datasetId: DatasetId) =>
  useQuery(api.datasets.revisions.queryOptions({ input: { datasetId } }));

export const PAGE_FACES = 200;
/** Pages that have left the screen: a grid of 100,000 faces has 500. */
const KEPT_MS = 60_000;

const pageOptions = (order: FaceOrder, page: number) =>
  api.datasets.faces.queryOptions({
    input: { ...order, offset: page * PAGE_FACES, limit: PAGE_FACES },
    gcTime: KEPT_MS,
  });

/** How many faces an order has: its first page says so. */
export const useFaceTotal = (order: FaceOrder) =>
  useQuery({ ...pageOptions(order, 0), select: ({ total }: { readonly total: number }) => total });

/** The faces of some pages of an order; undefined until its page is there. */
export function useFaces(order: FaceOrder, { from, to }: PageRange): (index: number) => FaceItem | undefined {
  const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const results = useQueries({ queries: pages.map((page) => pageOptions(order, page)) });
  return (index) => results[Math.floor(index / PAGE_FACES) - from]?.data?.faces[index % PAGE_FACES];
}

/** The ids of a stretch of an order, loaded or not. */
export function useFaceIds(order: FaceOrder) {
  const queryClient = useQueryClient();
  return (first: number, last: number): Promise<readonly ImageId[]> =>
    queryClient.fetchQuery(
      api.datasets.faceIds.queryOptions({
        input: { ...order, offset: first, limit: last - first + 1 },
        gcTime: 0,
        staleTime: 0,
      }),
    );
}

/** Keeps the face before until the next one is there: stepping through does not flicker. */
export const useFace = (imageId: ImageId) =>
  useQuery(api.datasets.face.queryOptions({ input: { imageId }, placeholderData: keepPreviousData }));
export const useFacePlace = (order: FaceOrder, imageId: ImageId) =>
  useQuery(api.datasets.facePlace.queryOptions({ input: { ...order, imageId }, placeholderData: keepPreviousData }));

export const useRevise = () => useMutation(api.datasets.revise.mutationOptions());

export const useSplitPreview = (datasetId: DatasetId, plan: SplitPlan | null) =>
  useQuery(
    api.datasets.previewSplit.queryOptions({
      input: { datasetId, plan: plan ?? { seed: 0, validShare: 0, testShare: 0, keepsGiven: true } },
      enabled: plan !== null,
      placeholderData: keepPreviousData,
    }),
  );
export const useApplySplit = () => useMutation(api.datasets.applySplit.mutationOptions());

export const useAuditReport = (datasetId: DatasetId) =>
  useQuery(api.datasets.auditReport.queryOptions({ input: { datasetId } }));
export const useStartAudit = () => useMutation(api.datasets.audit.mutationOptions());
/** The audit of a data set that runs; null = none. */
export const useRunningAudit = (datasetId: DatasetId) =>
  useQuery(
    api.jobs.list.queryOptions({
      select: (jobs) =>
        jobs.find(
          (job) => job.kind === 'audit' && job.status === 'running' && job.link?.startsWith(`/datasets/${datasetId}?`),
        ) ?? null,
    }),
  );
export const useThumbnailSize = () =>
  useQuery(api.settings.get.queryOptions({ select: ({ thumbnailSizePx }) => thumbnailSizePx }));
export const useChangeSettings = () => useMutation(api.settings.change.mutationOptions());
