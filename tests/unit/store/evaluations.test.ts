import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { connect } from '#main/store/connection.ts';
import type { Store } from '#main/store/open.ts';
import { PREDICTION_ORDERS, pileCounts } from '#main/store/prediction-queries.ts';
import { predictionPage } from '#main/store/predictions.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import {
  newImage,
  newImages,
  refusalOf,
  type SavedDataset,
  saveDataset,
  startEvaluation,
  temporaryStore,
} from './workspace.ts';

/** P(fake) of each image in turn; the images are real, fake, real, fake, ... */
function evaluate(store: Store, saved: SavedDataset, scores: readonly number[]): EvaluationId {
  const { id } = startEvaluation(store, saved);
  const batch = scores.map((score, index) => {
    const imageId = saved.imageIds[index] as ImageId;
    const { label } = store.images.get(imageId);
    return { imageId, score, loss: -Math.log(label === FAKE ? score : 1 - score) };
  });
  store.predictions.record(id, batch);
  return id;
}

const SCORES = [0.1, 0.9, 0.8, 0.05, 0.45, 0.5];
const lines = (rows: readonly { line: number }[]) => rows.map((row) => row.line - 2);

describe('an evaluation', () => {
  it('runs, takes predictions, and ends once, with its metrics', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const id = evaluate(store, saved, SCORES);
    const ended = store.evaluations.end(id, { status: 'finished', metrics: { accuracy: 0.5, n: 6 }, durationMs: 12.5 });
    expect(ended).toMatchObject({
      status: 'finished',
      imageCount: 6,
      metrics: { accuracy: 0.5, n: 6 },
      durationMs: 12.5,
      datasetName: 'faces',
    });
    expect(refusalOf(() => store.evaluations.end(id, { status: 'failed', durationMs: 1 })).code).toBe('conflict');
    expect(refusalOf(() => store.predictions.record(id, [])).code).toBe('conflict');
    expect(store.evaluations.list({ datasetId: saved.dataset.id })).toEqual([ended]);
  });

  it('is interrupted when its owner is gone', () => {
    const store = temporaryStore();
    const id = evaluate(store, saveDataset(store), SCORES);
    expect(store.markInterrupted()).toEqual({ runs: 0, evaluations: 1 });
    expect(store.evaluations.get(id).status).toBe('interrupted');
  });

  it('takes a batch whole or not at all, and no score that is not a number', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const { id } = startEvaluation(store, saved);
    const batch = [0.5, Number.NaN].map((score, i) => ({ imageId: saved.imageIds[i]!, score, loss: 0.7 }));
    expect(refusalOf(() => store.predictions.record(id, batch)).code).toBe('engine_failed');
    expect(store.evaluations.get(id).imageCount).toBe(0);
    expect(store.predictions.count(id)).toBe(0);
  });
});

