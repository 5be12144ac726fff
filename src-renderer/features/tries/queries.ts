/** What the page of tries asks the back end: runs with weights, and how far a try is. */
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queryClient } from '#renderer/api/client.ts';
import { useLiveEvent } from '#renderer/api/live.ts';
import type { TryId } from '#shared/contract/tries.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { RunId } from '#shared/domain/records.ts';
import { uploadPictures } from './upload-pictures.ts';

export const useRuns = () => useQuery(api.runs.list.queryOptions());
export const useDevice = () => useQuery(api.workspace.device.queryOptions());

/** Asked again with each step of its job. */
export function useTry(tryId: TryId | null) {
  useLiveEvent('job.changed', ({ job }) => {
    if (job.kind === 'try-images') void queryClient.invalidateQueries({ queryKey: api.tries.get.key() });
  });
  const answer = useQuery(
    api.tries.get.queryOptions({
      input: tryId === null ? skipToken : { tryId },
      placeholderData: keepPreviousData, // the answer to the next question takes the place of this one's
    }),
  );
  return { data: tryId === null ? undefined : answer.data, error: answer.error };
}

/** Which network is asked, and how its map is made; layer '' = the network's own choice. */
export type Asked = { readonly runId: RunId; readonly method: CamMethod; readonly layer: string };

export type StartWish = Asked & {
  /** Files of a browser, which names no paths, or paths of this machine. */
  readonly images:
    | { readonly kind: 'files'; readonly files: readonly File[] }
    | { readonly kind: 'paths'; readonly paths: readonly string[] };
};

export type Started = {
  readonly tryId: TryId;
  /** Files that were not even taken, each with its sentence. */
  readonly refused: readonly RefusedFile[];
};

export type RefusedFile = { readonly name: string; readonly problem: string };

export const useStartTry = () =>
  useMutation({
    meta: { showsError: true },
    mutationFn: async ({ images, ...common }: StartWish): Promise<Started> => {
      if (images.kind === 'paths') {
        const { tryId } = await client.tries.start({ ...common, paths: [...images.paths], isUpload: false });
        return { tryId, refused: [] };
      }
      const { path, refused } = await uploadPictures(images.files, client.files);
      const { tryId } = await client.tries.start({ ...common, paths: [path], isUpload: true });
      return { tryId, refused };
    },
  });

/** The same images once more. */
export const useTryAgain = () => useMutation(api.tries.again.mutationOptions());
