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
/** Without the first one, which is the page's own. */
const COMPARE_TABS = ['metrics', 'curves', 'scores', 'environment', 'many'] as const;

export const PLAIN_PAGES: readonly WorkbenchPage[] = [
  { name: 'Home', path: '/' },
  { name: 'Data', path: '/datasets' },
  { name: 'Add data', path: '/datasets/add' },
  { name: 'Configurations', path: '/configurations' },
  { name: 'Edit configuration', path: '/configurations/edit?preset=resnet18' },
  { name: 'Training', path: '/training' },
  { name: 'Runs', path: '/runs' },
  { name: 'Sweeps', path: '/sweeps' },
  { name: 'Compare', path: '/compare' },
  { name: 'Compare faces', path: '/compare/faces' },
  { name: 'Regions', path: '/regions' },
  { name: 'Try', path: '/try' },
  { name: 'Settings', path: '/settings' },
  { name: 'Log', path: '/log' },
];

/** Of tests and one face of the first. */
function pagesOfTests({ tests: [first, second], imageId }: Filled): readonly WorkbenchPage[] {
  if (first === undefined) return [];
  return [
    { name: 'Gallery', path: `/predictions/${first}` },
    { name: 'Gallery, one face after another', path: `/predictions/${first}?triage=true` },
    ...(imageId === null
      ? []
      : [
          { name: 'Face', path: `/predictions/${first}/faces/${imageId}` },
          {
            name: 'Face regions',
            path: `/predictions/${first}/faces/${imageId}?view=regions&cells=true&landmarks=true`,
          },
        ]),
    { name: 'Regions ledger', path: `/regions?tests=${first}` },
    ...REGION_TABS.map((tab) => ({ name: `Regions ${tab}`, path: `/regions?tests=${first}&tab=${tab}` })),
    ...(second === undefined
      ? []
      : [
          { name: 'Regions of two', path: `/regions?tests=${first},${second}` },
          { name: 'Flips', path: `/compare/faces?first=${first}&second=${second}` },
        ]),
  ];
}

function pagesOfRuns({ runIds }: Filled): readonly WorkbenchPage[] {
  const [runId] = runIds;
  if (runId === undefined) return [];
  const side = (count: number) => `/compare?runs=${runIds.slice(0, count).join(',')}`;
  return [
    { name: 'Training of a run', path: `/training?run=${runId}` },
    ...RUN_TABS.map((tab) => ({ name: `Run ${tab}`, path: `/runs/${runId}?tab=${tab}` })),
    { name: 'Compare one', path: side(1) },
    { name: 'Compare configuration', path: side(MOST_COMPARED) },
    ...COMPARE_TABS.map((tab) => ({
      name: `Compare ${tab}`,
      path: `${side(MOST_COMPARED)}&tab=${tab}${MORE[tab] ?? ''}`,
    })),
  ];
}

const MOST_COMPARED = 4;
/** What shows most. */
const MORE: Readonly<Record<string, string>> = { many: '&group=optimizer.lr', scores: '&set=newest' };

export function pagesOf(filled: Filled): readonly WorkbenchPage[] {
  return [
    ...DATASET_TABS.map((tab) => ({ name: `Data set ${tab}`, path: `/datasets/${filled.datasetId}?tab=${tab}` })),
    ...pagesOfRuns(filled),
    ...pagesOfTests(filled),
  ];
}