describe('the predictions of an evaluation', () => {
  const gallery = () => {
    const store = temporaryStore();
    return { store, id: evaluate(store, saveDataset(store), SCORES) };
  };

  it('come with the label that the score means at the threshold', () => {
    const { store, id } = gallery();
    const predicted = (threshold?: number) =>
      store.predictions
        .page(id, { order: 'image', limit: 10, ...(threshold === undefined ? {} : { threshold }) })
        .map((prediction) => prediction.predicted);
    expect(predicted()).toEqual([REAL, FAKE, FAKE, REAL, REAL, FAKE]);
    expect(predicted(0.05)).toEqual([FAKE, FAKE, FAKE, FAKE, FAKE, FAKE]);
  });

  it('show the most confident mistakes first: a fake at 0.05, then a real one at 0.8', () => {
    const { store, id } = gallery();
    expect(lines(store.predictions.page(id, { filter: { isMistake: true }, order: 'mostWrong', limit: 10 }))).toEqual([
      3, 2,
    ]);
    expect(store.predictions.count(id, { filter: { isMistake: true } })).toBe(2);
    expect(store.predictions.count(id, { filter: { isMistake: false } })).toBe(4);
  });

  it.each([
    ['image', [0, 1, 2, 3, 4, 5]],
    ['mostWrong', [3, 2, 5, 4, 1, 0]],
    ['leastWrong', [0, 1, 4, 5, 2, 3]],
    ['highestScore', [1, 2, 5, 4, 0, 3]],
    ['lowestScore', [3, 0, 4, 5, 2, 1]],
    ['leastCertain', [5, 4, 2, 0, 1, 3]],
  ] as const)('stand in the order "%s"', (order, expected) => {
    const { store, id } = gallery();
    const page = (offset: number) => store.predictions.page(id, { order, limit: 4, offset });
    expect(lines([...page(0), ...page(4)])).toEqual(expected);
  });

  it('are filtered by cell of the confusion matrix and by range of scores, and counted alike', () => {
    const { store, id } = gallery();
    const filters = [
      [{ label: FAKE, predicted: REAL }, [3]],
      [{ label: REAL, predicted: REAL }, [0, 4]],
      [{ score: { from: 0.45, below: 0.8 } }, [4, 5]],
      [{ label: FAKE, isMistake: false }, [1, 5]],
    ] as const;
    for (const [filter, expected] of filters) {
      expect(lines(store.predictions.page(id, { filter, order: 'image', limit: 10 }))).toEqual(expected);
      expect(store.predictions.count(id, { filter })).toBe(expected.length);
    }
  });

  it('come as columns for metrics', () => {
    const { store, id } = gallery();
    const { labels, scores, losses } = store.predictions.columns(id);
    expect([...scores]).toEqual(SCORES);
    expect(labels.slice(0, 2)).toEqual([REAL, FAKE]);
    expect(losses[3]).toBeCloseTo(-Math.log(0.05), 12);
  });
});

describe('two evaluations side by side', () => {
  const first = [0.1, 0.9, 0.8, 0.05, 0.45, 0.5];
  const second = [0.2, 0.3, 0.1, 0.02, 0.7, 0.9];
  const thresholds = { firstThreshold: 0.5, secondThreshold: 0.5 };

  it('fall into four piles', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const options = { first: evaluate(store, saved, first), second: evaluate(store, saved, second), ...thresholds };
    expect(store.comparisons.piles(options)).toEqual({ bothRight: 2, onlyFirst: 2, onlySecond: 1, bothWrong: 1 });
    const paths = store.comparisons
      .page(options, { pile: 'onlyFirst', limit: 10 })
      .map(({ path, firstScore, secondScore }) => ({
        path,
        firstScore,
        secondScore,
      }));
    expect(paths).toEqual([
      { path: 'faces/1.jpg', firstScore: 0.9, secondScore: 0.3 },
      { path: 'faces/4.jpg', firstScore: 0.45, secondScore: 0.7 },
    ]);
    expect(store.comparisons.page(options, { pile: 'onlyFirst', limit: 1, offset: 1 })).toHaveLength(1);
  });

  it('meet on the same pictures of different data sets, each counted once, and not where the labels differ', () => {
    const store = temporaryStore();
    const here = saveDataset(store, [...newImages(5), newImage(5, { sha256: newImage(1).sha256 })]); // the last one is the second again
    const there = saveDataset(
      store,
      [newImage(1), newImage(3, { label: REAL }), newImage(4), newImage(7)],
      '/data/other.csv',
    );
    const options = {
      first: evaluate(store, here, first),
      second: evaluate(store, there, [0.9, 0.1, 0.9, 0.9]),
      ...thresholds,
    };
    const swapped = { first: options.second, second: options.first, ...thresholds };
    expect(store.comparisons.piles(options)).toEqual({ bothRight: 1, onlyFirst: 1, onlySecond: 0, bothWrong: 0 });
    expect(store.comparisons.piles(swapped)).toEqual({ bothRight: 1, onlyFirst: 0, onlySecond: 1, bothWrong: 0 });
  });

  it('with nothing in common have four empty piles', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const empty = startEvaluation(store, saved).id;
    const options = { first: evaluate(store, saved, first), second: empty, ...thresholds };
    expect(store.comparisons.piles(options)).toEqual({ bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 });
  });
});

