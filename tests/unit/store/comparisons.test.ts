import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { connect } from '#main/store/connection.ts';
import { pictureCount, pictureTexts, pileRows, sharedPictureCount } from '#main/store/prediction-queries.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { newImage, newImages, newRun, type SavedDataset, saveDataset, sha256Of, startEvaluation } from './fixtures.ts';
import { temporaryStore } from './workspace.ts';

const THRESHOLDS = { firstThreshold: 0.5, secondThreshold: 0.5 };

function evaluate(
  store: ReturnType<typeof temporaryStore>,
  saved: SavedDataset,
  scores: readonly number[],
): EvaluationId {
  const { id } = startEvaluation(store, saved);
  store.predictions.record(
    id,
    scores.map((score, i) => ({ imageId: saved.imageIds[i] as ImageId, score, loss: 1 })),
  );
  return id;
}

describe('a pile at once', () => {
  it('is all of its pages, with the images of either test', () => {
    const store = temporaryStore();
    const here = saveDataset(store);
    const there = saveDataset(store, newImages(4), '/data/other.csv');
    const first = evaluate(store, here, [0.1, 0.9, 0.2, 0.8]);
    const second = evaluate(store, there, [0.9, 0.9, 0.6, 0.7]);
    const options = { first, second, ...THRESHOLDS };
    const rows = store.comparisons.rows(options, 'onlyFirst');
    const page = store.comparisons.page(options, { pile: 'onlyFirst', limit: 10 });
    expect(rows.map(([imageId, secondImageId]) => [imageId, secondImageId])).toEqual([
      [here.imageIds[0], there.imageIds[0]],
      [here.imageIds[2], there.imageIds[2]],
    ]);
    expect(page.map(({ imageId, secondImageId }) => [imageId, secondImageId])).toEqual(
      rows.map(([imageId, secondImageId]) => [imageId, secondImageId]),
    );
  });
});

describe('the pictures of two tests', () => {
  it('are counted once each, whatever their labels', () => {
    const store = temporaryStore();
    const here = saveDataset(store, [...newImages(3), newImage(3, { sha256: newImage(1).sha256 })]);
    const there = saveDataset(store, [newImage(1, { label: 1 }), newImage(9)], '/data/other.csv');
    const first = evaluate(store, here, [0.1, 0.2, 0.3, 0.4]);
    const second = evaluate(store, there, [0.1, 0.2]);
    expect(store.comparisons.pictureCount(first)).toBe(3);
    expect(store.comparisons.pictureCount(second)).toBe(2);
    expect(store.comparisons.sharedPictureCount({ first, second })).toBe(1);
  });

  it('have one key for the same pictures, and another with other labels', () => {
    const store = temporaryStore();
    const keysOf = (saved: SavedDataset) => store.comparisons.contentKeys(evaluate(store, saved, [0.1, 0.2, 0.3]));
    const here = keysOf(saveDataset(store, newImages(3)));
    const there = keysOf(
      saveDataset(
        store,
        newImages(3)
          .toReversed()
          .map((image, i) => ({ ...image, line: i + 2 })),
        '/data/b.csv',
      ),
    );
    const relabelled = keysOf(
      saveDataset(
        store,
        newImages(3).map((image) => ({ ...image, label: 1 as const })),
        '/data/c.csv',
      ),
    );
    expect(there).toEqual(here);
    expect(relabelled.pictures).toBe(here.pictures);
    expect(relabelled.labelled).not.toBe(here.labelled);
    expect(keysOf(saveDataset(store, newImages(4).slice(1), '/data/d.csv')).pictures).not.toBe(here.pictures);
  });
});

describe('runs that differ in their seed alone', () => {
  it('are siblings, unless data, a setting or the trash parts them', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const run = (config: Record<string, string | number>, more = {}) =>
      store.runs.create(newRun(saved, { config: { network: 'resnet18', ...config }, ...more })).id;
    const first = run({ seed: 1, name: 'a' });
    const second = run({ seed: 2, name: 'b' });
    run({ seed: 3, batch_size: 8 });
    run({ seed: 4 }, { datasetRevision: 1 });
    const trashed = run({ seed: 5 });
    store.runs.changeStatus(trashed, { to: 'cancelled' });
    store.runs.move([trashed], 'trashed');
    expect(store.comparisons.siblings(first)).toEqual([second]);
    expect(store.comparisons.siblings(second)).toEqual([first]);
    expect(store.comparisons.runData(first)).toMatchObject({ ordinal: 1, datasetName: 'faces', validCount: 2 });
    expect(store.comparisons.runData(second)?.ordinal).toBe(2);
  });
});

describe('the threshold of a file of weights', () => {
  it('is null where none was frozen', () => {
    expect(temporaryStore().comparisons.frozenThreshold(sha256Of('best') as never)).toBeNull(); // a hash
  });
});

describe('the plan of a query about two tests', () => {
  const first = 1 as EvaluationId;
  const second = 2 as EvaluationId;
  const plans = {
    pile: pileRows({ first, second, ...THRESHOLDS }, 'onlyFirst'),
    'pictures of one': pictureCount(first),
    'pictures of both': sharedPictureCount({ first, second }),
    keys: pictureTexts(first),
  };
  for (const [name, query] of Object.entries(plans))
    it(`reads nothing but an index that has all of it: ${name}`, () => {
      const db = connect(temporaryStore().file, { isReadonly: true });
      const { sql, params } = new SQLiteSyncDialect().sqlToQuery(query);
      const plan = db.$client
        .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
        .all(...params)
        .map(({ detail }) => detail);
      db.$client.close();
      const reading = plan.filter(
        (line) => /^(?:SEARCH|SCAN) (?!\(subquery|a$)/.test(line) && line.includes('predictions'),
      );
      expect(reading.length).toBeGreaterThan(0);
      for (const line of reading) expect(line).toMatch(/COVERING INDEX predictions_by_picture \(evaluation_id=\?/);
    });
});
