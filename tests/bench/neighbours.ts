/**
 * `node tests/bench/neighbours.ts`: how long it takes to find a face's nearest among 100,000, by vectors of 512 values as ResNet-18's, and how long anybody else
 * has to wait meanwhile. A real store in a temporary folder, which is removed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { nearestFaces } from '#main/features/faces/nearest.ts';
import { openStore, type Store } from '#main/store/open.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { newImages, saveDataset, startEvaluation } from '#tests/unit/store/fixtures.ts';
import { median } from './figures.ts';

const FACES = 100_000;
const VALUES = 512;
const BATCH = 1_000;
const ROUNDS = 5;
const LIMIT = 12;
const say = (text: string) => process.stdout.write(`${text}\n`);

function fill(store: Store): { readonly evaluationId: EvaluationId; readonly imageIds: readonly ImageId[] } {
  const random = createRandom(13);
  const saved = saveDataset(store, newImages(FACES));
  const { imageIds } = saved;
  const { id } = startEvaluation(store, saved);
  for (let start = 0; start < FACES; start += BATCH) {
    const part = imageIds.slice(start, start + BATCH);
    store.predictions.record(
      id,
      part.map((imageId) => ({ imageId, score: random.next(), loss: 1 })),
    );
    store.embeddings.record(
      id,
      part.map((imageId) => ({ imageId, vector: Float32Array.from({ length: VALUES }, () => random.next() - 0.4) })),
    );
  }
  return { evaluationId: id, imageIds };
}

/** Also the longest time between two turns that others had. */
async function timed(ask: () => Promise<unknown>): Promise<{ readonly tookMs: number; readonly waitedMs: number }> {
  let [longest, before, isOver] = [0, performance.now(), false];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const began = performance.now();
  await ask();
  isOver = true;
  return { tookMs: performance.now() - began, waitedMs: longest };
}

const folder = mkdtempSync(path.join(tmpdir(), 'facet-neighbours-'));
try {
  const store = openStore(folder, { clock: Date.now });
  const { evaluationId, imageIds } = fill(store);
  say(`${FACES} faces, ${VALUES} values each; load ${loadavg()[0]?.toFixed(2)} before the first question`);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const imageId = imageIds[round * 7_919] as ImageId; // five places far apart
    rounds.push(await timed(() => nearestFaces(store, evaluationId, { imageId, limit: LIMIT })));
  }
  const took = rounds.map(({ tookMs }) => tookMs);
  const waited = Math.max(...rounds.map(({ waitedMs }) => waitedMs));
  say(
    `the ${LIMIT} nearest: ${median(took).toFixed(0)} ms, longest ${Math.max(...took).toFixed(0)} ms; others waited ${waited.toFixed(0)} ms at most`,
  );
  const missing = performance.now();
  store.embeddings.missing(evaluationId);
  say(`which faces have none: ${(performance.now() - missing).toFixed(0)} ms`);
  store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