describe('the plan of a query', () => {
  const planner = () => {
    const db = connect(temporaryStore().file, { isReadonly: true });
    const explain = (sql: string, params: readonly unknown[]) =>
      db.$client
        .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
        .all(...params)
        .map((row) => row.detail)
        .join('\n');
    return { db, explain };
  };

  it('reads a page in the order of an index, without sorting', () => {
    const { db, explain } = planner();
    const indexes = {
      image: 'PRIMARY KEY',
      mostWrong: 'by_loss',
      leastWrong: 'by_loss',
      highestScore: 'by_score',
      lowestScore: 'by_score',
    };
    for (const order of PREDICTION_ORDERS.filter((name) => name !== 'leastCertain')) {
      const query = predictionPage(db, 1 as EvaluationId, {
        filter: { isMistake: true },
        threshold: 0.5,
        order,
        limit: 100,
      }).toSQL();
      const plan = explain(query.sql, query.params);
      expect(plan).toContain(indexes[order]);
      expect(plan).not.toContain('TEMP B-TREE');
    }
    db.$client.close();
  });

  it('finds the piles by looking each picture up in a covering index, without sorting', () => {
    const { db, explain } = planner();
    const ids = { first: 1 as EvaluationId, second: 2 as EvaluationId };
    const { sql, params } = new SQLiteSyncDialect().sqlToQuery(
      pileCounts({ ...ids, firstThreshold: 0.5, secondThreshold: 0.5 }),
    );
    const plan = explain(sql, params);
    expect(plan.match(/COVERING INDEX predictions_by_picture/g)).toHaveLength(2);
    expect(plan).toContain('(evaluation_id=? AND picture_id=?)');
    expect(plan).not.toContain('TEMP B-TREE');
    db.$client.close();
  });
});

describe('heat maps', () => {
  const grid = { method: 'grad-cam', layer: 'layer4', rows: 2, columns: 3 };
  const values = Float32Array.of(0, -1.5, 2, Number.MAX_VALUE, 1e-40, 0.1);

  it('come back bit for bit, whatever part of a larger array they were', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const { id } = startEvaluation(store, saved);
    const [imageId] = saved.imageIds as [ImageId];
    const batch = Float32Array.of(9, ...values, 9).subarray(1, 7);
    store.heatmaps.record(id, grid, [
      { imageId, explainedClass: FAKE, values: batch, overlay: 'runs/a/overlays/1.png' },
    ]);
    const [map] = store.heatmaps.ofImage(id, imageId);
    expect(map).toEqual({ ...grid, imageId, explainedClass: FAKE, overlay: 'runs/a/overlays/1.png', values });
  });

  it('are read in pages, in the order of the images', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const { id } = startEvaluation(store, saved);
    const maps = saved.imageIds.map((imageId) => ({ imageId, explainedClass: REAL as Label, values, overlay: null }));
    store.heatmaps.record(id, grid, maps);
    const page = store.heatmaps.page(id, { ...grid, limit: 4, afterImageId: saved.imageIds[3]! });
    expect(page.map((map) => map.imageId)).toEqual(saved.imageIds.slice(4, 8));
  });

  it('replace themselves, keep to one grid a layer, and point nowhere outside', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const { id } = startEvaluation(store, saved);
    const map = { imageId: saved.imageIds[0]!, explainedClass: REAL as Label, values, overlay: null };
    store.heatmaps.record(id, grid, [map]);
    store.heatmaps.record(id, grid, [{ ...map, overlay: 'again.png' }]);
    expect(store.heatmaps.ofImage(id, map.imageId).map((found) => found.overlay)).toEqual(['again.png']);
    expect(refusalOf(() => store.heatmaps.record(id, { ...grid, rows: 3, columns: 2 }, [map])).code).toBe('conflict');
    expect(refusalOf(() => store.heatmaps.record(id, grid, [{ ...map, overlay: '/etc/passwd' }])).code).toBe(
      'file_invalid',
    );
  });
});
