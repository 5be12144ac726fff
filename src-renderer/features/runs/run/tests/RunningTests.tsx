import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Job } from '#shared/contract/jobs.ts';

/** Tests that go on now, or wait for another one to end. How one ended, the list below says. */
export function RunningTests({ jobs }: { readonly jobs: readonly Job[] }) {
  return jobs.map((job) => (
    <Panel key={job.id}>
      <JobProgress job={job} />
    </Panel>
  ));
}
