/** What exports take and leave, alike for faces and for models: a folder that is there, and the answer to what a finished job made. */
import { stat } from 'node:fs/promises';
import type { JobId } from '#shared/contract/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { JobRegistry } from '../jobs/registry.ts';

/** @throws file_not_found, file_invalid */
export async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new AppError('file_not_found', `There is no folder "${folder}".`, {
      hint: 'Choose one that is there.',
      cause,
    });
  });
  if (!found.isDirectory())
    throw new AppError('file_invalid', `"${folder}" is no folder.`, { hint: 'Choose a folder.' });
}

/** Of the last `kept` exports it is known what they made. */
export function createFinishedExports<T>(jobs: Pick<JobRegistry, 'get'>, { kept }: { readonly kept: number }) {
  const made = new Map<JobId, T>();
  return {
    /** Remembers what it makes, once it is done. */
    watch: ({ jobId, result }: { readonly jobId: JobId; readonly result: Promise<T> }): void => {
      result.then(
        (outcome) => {
          made.set(jobId, outcome);
          if (made.size > kept) made.delete(made.keys().next().value as JobId); // there is one
        },
        () => undefined, // the registry tells of it
      );
    },

    /** @throws conflict where it is not finished, or too long ago */
    of: (jobId: JobId): T => {
      const outcome = made.get(jobId);
      if (outcome !== undefined) return outcome;
      const { status, title } = jobs.get(jobId);
      throw new AppError('conflict', `"${title}" is ${status}: it made nothing that is known.`);
    },
  };
}
