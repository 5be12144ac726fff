/** Reading and sharing out the maps of a large test: figures are printed; a test fails only where something is wrong by a whole order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stdout } from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { measureSet } from '#main/features/explanations/measure.ts';
import { createSetReader, readAverages, readLedger } from '#main/features/explanations/reading.ts';
import { openStore, type Store } from '#main/store/open.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { newImages, type SavedDataset, saveDataset, startEvaluation } from '#tests/unit/store/fixtures.ts';

const IMAGES = 100_000;
const TO_MEASURE = 2_000;
const BATCH = 1_000;
const BOUND_MS = 20_000;
const K = FACE_REGIONS.length;
const GRID = { rows: 7, columns: 7 };
const MODEL = { network: 'resnet18', classes: 2, height: 224, width: 224, channels: 3 } as const;
const FACTS = {
  model: { ...MODEL, normalization: 'none', initWeights: true, dropoutRate: 0 },
  crop: false,
  layers: [],
} as const;

let store: Store;
let saved: SavedDataset;
let evaluationId: EvaluationId;
const random = createRandom(4);
const key = (layer = 'layer4'): MapSetKey => ({ evaluationId, method: 'grad-cam', layer });
const map = () => Float32Array.from({ length: 49 }, () => Math.max(0, random.normal()));

/** The longest time in which nobody else had a turn is told too. */
async function timed<T>(name: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  let [last, longest, isDone] = [began, 0, false];
  const watching = (async () => {
    while (!isDone) {
      await nextTurn();
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  const result = await run();
  const durationMs = performance.now() - began;
  isDone = true;
  await watching;
  stdout.write(`maps, ${name}: ${durationMs.toFixed(0)} ms, at most ${longest.toFixed(0)} ms without a pause\n`);
  expect(durationMs).toBeLessThan(BOUND_MS);
  return result;
}

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-maps-'));
  store = openStore(folder, { clock: Date.now });
  saved = saveDataset(store, newImages(IMAGES));
  evaluationId = startEvaluation(store, saved).id;
  const scores = saved.imageIds.map(() => random.next());
  for (let start = 0; start < IMAGES; start += BATCH) {
    const part = saved.imageIds
      .slice(start, start + BATCH)
      .map((imageId, i) => ({ imageId, score: scores[start + i] ?? 0 }));
    store.predictions.record(
      evaluationId,
      part.map((face) => ({ ...face, loss: 1 })),
    );
    const maps = part.map(({ imageId, score }) => ({
      imageId,
      explainedClass: score >= 0.5 ? (FAKE as 0) : (REAL as 1),
      values: map(),
      overlay: null,
    }));
    store.heatmaps.record(evaluationId, { method: 'grad-cam', layer: 'layer4', ...GRID }, maps);
    if (start < TO_MEASURE) store.heatmaps.record(evaluationId, { method: 'grad-cam', layer: 'layer3', ...GRID }, maps);
    const id = store.mapSets.find(key())?.id ?? 0;
    const areas = new Float32Array(K).fill(1 / K);
    store.mapSets.recordShares(
      id,
      maps.map(({ imageId, explainedClass }) => {
        const shares = Float32Array.from({ length: K }, () => random.next());
        return { imageId, explainedClass, mass: 1, shares: shares.map((share) => share / K), areas };
      }),
    );
  }
  store.evaluations.end(evaluationId, { status: 'stopped', durationMs: 1 });
  const images = store.images.list(saved.dataset.id).slice(0, TO_MEASURE);
  const { landmarks } = faceTruth({ seed: 1, size: 224, kind: 'real' });
  const flat = Float32Array.from(landmarks.flatMap(({ x, y }) => [x, y]));
  store.locatedFaces.recordDrawn(images.map(({ sha256 }) => ({ sha256, landmarks: flat, fault: null })));
  return () => {
    store.close();
    rmSync(folder, { recursive: true });
  };
});

describe(`a test of ${IMAGES} faces with a map each`, () => {
  it('says what sets there are', async () => {
    const reader = createSetReader(store);
    const first = await timed('sets, first', () => reader.sets(evaluationId, FACTS.model));
    expect(first.map(({ layer, mapCount, measuredCount }) => [layer, mapCount, measuredCount])).toEqual([
      ['layer4', IMAGES, IMAGES],
      ['layer3', TO_MEASURE, 0],
    ]);
    expect(await timed('sets, again', () => reader.sets(evaluationId, FACTS.model))).toEqual(first);
  });

  it(`shares out ${TO_MEASURE} maps at 224 x 224`, async () => {
    const set = store.mapSets.find(key('layer3'));
    if (set === null) throw new Error('it was recorded');
    const work = { signal: new AbortController().signal, report: () => undefined };
    const { model: input, crop } = FACTS;
    await timed('measure', () => measureSet(store, { set, input, crop, total: TO_MEASURE, work }));
    expect(store.mapSets.unsharedCount(set.id)).toBe(0);
  });

  it('gives the ledger with its intervals', async () => {
    const ledger = await timed('ledger', () => readLedger(store, key(), { threshold: 0.5, signal: undefined }));
    expect(ledger.counts.reduce((sum, { mapped }) => sum + mapped, 0)).toBe(IMAGES);
    expect(ledger.cells).toHaveLength(4 * K);
  });

  it('averages the maps of each outcome', async () => {
    const set = store.mapSets.find(key('layer3'));
    if (set === null) throw new Error('it was recorded');
    const options = { key: key('layer3'), threshold: 0.5, facts: FACTS, signal: undefined };
    const { averages } = await timed('averages', () => readAverages(store, set, options));
    expect(averages.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(TO_MEASURE);
  });
});
