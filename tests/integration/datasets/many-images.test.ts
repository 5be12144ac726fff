/** 100,000 images: how long they take, and how long everybody else has to wait meanwhile. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { stdout } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetDetail } from '#main/features/datasets/detail.ts';
import { inspectTable } from '#main/features/datasets/inspect.ts';
import { saveDataset } from '#main/features/datasets/save.ts';
import { openStore, type Store } from '#main/store/open.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { newImage, sha256Of } from '#tests/unit/store/fixtures.ts';

const IMAGES = 100_000;
/** The figures are printed; a test fails only where something is wrong by a whole order. On two cores that did much else, saving took 26 to 30 s (3 s of processor time), the longest wait 0.6 s. */
const SAVE_BOUND_MS = 60_000;
const WAIT_BOUND_MS = 2_000;

let folder = '';
let store: Store;
let datasetId: DatasetId;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-many-'));
  store = openStore(folder, { clock: Date.now });
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const facts = {
  name: 'many',
  csvPath: '/data/many.csv',
  csvSha256: sha256Of('many'),
  mapping: null,
  imagesFolder: null,
};
const images = Array.from({ length: IMAGES }, (_, i) =>
  newImage(i, { group: `person ${i >> 3}`, source: `camera ${i % 40}`, metadata: { age: String(i % 90) } }),
);

const say = (what: string, ms: number) => stdout.write(`100,000 images, ${what}: ${ms.toFixed(0)} ms\n`);

describe('100,000 images', () => {
  it('come in while others are served, and are there all at once', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    let looks = 0;
    const look = setInterval(() => {
      looks += 1;
      expect(store.datasets.list()).toEqual([]);
    }, 50);
    const began = performance.now();
    const { id, imageCount } = await saveDataset(
      store,
      { ...facts, images, bad: [] },
      { onProgress: ({ done, total }) => done === total && clearInterval(look) },
    );
    const durationMs = performance.now() - began;
    delay.disable();
    datasetId = id;
    say('saved', durationMs);
    say('longest wait of others', delay.max / 1e6);
    expect(imageCount).toBe(IMAGES);
    expect(looks).toBeGreaterThan(10);
    expect(durationMs).toBeLessThan(SAVE_BOUND_MS);
    expect(delay.max / 1e6).toBeLessThan(WAIT_BOUND_MS);
  });

  it('that are stopped half-way leave nothing that anybody sees', async () => {
    const controller = new AbortController();
    const other = { ...facts, csvPath: '/data/other.csv', images: images.slice(0, 5_000), bad: [] };
    const onProgress = ({ done }: { done: number }) => done >= 2_000 && controller.abort();
    const stopped = saveDataset(store, other, { signal: controller.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(store.datasets.list().map(({ id }) => id)).toEqual([datasetId]);
    expect(store.datasets.leftovers()).toHaveLength(1);
    await saveDataset(store, { ...other, images: images.slice(0, 10) });
    expect(store.datasets.leftovers()).toEqual([]);
  });

  it('are counted for their page', () => {
    const began = performance.now();
    const detail = datasetDetail(store, datasetId);
    say('counted', performance.now() - began);
    expect(detail).toMatchObject({ groupCount: IMAGES / 8, metadataColumns: ['age'] });
    expect(detail.balance.real.none + detail.balance.fake.none).toBe(IMAGES);
    expect(detail.sources).toHaveLength(13);
    const again = performance.now();
    datasetDetail(store, datasetId);
    say('counted again', performance.now() - again);
  });

  it('are hidden at once when they are removed', () => {
    const began = performance.now();
    const removed = store.datasets.remove(datasetId);
    say('removed', performance.now() - began);
    store.datasets.restore(removed);
  });

  it('in a CSV are looked through in less than a second', async () => {
    const csvPath = path.join(folder, 'many.csv');
    const rows = Array.from(
      { length: IMAGES },
      (_, i) => `faces/${i}.jpg,${i < IMAGES / 2 ? 'real' : 'fake'},person ${i >> 3}`,
    );
    writeFileSync(csvPath, `path,label,person\n${rows.join('\n')}\n`);
    const began = performance.now();
    const { inspection } = await inspectTable({ source: { csvPath, imagesFolder: null }, mapping: null });
    const durationMs = performance.now() - began;
    say('looked through', durationMs);
    expect(inspection).toMatchObject({ rowCount: IMAGES, mapping: { label: 'label', group: 'person' } });
    expect(durationMs).toBeLessThan(10_000);
  });
});
