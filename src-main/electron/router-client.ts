/** The shell speaks to the back end through the same contract as a page, without a pipe in between. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Backend } from '#main/backend.ts';
import type { contract } from '#shared/contract/index.ts';

export type RouterClient = ContractRouterClient<typeof contract>;

export const routerClient = ({ router, log }: Pick<Backend, 'router' | 'log'>): RouterClient =>
  createRouterClient(router, { context: { shell: 'window', log } });
