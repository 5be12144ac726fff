/** What the page asks of the back end. Events of runs and of the queue make the answer stale. */
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';

const sweepsQuery = () => api.sweeps.list.queryOptions();

/** For the router, while the page's code is still on its way. */
export function prefetchSweeps(): void {
  void queryClient.prefetchQuery(sweepsQuery());
}

export const useSweeps = () => useQuery(sweepsQuery());
