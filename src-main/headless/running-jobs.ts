/** What goes on behind the host, asked through the same contract as a page. */
import { createRouterClient } from '@orpc/server';
import type { Backend } from '#main/backend.ts';
import type { Job } from '#shared/contract/jobs.ts';

export async function runningJobs({ router, log }: Pick<Backend, 'router' | 'log'>): Promise<readonly Job[]> {
  const client = createRouterClient(router, { context: { shell: 'browser', log } });
  return (await client.jobs.list()).filter(({ status }) => status === 'running');
}
