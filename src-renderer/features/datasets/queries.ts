/** Data sets as wholes: the list, and the way from a table to one of them. What is asked about a table on the disk has keys of its own: no event makes it stale. */
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queryClient } from '#renderer/api/client.ts';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import type { ColumnMapping, DataSource } from '#shared/contract/datasets.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { Drop } from './drop/dropped-files.ts';
import { type Dropped, readDrop } from './drop/read-drop.ts';
import { type UploadOptions, uploadDrop } from './drop/upload.ts';

/** A data set as the list has it. */
export type ListedDataset = Awaited<ReturnType<typeof client.datasets.list>>[number];

/** For the router, while the page's code is still on its way: asked once, not waited for. */
export function prefetchDatasets(): void {
  void queryClient.prefetchQuery(api.datasets.list.queryOptions());
}

export const useDatasets = () => useQuery(api.datasets.list.queryOptions());

/** What stands at a path: looked up anew by each visit. */
export const usePathEntry = (path: string | null) =>
  useQuery({
    queryKey: ['path', path],
    queryFn: path === null ? skipToken : ({ signal }) => client.files.find({ path }, { signal }),
    gcTime: 0,
  });

/** Tables beside the images of a folder. */
export const useFolderTables = (path: string) =>
  useQuery({
    queryKey: ['folder tables', path],
    queryFn: async ({ signal }) => {
      const { entries } = await client.files.browse({ path }, { signal });
      return entries.filter(({ kind }) => kind === 'csv');
    },
    gcTime: 0,
  });

export const useTableOfFolder = () => useMutation(api.datasets.tableOfFolder.mutationOptions());

export type TableQuery = { readonly source: DataSource; readonly mapping: ColumnMapping | null };

/** A look at a table; the one before stays on the screen while a changed mapping is looked at. */
export const useInspection = ({ source, mapping }: TableQuery) =>
  useQuery({
    queryKey: ['inspection', source, mapping],
    queryFn: ({ signal }) => client.datasets.inspect({ source, mapping }, { signal }),
    placeholderData: (before) => (before?.source.csvPath === source.csvPath ? before : undefined),
    gcTime: 60_000,
  });

export const useDryRun = () => useMutation(api.datasets.dryRun.mutationOptions());

/** Null = not over yet. */
export const useDryRunReport = (jobId: JobId | null) =>
  useQuery({
    queryKey: ['dry run', jobId],
    queryFn: jobId === null ? skipToken : ({ signal }) => client.datasets.dryRunReport({ jobId }, { signal }),
  });

export const useAddDataset = () => useMutation(api.datasets.add.mutationOptions());

export const useRenameDataset = () => useMutation(api.datasets.rename.mutationOptions());

export const useRemoveDataset = () => useMutation(api.datasets.remove.mutationOptions());

export type DropUpload = Omit<UploadOptions, 'client'> & {
  readonly dropped: Dropped;
  /** Once it is known what was dropped, before it is sent. */
  readonly onRead: (drop: Drop) => void;
};

/** The path of what a drop has become in the workspace. One that the person stopped is no failure. */
export const useUploadDrop = () =>
  useMutation({
    onError: (error, { signal }) => {
      if (!signal.aborted) raiseError(error);
    },
    mutationFn: async ({ dropped, onRead, ...options }: DropUpload) => {
      const drop = await readDrop(dropped);
      onRead(drop);
      return await uploadDrop(drop, { client: client.files, ...options });
    },
  });
