/**
 * `node tests/bench/gallery.ts`: how long a gallery of 100,000 predictions takes to answer, against the aims of its issue: first page 150 ms, another filter 300 ms. A real
 * store, filled by its repositories; each question is asked anew, with no list kept.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { operatingOf } from '#main/features/predictions/operating.ts';
import type { GalleryIdsQuery } from '#main/store/gallery-queries.ts';
import { openStore, type Store } from '#main/store/open.ts';
import type { GalleryFilter, GallerySort } from '#shared/contract/predictions.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { DatasetId, EvaluationId, ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { newImage, saveDataset, sha256Of, startEvaluation } from '#tests/unit/store/fixtures.ts';
import { median } from './figures.ts';

const FACES = 100_000;
const BATCH = 1_000;
const PAGE_FACES = 200;
const ROUNDS = 5;
const FIRST_PAGE_MS = 150;
const FILTER_MS = 300;
const LAYER = 'layer4';
const say = (text: string) => process.stdout.write(`${text}\n`);

function fill(store: Store): { evaluationId: EvaluationId; datasetId: DatasetId } {
  const random = createRandom(31);
  const images = Array.from({ length: FACES }, (_, index) =>
    newImage(index, {
      group: `person ${index % 4_000}`,
      source: ['web', 'camera', 'archive'][index % 3] ?? null,
      split: (['train', 'valid', 'test'] as const)[index % 3] ?? null,
      metadata: { method: ['swap', 'morph', 'none'][index % 3] ?? '', compression: `c${index % 40}` },
    }),
  );
  const saved = saveDataset(store, images);
  const { imageIds } = saved;
  const { id } = startEvaluation(store, saved);
  const rows = imageIds.map((imageId, index) => {
    const wrong = random.next() ** 3; // the probability of the wrong class: mostly small
    return { imageId, score: index % 2 === 0 ? wrong : 1 - wrong, loss: -Math.log(1 - wrong) };
  });
  for (let start = 0; start < FACES; start += BATCH) {
    const part = rows.slice(start, start + BATCH);
    store.predictions.record(id, part);
    const classes = part.map(({ score }) => (score < 0.5 ? REAL : FAKE));
    store.heatmaps.record(
      id,
      { method: 'grad-cam', layer: LAYER, rows: 1, columns: 1 },
      part.map(({ imageId }, i) => ({
        ...{ imageId, explainedClass: classes[i] ?? REAL, values: Float32Array.of(1), overlay: null },
      })),
    );
    const set = store.mapSets.find({ evaluationId: id, method: 'grad-cam', layer: LAYER });
    const shares = () => Float32Array.from(FACE_REGIONS, () => random.next() / FACE_REGIONS.length);
    store.mapSets.recordShares(
      set?.id ?? 0,
      part.map(({ imageId }, i) => ({
        ...{ imageId, explainedClass: classes[i] ?? REAL, mass: 1, shares: shares(), areas: null },
      })),
    );
    store.pictureMeasures.record(
      part.map((_, i) => ({
        sha256: sha256Of(`face ${start + i}`),
        ...{ brightness: random.next(), contrast: 0.1, sharpness: 10, jpegQuality: 90, hash: new Uint8Array(16) },
      })),
    );
  }
  store.marks.changeTags(store.marks.picturesOf(imageIds.filter((_, i) => i % 20 === 0)), { add: ['odd'], remove: [] });
  const judged = { verdict: 'ambiguous', atMs: 1, revision: null } as const;
  store.marks.putVerdicts(imageIds.slice(0, 2_000).map((imageId: ImageId) => ({ imageId, judged })));
  store.evaluations.end(id, { status: 'finished', metrics: {}, durationMs: 60_000 });
  return { evaluationId: id, datasetId: saved.dataset.id };
}

const range = (from: number | null, below: number | null) => ({ from, below });
const nose = { region: 'nose', method: 'grad-cam', layer: LAYER, share: range(0.04, null) } as const;

const QUESTIONS: readonly (readonly [name: string, filter: GalleryFilter, sort: GallerySort])[] = [
  ['all, most confident mistakes first', {}, 'loss'],
  ['mistakes, by loss', { outcomes: ['fake-called-real', 'real-called-fake'] }, 'loss'],
  ['all, by distance from the threshold', {}, 'uncertainty'],
  ['all, by line', {}, 'line'],
  ['a range of scores', { score: range(0.4, 0.6) }, 'score'],
  ['a split after revisions', { split: 'test' }, 'loss'],
  ['a source', { source: 'web' }, 'loss'],
  ['a column of the CSV', { metadata: { method: 'swap' } }, 'loss'],
  ['part of the path', { text: '777' }, 'loss'],
  ['a tag', { tag: 'odd' }, 'loss'],
  ['no verdict', { verdict: 'none' }, 'loss'],
  ['brightness', { file: { property: 'brightness', range: range(0.5, null) } }, 'loss'],
  ['a share of the map, by it', { region: nose }, 'region'],
  [
    'all of it at once',
    {
      outcomes: ['fake-called-real', 'real-called-fake'],
      ...{ score: range(0.1, 0.9), split: 'test', source: 'archive', metadata: { method: 'none' }, region: nose },
      ...{ verdict: 'none', text: 'faces', file: { property: 'brightness', range: range(0.2, null) } },
    },
    'region',
  ],
];

function timed(name: string, limitMs: number | null, ask: () => unknown): void {
  const cpu: number[] = [];
  const took = Array.from({ length: ROUNDS }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    ask();
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1_000);
    return performance.now() - began;
  });
  const [middle, worst] = [median(took), Math.max(...took)];
  const verdict = limitMs === null ? '' : worst <= limitMs ? `within ${limitMs} ms` : `OVER ${limitMs} ms`;
  say(
    `${name.padEnd(52)} ${middle.toFixed(0).padStart(5)} ms, longest ${worst.toFixed(0).padStart(5)} ms, processor ${median(cpu).toFixed(0).padStart(5)} ms  ${verdict}`,
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'facet-gallery-'));
try {
  const store = openStore(folder, { clock: Date.now });
  const { evaluationId, datasetId } = fill(store);
  say(`${FACES} predictions, medians of ${ROUNDS}; load ${loadavg()[0]?.toFixed(2)} before the first question`);
  const page = (query: GalleryIdsQuery) => {
    const ids = store.gallery.ids(query);
    return store.gallery.faces(ids.slice(0, PAGE_FACES), {
      ...{ evaluationId, threshold: query.threshold, map: { method: 'grad-cam' as const, layer: LAYER } },
    });
  };
  for (const [index, [name, filter, sort]] of QUESTIONS.entries()) {
    const which = { evaluationId, filter, threshold: 0.5 };
    timed(`${name}: page`, index === 0 ? FIRST_PAGE_MS : FILTER_MS, () => page({ ...which, sort, isRising: false }));
    timed(`${name}: counts`, FILTER_MS, () => store.gallery.counts(which));
  }
  const open = { evaluationId, filter: {}, threshold: 0.5, contains: '' };
  for (const facet of ['split', 'source', 'group', 'tag', 'verdict'] as const)
    timed(`values of ${facet}`, FILTER_MS, () => store.gallery.facet({ ...open, facet, column: null }));
  timed('values of a column', FILTER_MS, () =>
    store.gallery.facet({ ...open, facet: 'metadata', column: 'compression' }),
  );
  timed('histogram', FILTER_MS, () => store.gallery.histogram(open));
  timed('operating points', null, () =>
    operatingOf(store.predictions.columns(evaluationId), { missedFake: 1, falseAlarm: 1 }),
  );
  timed('fields of the data set', null, () => store.gallery.fieldsOf(datasetId));
  store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
