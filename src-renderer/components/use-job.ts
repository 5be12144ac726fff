import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/api/client.ts';
import type { JobId } from '#shared/contract/jobs.ts';

/** A job as it is now: asked for once, kept up to date by events. Null = none yet. */
export const useJob = (jobId: JobId | null) =>
  useQuery(api.jobs.get.queryOptions({ input: jobId === null ? skipToken : { jobId } }));

export const useStopJob = () => useMutation(api.jobs.stop.mutationOptions());
