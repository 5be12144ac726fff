import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';

export const useSettings = () => useQuery(api.settings.get.queryOptions());

/** The answer is what is stored now. */
export const useChangeSettings = () =>
  useMutation(
    api.settings.change.mutationOptions({
      onSuccess: (settings) => queryClient.setQueryData(api.settings.get.queryKey(), settings),
    }),
  );

export const useWorkspaceInfo = () => useQuery(api.workspace.info.queryOptions());

export const useOverview = () => useQuery(api.workspace.overview.queryOptions());

export const useDevice = () => useQuery(api.workspace.device.queryOptions({ retry: false }));

/** Takes some seconds, and is asked for by a person. */
export const useChecks = ({ isAsked }: { readonly isAsked: boolean }) =>
  useQuery(api.workspace.checks.queryOptions({ enabled: isAsked, retry: false }));
