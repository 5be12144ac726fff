/** Exports as jobs of the window. */
import type { Store } from '#main/store/open.ts';
import { EXPORT_TITLES } from '#shared/domain/model-exports.ts';
import { fileStem } from '../exports/export-words.ts';
import { assertFolder, createFinishedExports } from '../exports/finished-exports.ts';
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

const KEPT = 20;

export function createModelExportsRouter({ workspace, store, jobs, modelExport }: ModelExportsDependencies) {
  const finished = createFinishedExports<ExportedModel>(jobs, { kept: KEPT });
  return os.modelExports.router({
    start: os.modelExports.start.handler(async ({ input: { runId, checkpoint, format, folder } }) => {
      await assertFolder(folder);
      const run = store.runs.get(runId);
      const weights = await exportedWeights(store, { run, workspace, checkpoint });
      const target = await freeName(folder, `${fileStem(run.name)}-${format}`, '');
      const job = jobs.start({
        kind: 'export',
        title: `Exporting ${run.name} as ${EXPORT_TITLES[format]}`,
        link: `/runs/${run.id}`,
        run: (job) =>
          modelExport.exportModel({ weights, format, folder: target }, (done) =>
            job.report({ done, total: EXPORT_STEPS, unit: 'steps' }),
          ),
      });
      finished.watch(job);
      return { jobId: job.jobId };
    }),

    made: os.modelExports.made.handler(({ input: { jobId } }) => {
      const { folder: path, file, sizeBytes, sha256, card } = finished.of(jobId);
      return { path, file, sizeBytes, sha256, card };
    }),
  });
}
