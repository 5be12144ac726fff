/** Exports as jobs of the window. */
import { stat } from 'node:fs/promises';
import type { Store } from '#main/store/open.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { EXPORT_TITLES } from '#shared/domain/model-exports.ts';
import { AppError } from '#shared/errors.ts';
import { fileStem } from '../exports/export-words.ts';
import { freeName } from '../exports/free-name.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { os } from '../procedures.ts';
import { EXPORT_STEPS, type ExportedModel, exportedWeights, type ModelExportService } from './service.ts';

export type ModelExportsDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly jobs: JobRegistry;
  readonly modelExport: ModelExportService;
};

/** Of the last exports it is known what they made. */
const KEPT = 20;

export function createModelExportsRouter({ workspace, store, jobs, modelExport }: ModelExportsDependencies) {
  const made = new Map<JobId, ExportedModel>();
  return os.modelExports.router({
    start: os.modelExports.start.handler(async ({ input: { runId, checkpoint, format, folder } }) => {
      await assertFolder(folder);
      const run = store.runs.get(runId);
      const weights = await exportedWeights(store, { run, workspace, checkpoint });
      const target = await freeName(folder, `${fileStem(run.name)}-${format}`, '');
      const { jobId, result } = jobs.start({
        kind: 'export',
        title: `Exporting ${run.name} as ${EXPORT_TITLES[format]}`,
        link: `/runs/${run.id}`,
        run: (job) =>
          modelExport.exportModel({ weights, format, folder: target }, (done) =>
            job.report({ done, total: EXPORT_STEPS, unit: 'steps' }),
          ),
      });
      result.then(
        (outcome) => {
          made.set(jobId, outcome);
          if (made.size > KEPT) made.delete(made.keys().next().value as JobId); // there is one
        },
        () => undefined, // the registry tells of it
      );
      return { jobId };
    }),

    made: os.modelExports.made.handler(({ input: { jobId } }) => {
      const outcome = made.get(jobId);
      if (outcome !== undefined) {
        const { folder: path, file, sizeBytes, sha256, card } = outcome;
        return { path, file, sizeBytes, sha256, card };
      }
      const { status, title } = jobs.get(jobId);
      throw new AppError('conflict', `"${title}" is ${status}: it made nothing that is known.`);
    }),
  });
}

async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new AppError('file_not_found', `There is no folder "${folder}".`, {
      hint: 'Choose one that is there.',
      cause,
    });
  });
  if (!found.isDirectory())
    throw new AppError('file_invalid', `"${folder}" is no folder.`, { hint: 'Choose a folder.' });
}
