import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '#renderer/api/client.ts';
import { isAnswer } from '#renderer/api/errors.ts';
import type { FolderListing } from '#shared/contract/files.ts';

export type Place = {
  /** Null = where the program was started. */
  readonly path: string | null;
  /** Where it is no folder, or gone: the nearest folder above it. */
  readonly isRough: boolean;
};

/** A folder's entries, as they are whenever a person comes there: files change without telling. */
export const useListing = ({ path, isRough }: Place) =>
  useQuery({
    queryKey: ['folder', path, isRough],
    queryFn: ({ signal }) => (isRough ? browseNear(path, signal) : client.files.browse({ path }, { signal })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });

async function browseNear(path: string | null, signal: AbortSignal): Promise<FolderListing> {
  try {
    return await client.files.browse({ path }, { signal });
  } catch (error) {
    if (path === null || !isAnswer(error)) throw error;
    return await browseNear(folderAbove(path), signal);
  }
}

function folderAbove(path: string): string | null {
  const cut = path.replace(/[/\\]+$/, '').replace(/[^/\\]*$/, '');
  return cut === '' || cut === path ? null : cut;
}

/** What stands at a path that somebody typed. */
export const useFindEntry = () => useMutation(api.files.find.mutationOptions());
