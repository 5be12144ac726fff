import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, client, queryClient } from '#renderer/api/client.ts';
import type { Draft } from '#shared/contract/settings.ts';
import type { QueueId } from '#shared/contract/training.ts';
import { RunId } from '#shared/domain/records.ts';

/** For the router, while the page's code is still on its way: asked once, not waited for. */
export function prefetchPresets(): void {
  void queryClient.prefetchQuery(api.configurations.presets.queryOptions());
  void queryClient.prefetchQuery(api.settings.get.queryOptions());
}

export const usePresets = () => useQuery(api.configurations.presets.queryOptions());

/** `showsError`: whoever asks says what went wrong. */
export const useSavePreset = ({ showsError = false } = {}) =>
  useMutation(api.configurations.save.mutationOptions({ meta: { showsError } }));

export const useRemovePreset = () => useMutation(api.configurations.remove.mutationOptions());

export const useSettings = () => useQuery(api.settings.get.queryOptions());

export const useChangeSettings = () => useMutation(api.settings.change.mutationOptions());

/** Outside React: what was typed last is kept even when its page has gone. */
export const keepDraft = (draft: Draft | null): Promise<unknown> => client.settings.change({ draft });

/** The run that a configuration is cloned from; nothing is asked where none is named. */
export function useRunOf(runId: string | undefined) {
  const id = RunId.safeParse(runId);
  return useQuery(
    api.runs.get.queryOptions({ input: { runId: id.data ?? UNKNOWN_RUN }, enabled: runId !== undefined && id.success }),
  );
}

const UNKNOWN_RUN = RunId.parse('0'.repeat(13));

/** The configuration of a training that waits, as it is now; nothing is asked where none is named. */
export const useQueued = (entryId: QueueId | undefined) =>
  useQuery(
    api.training.configuration.queryOptions({ input: entryId === undefined ? skipToken : { entryId }, gcTime: 0 }),
  );

export const useEditQueued = () => useMutation(api.training.edit.mutationOptions());

export const useNetworks = (size: { readonly heightPx: number; readonly widthPx: number }) =>
  useQuery(api.configurations.networks.queryOptions({ input: size, placeholderData: keepPreviousData }));

/** `yaml` null = the text is wrong: nothing is asked. What is free on disk and in memory changes by itself, so it is asked anew each time it is shown. */
export const usePreflight = (yaml: string | null) =>
  useQuery(
    api.configurations.preflight.queryOptions({
      input: { yaml: yaml ?? '' },
      enabled: yaml !== null,
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 60_000,
    }),
  );

export type FirstBatchRequest = {
  /** Null = none is asked for. */
  readonly yaml: string | null;
  /** What of the text the batch depends on: another name or note shows no other faces. */
  readonly key: string;
  readonly epoch: number;
};

export const useFirstBatch = ({ yaml, key, epoch }: FirstBatchRequest) =>
  useQuery({
    queryKey: [...api.configurations.firstBatch.key(), key, epoch],
    queryFn: ({ signal }) => client.configurations.firstBatch({ yaml: yaml ?? '', epoch }, { signal }),
    enabled: yaml !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

export const useMeasureSpeed = () => useMutation(api.configurations.measureSpeed.mutationOptions());

export const useJobs = () => useQuery(api.jobs.list.queryOptions());

export const useStartTraining = () => useMutation(api.training.start.mutationOptions());

export const useDatasets = () => useQuery(api.datasets.list.queryOptions());
