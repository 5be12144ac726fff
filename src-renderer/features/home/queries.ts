import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';

/** All of Home in one answer. */
export const useOverview = () => useQuery(api.workspace.overview.queryOptions());

/** Not waited for: the page shows what it has. */
export function prefetchOverview(): void {
  void queryClient.prefetchQuery(api.workspace.overview.queryOptions());
}

export const useTrainingState = () => useQuery(api.training.state.queryOptions());

/** The sample that is being made, if one is. */
export function useSampleJob() {
  const jobs = useQuery(api.jobs.list.queryOptions()).data ?? [];
  return jobs.find(({ kind, status }) => kind === 'sample' && status === 'running') ?? null;
}

export const useCreateSample = () => useMutation(api.workspace.createSample.mutationOptions());

export const useStopTraining = () => useMutation(api.training.stop.mutationOptions());

export const useResume = () => useMutation(api.training.resume.mutationOptions());
