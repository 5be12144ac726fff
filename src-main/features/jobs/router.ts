import { os } from '../procedures.ts';
import type { JobRegistry } from './registry.ts';

export const createJobsRouter = ({ jobs }: { readonly jobs: JobRegistry }) =>
  os.jobs.router({
    list: os.jobs.list.handler(() => [...jobs.list()]),
    get: os.jobs.get.handler(({ input }) => jobs.get(input.jobId)),
    stop: os.jobs.stop.handler(({ input }) => jobs.stop(input.jobId)),
  });
