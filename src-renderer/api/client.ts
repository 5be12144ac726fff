/** The contract as functions: `client.runs.list()`, and as queries: `api.runs.list.queryOptions()`. Only queries.ts of a feature uses them. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import type { contract } from '#shared/contract/index.ts';
import { currentLink } from './connection.ts';
import { isAnswer } from './errors.ts';

export const client: ContractRouterClient<typeof contract> = createORPCClient(currentLink);

export const api = createTanstackQueryUtils(client);

declare module '@tanstack/react-query' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: the library learns of `meta` through this interface
  interface Register {
    mutationMeta: {
      /** True where the component shows `mutation.error` itself: no notice is raised then. */
      readonly showsError?: boolean;
    };
  }
}

/**
 * What is cached stays until an event makes it stale: no timer asks again. A refusal is final; only a broken connection is tried again. A change that
 * failed is told as a notice, unless `onError` or `meta.showsError` says that somebody else tells it.
 */
export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, { options, meta }) => {
      if (options.onError === undefined && meta?.showsError !== true) raiseError(error);
    },
  }),
  defaultOptions: {
    queries: {
      networkMode: 'always', // the back end is on this machine: whether that is online does not matter
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) => !isAnswer(error) && count < 3,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** The address of an image. */
export const mediaUrl = (path: string): string => `/media/${path}`;
