/** The two jobs between a table and a data set: a check of every image that keeps nothing else, and the adding. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { ColumnMapping, DataSource, DryRunReport } from '#shared/contract/datasets.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { readFaceCsv } from './csv.ts';
import { datasetOf, examination, type LoadDependencies } from './load.ts';
import { checkFaces, examineFaces } from './prepare.ts';
import { reportOf } from './report.ts';
import { saveDataset } from './save.ts';

export type AddingDependencies = LoadDependencies & {
  readonly store: Store;
  readonly jobs: JobRegistry;
  readonly events: EventBus;
};

export type TableRequest = { readonly source: DataSource; readonly mapping: ColumnMapping };
export type AddRequest = TableRequest & { readonly name: string; readonly allowBad: boolean };

export type Adding = ReturnType<typeof createAdding>;

export function createAdding(dependencies: AddingDependencies) {
  const { store, jobs, events } = dependencies;
  const reports = createResults<DryRunReport>('The check has no report yet.');
  const added = createResults<DatasetId>('The data set is not added yet.');

  const options = (job: JobHandle) => ({
    signal: job.signal,
    onProgress: ({ done, total }: { readonly done: number; readonly total: number }) =>
      job.report({ done, total, unit: 'images' }),
  });
  const read = ({ source, mapping }: TableRequest) =>
    readFaceCsv(path.resolve(source.csvPath), { mapping, imagesFolder: source.imagesFolder });

  return {
    dryRun: (request: TableRequest): JobId =>
      jobs.start({
        kind: 'dry-run',
        title: `Checking the images of ${path.basename(request.source.csvPath)}`,
        stopLabel: 'Stop the check',
        run: async (job) => {
          job.link(pageOfCheck(request, job.id));
          const checked = await examineFaces(await read(request), examination(dependencies, options(job)));
          reports.set(job.id, reportOf(checked));
        },
      }).jobId,

    /** @throws not_found while there is none */
    report: (jobId: JobId): DryRunReport => reports.get(jobId),

    /** What was checked before is not decoded again. */
    add: ({ name, allowBad, ...request }: AddRequest): JobId =>
      jobs.start({
        kind: 'add-dataset',
        title: `Adding ${name}`,
        link: '/datasets',
        stopLabel: 'Stop, and add nothing',
        run: async (job) => {
          const table = await read(request);
          const checked = await checkFaces(table, { ...examination(dependencies, options(job)), allowBad });
          const { id } = await saveDataset(store, datasetOf(table, checked, name), options(job));
          added.set(job.id, id);
          job.link(`/datasets/${id}`);
          events.publish({ topic: 'dataset.changed', datasetId: id });
        },
      }).jobId,

    /** @throws not_found while it is not there */
    added: (jobId: JobId): DatasetId => added.get(jobId),
  };
}

/** The page of a check, with all that was chosen on the way to it. */
export function pageOfCheck({ source: { csvPath, imagesFolder }, mapping }: TableRequest, check: string): string {
  const search = new URLSearchParams({ path: searchText(csvPath), mapping: JSON.stringify(mapping) });
  if (imagesFolder !== null) search.set('images', searchText(imagesFolder));
  search.set('check', searchText(check));
  return `/datasets/add?${search}`;
}

/** The window reads each value of a search as JSON where it is JSON: a text that looks like a number stands in quotes. */
function searchText(text: string): string {
  try {
    JSON.parse(text);
    return JSON.stringify(text);
  } catch {
    return text; // no JSON: taken as it stands
  }
}

const KEPT = 20;

/** What jobs came to, for those who ask after them; the newest twenty. */
function createResults<T>(absence: string) {
  const results = new Map<JobId, T>();
  return {
    set: (jobId: JobId, result: T) => {
      results.set(jobId, result);
      const [oldest] = results.keys();
      if (results.size > KEPT && oldest !== undefined) results.delete(oldest);
    },
    get: (jobId: JobId): T => {
      const result = results.get(jobId);
      if (result === undefined)
        throw new AppError('not_found', absence, {
          hint: 'Where the program was started anew meanwhile, begin again.',
        });
      return result;
    },
  };
}
