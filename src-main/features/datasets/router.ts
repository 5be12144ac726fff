import { type CurationDependencies, createCurationProcedures } from '../curation/procedures.ts';
import { os } from '../procedures.ts';
import { type AddingDependencies, createAdding } from './adding.ts';
import { createDatasetChanges, type DatasetChangesDependencies } from './changes.ts';
import { datasetDetail } from './detail.ts';
import { tableOfFolder } from './folder-table.ts';
import type { Inspections } from './inspections.ts';

export type DatasetsDependencies = AddingDependencies &
  DatasetChangesDependencies &
  CurationDependencies & { readonly workspace: string; readonly inspections: Inspections };

export function createDatasetsRouter(dependencies: DatasetsDependencies) {
  return os.datasets.router({ ...createDatasetProcedures(dependencies), ...createCurationProcedures(dependencies) });
}

/** Data sets as wholes; what looks into one comes from its curation. */
function createDatasetProcedures(dependencies: DatasetsDependencies) {
  const { store, inspections } = dependencies;
  const adding = createAdding(dependencies);
  const changes = createDatasetChanges(dependencies);
  const { datasets } = os;
  return {
    list: datasets.list.handler(() => [...store.datasets.list()]),
    get: datasets.get.handler(({ input }) => datasetDetail(store, input.datasetId)),
    tableOfFolder: datasets.tableOfFolder.handler(({ input }) => tableOfFolder(input.folder, dependencies)),
    inspect: datasets.inspect.handler(({ input }) => inspections.inspect(input)),
    dryRun: datasets.dryRun.handler(({ input }) => ({ jobId: adding.dryRun(input) })),
    dryRunReport: datasets.dryRunReport.handler(({ input }) => adding.report(input.jobId)),
    add: datasets.add.handler(({ input }) => ({ jobId: adding.add(input) })),
    added: datasets.added.handler(({ input }) => ({ datasetId: adding.added(input.jobId) })),
    rename: datasets.rename.handler(({ input }) => changes.rename(input.datasetId, input.name)),
    remove: datasets.remove.handler(({ input }) => changes.remove(input.datasetId)),
    badRows: datasets.badRows.handler(({ input }) => {
      const { id } = store.datasets.get(input.datasetId);
      return [...store.badRows.list(id)];
    }),
  };
}
