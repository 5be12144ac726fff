import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stdout } from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#main/store/open.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { newImages, newRun, type SavedDataset, saveDataset, startEvaluation } from '#tests/unit/store/fixtures.ts';

const IMAGES = 100_000;
const RUNS = 1_000;
const BATCH = 1_000;
/** The figures are printed; a test fails only where something is wrong by a whole order. */
const BOUND_MS = 3_000;

let store: Store;
let saved: SavedDataset;
let first: EvaluationId;
let second: EvaluationId;

function evaluate(seed: number): EvaluationId {
  const random = createRandom(seed);
  const { id } = startEvaluation(store, saved);
  const predictions = saved.imageIds.map((imageId, index) => {
    const wrong = random.next() ** 3; // the probability of the wrong class: mostly small
    return { imageId, score: index % 2 === FAKE ? wrong : 1 - wrong, loss: -Math.log(1 - wrong) };
  });
  for (let start = 0; start < IMAGES; start += BATCH)
    store.predictions.record(id, predictions.slice(start, start + BATCH));
  return id;
}

function timed<T>(name: string, run: () => T): T {
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    const result = run();
    return { result, durationMs: performance.now() - began };
  });
  const median = times.map(({ durationMs }) => durationMs).sort((a, b) => a - b)[1] as number;
  stdout.write(`store, ${name}: ${median.toFixed(1)} ms\n`);
  expect(median).toBeLessThan(BOUND_MS);
  return times[0]?.result as T; // three were run
}

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-store-'));
  store = openStore(folder, { clock: Date.now });
  saved = saveDataset(store, newImages(IMAGES));
  [first, second] = [evaluate(1), evaluate(2)];
  return () => {
    store.close();
    rmSync(folder, { recursive: true });
  };
});

describe(`a store with ${IMAGES} predictions an evaluation`, () => {
  it('shows the first page of the most confident mistakes', () => {
    const filter = { isMistake: true };
    const page = timed('first page of mistakes', () =>
      store.predictions.page(first, { filter, order: 'mostWrong', limit: 100 }),
    );
    const losses = page.map((prediction) => prediction.loss);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    const { labels, scores } = store.predictions.columns(first);
    const mistakes = labels.filter((label, index) => (scores[index] as number) >= 0.5 !== (label === FAKE)).length;
    expect(timed('count of mistakes', () => store.predictions.count(first, { filter }))).toBe(mistakes);
  });

  it('sorts two evaluations of the same pictures into four piles', () => {
    const options = { first, second, firstThreshold: 0.5, secondThreshold: 0.5 };
    const piles = timed('four piles', () => store.comparisons.piles(options));
    expect(piles.bothRight + piles.onlyFirst + piles.onlySecond + piles.bothWrong).toBe(IMAGES);
    timed('page of a pile', () => store.comparisons.page(options, { pile: 'onlyFirst', limit: 100 }));
  });

  it(`lists ${RUNS} runs`, () => {
    const faces = { train: saved.imageIds.slice(0, 100), valid: saved.imageIds.slice(100, 200) };
    for (let i = 0; i < RUNS; i++) {
      const optimizer = { type: 'Adam', lr: 10 ** -(1 + (i % 4)) };
      store.runs.create(newRun(saved, { faces, config: { network: 'resnet18', batch_size: 32, optimizer } }));
    }
    expect(timed(`list of ${RUNS} runs`, () => store.runs.list())).toHaveLength(RUNS);
    const rows = timed(`table of ${RUNS} runs`, () => store.runs.rows());
    expect(rows).toHaveLength(RUNS);
    expect(rows[0]?.settings).toEqual({ 'optimizer.lr': 1e-4 });
  });

  it('tells what the workspace holds, however much that is', () => {
    const { overview } = store;
    const told = timed('overview', () => ({
      counts: overview.counts(),
      runs: overview.recentRuns(),
      datasets: overview.recentDatasets(),
      named: [overview.untestedRun(), overview.interruptedRun(), overview.resumableRun()],
    }));
    expect(told.counts).toMatchObject({ imageCount: IMAGES, runCount: RUNS, predictionCount: 2 * IMAGES });
    expect(told.runs[0]?.name).toBe(store.runs.list()[0]?.name);
  });
});
