/** From a link to what is looked at: which tests, and which of their maps. */
import type { MapLayer, MapSet } from '#shared/contract/explanations.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { EvaluationId, EvaluationSummary } from '#shared/domain/records.ts';
import { type RegionsSearch, testsOf } from './search.ts';

export type TestWithRun = { readonly test: EvaluationSummary; readonly run: RunRow | null };

export type ChosenTests = {
  /** One or two; none where there is no test at all. */
  readonly chosen: readonly TestWithRun[];
  /** Asked for, and not there. */
  readonly missing: readonly EvaluationId[];
};

/** Where the link names none: the newest that is finished and whose run is in use, else the newest. */
export function chosenTests(search: RegionsSearch, tests: readonly TestWithRun[]): ChosenTests {
  const asked = testsOf(search);
  const found = asked.flatMap((id) => tests.find(({ test }) => test.id === id) ?? []);
  const missing = asked.filter((id) => !tests.some(({ test }) => test.id === id));
  if (found.length > 0) return { chosen: found, missing };
  const inUse = tests.filter(({ test, run }) => test.status === 'finished' && run?.place !== 'trashed');
  const newest = inUse[0] ?? tests[0];
  return { chosen: newest === undefined ? [] : [newest], missing };
}

export function withRuns(tests: readonly EvaluationSummary[], runs: readonly RunRow[]): readonly TestWithRun[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return tests.map((test) => ({ test, run: test.runId === null ? null : (byId.get(test.runId) ?? null) }));
}

/** "calm-heron-1"; weights from elsewhere have a file's name only. */
export const nameOf = ({ test, run }: TestWithRun): string => run?.name ?? test.checkpointFile.split('/').at(-1) ?? '';

/** Told apart where two tests are of one run. */
export function namesOf(subjects: readonly TestWithRun[]): readonly string[] {
  const names = subjects.map(nameOf);
  const isTwice = new Set(names).size < names.length;
  return isTwice ? subjects.map((subject) => `${nameOf(subject)}, test ${subject.test.id}`) : names;
}

/** "faces, validation faces" */
export const dataOf = ({ datasetName, splitName }: EvaluationSummary): string =>
  splitName === 'valid' ? `${datasetName}, validation faces` : datasetName;

/** Why nothing can be computed for a test now; null = it can. */
export function refusalOf({ test, run }: TestWithRun): string | null {
  if (test.status === 'running') return 'The test goes on: wait until it ends.';
  if (test.imageCount === 0) return 'The test has no faces.';
  return run?.place === 'trashed' ? 'Its run lies in the trash: restore it first.' : null;
}

export type ChosenMaps = {
  readonly method: CamMethod;
  readonly layer: MapLayer;
  /** Null until a first map is there. */
  readonly set: MapSet | null;
};

export type Offer = { readonly sets: readonly MapSet[]; readonly layers: readonly MapLayer[] };

/** The network's layers; where its weights are gone, those that there are maps of. */
export function layersOf({ sets, layers }: Offer): readonly MapLayer[] {
  if (layers.length > 0) return layers;
  const bySet = new Map(sets.map(({ layer, rows, columns }) => [layer, { layer, rows, columns, isDefault: false }]));
  return [...bySet.values()];
}

/** Null where there is neither a layer nor a map. */
export function chosenMaps({ method = 'grad-cam', layer: asked }: RegionsSearch, offer: Offer): ChosenMaps | null {
  const { sets } = offer;
  const layers = layersOf(offer);
  const layer = layers.find((each) => each.layer === asked) ?? layers.find(({ isDefault }) => isDefault) ?? layers[0];
  if (layer === undefined) return null;
  return { method, layer, set: sets.find((set) => set.method === method && set.layer === layer.layer) ?? null };
}

/** The network's input in pixels, known from any of its maps; null where there is none, or its weights are gone. */
export function inputSizePx(sets: readonly MapSet[]): { readonly width: number; readonly height: number } | null {
  const set = sets.find(({ cellPx }) => cellPx.width > 0);
  return set === undefined ? null : { width: set.columns * set.cellPx.width, height: set.rows * set.cellPx.height };
}

/** "3 x 3 cells of 32 x 32 px; smaller parts than that cannot be told apart. layer3 has 6 x 6." */
export function gridWords(layer: MapLayer, { sets, layers }: Offer): string {
  const input = inputSizePx(sets);
  const cell =
    input === null ? '' : ` of ${whole(input.width / layer.columns)} × ${whole(input.height / layer.rows)} px`;
  const finer = layers
    .filter(({ rows }) => rows > layer.rows)
    .sort((a, b) => a.rows - b.rows)
    .slice(0, 1)
    .map((other) => ` ${other.layer} has ${other.columns} × ${other.rows}.`);
  return `${layer.columns} × ${layer.rows} cells${cell}; smaller parts than one cell cannot be told apart.${finer.join('')}`;
}

const whole = (px: number): string => String(Number(px.toFixed(1)));
