/** What the frame asks the back end, whatever page it stands around. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, queryClient } from '#renderer/api/client.ts';

export const useWorkspaceInfo = () => useQuery(api.workspace.info.queryOptions());

/** TensorFlow needs a second of both cores to answer: it is asked once the page has had its turn. */
export function useDevice() {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const handle = requestIdleCallback(() => setTime(true), { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }, []);
  return useQuery(api.workspace.device.queryOptions({ enabled: isTime, retry: false }));
}

export const useJobs = () => useQuery(api.jobs.list.queryOptions());

export const useTrainingState = () => useQuery(api.training.state.queryOptions());

export const useStopTraining = () => useMutation(api.training.stop.mutationOptions());

export const useResume = () => useMutation(api.training.resume.mutationOptions());

export const useOverview = () => useQuery(api.workspace.overview.queryOptions());

export const useHistoryState = () => useQuery(api.history.state.queryOptions());

export const useUndo = () => useMutation(api.history.undo.mutationOptions());

export const useRedo = () => useMutation(api.history.redo.mutationOptions());

export const useSettings = () => useQuery(api.settings.get.queryOptions());

/** The answer is what is stored now. */
export const useChangeSettings = () =>
  useMutation(
    api.settings.change.mutationOptions({
      onSuccess: (settings) => queryClient.setQueryData(api.settings.get.queryKey(), settings),
    }),
  );

/** What the palette searches: asked for when it opens. */
export const usePaletteData = () => ({
  runs: useQuery(api.runs.list.queryOptions()).data ?? [],
  datasets: useQuery(api.datasets.list.queryOptions()).data ?? [],
  presets: useQuery(api.configurations.presets.queryOptions()).data ?? [],
});
