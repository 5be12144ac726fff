/**
 * How long the flip view's questions take on a store with 100,000 faces in either test: `node scripts/with-node.mjs node tests/bench/flips.ts`. Prints the
 * median, fastest and slowest of twenty of each, and how busy the machine was. The store lies in a temporary folder and is removed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import process, { stdout } from 'node:process';
import { createFlips } from '#main/features/comparisons/flips.ts';
import { openStore, type Store } from '#main/store/open.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { newImages, type SavedDataset, saveDataset, startEvaluation } from '#tests/unit/store/fixtures.ts';

const FACES = 100_000;
const BATCH = 1_000;
const REPEATS = 20;
const PAGE = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'facet-flips-'));
const store = openStore(folder, { clock: Date.now });
try {
  const saved = saveDataset(store, newImages(FACES));
  const [first, second] = [evaluate(store, saved, 1), evaluate(store, saved, 2)];
  const key = { first, second, firstThreshold: 0.5, secondThreshold: 0.5 };
  const page = { ...key, limit: PAGE, firstMaps: null, secondMaps: null };
  stdout.write(`${FACES} faces in each of two tests; load of the machine ${loadavg()[0]?.toFixed(1)}\n`);
  report('piles, one query', () => store.comparisons.piles(key));
  report('summary of the page: piles, pictures of either side, p', () => createFlips({ store }).summary(key));
  report('first page of the smallest pile', () =>
    createFlips({ store }).page({ ...page, pile: 'bothWrong', offset: 0 }),
  );
  report('first page of the largest pile', () =>
    createFlips({ store }).page({ ...page, pile: 'bothRight', offset: 0 }),
  );
  const kept = createFlips({ store });
  kept.page({ ...page, pile: 'bothRight', offset: 0 });
  report('any other page of it', () => kept.page({ ...page, pile: 'bothRight', offset: 50_000 }));
} finally {
  store.close();
  rmSync(folder, { recursive: true });
}

function evaluate(store: Store, saved: SavedDataset, seed: number): EvaluationId {
  const random = createRandom(seed);
  const { id } = startEvaluation(store, saved);
  const predictions = saved.imageIds.map((imageId, index) => {
    const wrong = random.next() ** 3; // the probability of the wrong class: mostly small
    return { imageId, score: index % 2 === FAKE ? wrong : 1 - wrong, loss: -Math.log(1 - wrong) };
  });
  for (let start = 0; start < FACES; start += BATCH)
    store.predictions.record(id, predictions.slice(start, start + BATCH));
  return id;
}

/** Wall clock, and the processor's own time, which others on the machine do not lengthen by their turns. */
function report(name: string, ask: () => unknown): void {
  const times = Array.from({ length: REPEATS }, () => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    ask();
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
  });
  const at = (share: number, values: readonly number[]) =>
    (values.toSorted((a, b) => a - b)[Math.round(share * (REPEATS - 1))] ?? 0).toFixed(0);
  const wall = times.map(({ wallMs }) => wallMs);
  const cpu = at(
    0.5,
    times.map(({ cpuMs }) => cpuMs),
  );
  stdout.write(`${name}: median ${at(0.5, wall)} ms, ${at(0, wall)} to ${at(1, wall)} ms; processor ${cpu} ms\n`);
}
