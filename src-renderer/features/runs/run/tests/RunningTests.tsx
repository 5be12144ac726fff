import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import { useJobs } from '../../queries.ts';

/** Tests of this run that go on now, or wait for another one to end. How one ended, the list below says. */
export function RunningTests({ run }: { readonly run: RunDetail }) {
  const running = (useJobs().data ?? []).filter(
    ({ kind, status, link }) => kind === 'evaluate' && status === 'running' && link?.startsWith(`/runs/${run.id}`),
  );
  return running.map((job) => (
    <Panel key={job.id}>
      <JobProgress job={job} />
    </Panel>
  ));
}
