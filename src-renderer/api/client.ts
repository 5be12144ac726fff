/** The contract as functions: `client.runs.list()`, and as queries: `api.runs.list.queryOptions()`. Only queries.ts of a feature uses them. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { contract } from '#shared/contract/index.ts';
import { currentLink } from './connection.ts';
import { isAnswer } from './errors.ts';

export const client: ContractRouterClient<typeof contract> = createORPCClient(currentLink);

export const api = createTanstackQueryUtils(client);

/** What is cached stays until an event makes it stale: no timer asks again. A refusal is final; only a broken connection is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) => !isAnswer(error) && count < 3,
    },
    mutations: { retry: false },
  },
});

/** The address of an image. */
export const mediaUrl = (path: string): string => `/media/${path}`;
