/** Every page of the workbench by its link, with its tabs; those of a data set and a run where the workspace has them. */
import type { Filled } from './filled-workspace.ts';

export type WorkbenchPage = { readonly name: string; readonly path: string };

const DATASET_TABS = ['overview', 'faces', 'split', 'audit', 'revisions'] as const;
const RUN_TABS = [
  'overview',
  'curves',
  'config',
  'environment',
  'checkpoints',
  'tests',
  'layers',
  'files',
  'log',
] as const;

const REGION_TABS = ['averages', 'matters', 'truth'] as const;

export const PLAIN_PAGES: readonly WorkbenchPage[] = [
  { name: 'Home', path: '/' },
  { name: 'Data', path: '/datasets' },
  { name: 'Add data', path: '/datasets/add' },
  { name: 'Configurations', path: '/configurations' },
  { name: 'Edit configuration', path: '/configurations/edit?preset=resnet18' },
  { name: 'Training', path: '/training' },
  { name: 'Runs', path: '/runs' },
  { name: 'Regions', path: '/regions' },
  { name: 'Settings', path: '/settings' },
  { name: 'Log', path: '/log' },
];

/** Of the first test of a filled workspace. */
const GALLERY_PAGES: readonly WorkbenchPage[] = [
  { name: 'Gallery', path: '/predictions/1' },
  { name: 'Gallery, one face after another', path: '/predictions/1?triage=true' },
];

export function pagesOf({ datasetId, runIds: [runId] }: Filled): readonly WorkbenchPage[] {
  const ofRun =
    runId === undefined ? [] : RUN_TABS.map((tab) => ({ name: `Run ${tab}`, path: `/runs/${runId}?tab=${tab}` }));
  return [
    ...DATASET_TABS.map((tab) => ({ name: `Data set ${tab}`, path: `/datasets/${datasetId}?tab=${tab}` })),
    ...(runId === undefined ? [] : [{ name: 'Training of a run', path: `/training?run=${runId}` }]),
    ...ofRun,
    ...(runId === undefined ? [] : REGION_TABS.map((tab) => ({ name: `Regions ${tab}`, path: `/regions?tab=${tab}` }))),
    ...(runId === undefined ? [] : GALLERY_PAGES),
  ];
}
