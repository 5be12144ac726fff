import { describe, expect, it } from 'vitest';
import type { ImageId } from '#shared/domain/records.ts';
import { newRun, refusalOf, saveDataset, temporaryStore } from './workspace.ts';

/** A run with two pinned faces. */
function watched() {
  const store = temporaryStore();
  const saved = saveDataset(store);
  const run = store.runs.create(newRun(saved));
  const [first, second] = [saved.imageIds[9], saved.imageIds[8]] as [ImageId, ImageId];
  store.probes.pin(run.id, [first, second]);
  const record = (epoch: number, scores: readonly [number, number]) =>
    store.probes.record(run.id, {
      epoch,
      layer: 'layer4',
      rows: 1,
      columns: 2,
      results: [first, second].map((imageId, i) => ({
        imageId,
        score: scores[i] ?? 0,
        explainedClass: (scores[i] ?? 0) >= 0.5 ? 0 : 1,
        values: new Float32Array([epoch, i]),
      })),
    });
  return { store, run, first, second, record };
}

describe('pinned faces', () => {
  it('stay in the order in which they were pinned, with path and label', () => {
    const { store, run, first, second } = watched();
    expect(store.probes.pinned(run.id)).toEqual([
      { imageId: first, path: 'faces/9.jpg', label: 0 },
      { imageId: second, path: 'faces/8.jpg', label: 1 },
    ]);
  });

  it('have a score and a map after each epoch; an epoch that is done again replaces what it was', () => {
    const { store, run, first, record } = watched();
    record(1, [0.9, 0.2]);
    record(2, [0.8, 0.1]);
    record(2, [0.4, 0.3]);
    expect(store.probes.list(run.id).map(({ epoch, score }) => [epoch, score])).toEqual([
      [1, 0.2],
      [1, 0.9],
      [2, 0.3],
      [2, 0.4],
    ]);
    const map = store.probes.result(run.id, 2, first);
    expect(map).toMatchObject({ score: 0.4, explainedClass: 1, layer: 'layer4', rows: 1, columns: 2 });
    expect([...map.values]).toEqual([2, 0]);
  });

  it('forget what came after a state that the run is resumed from', () => {
    const { store, run, record } = watched();
    for (const epoch of [1, 2, 3]) record(epoch, [0.5, 0.5]);
    store.probes.rewind(run.id, 1);
    expect(new Set(store.probes.list(run.id).map(({ epoch }) => epoch))).toEqual(new Set([1]));
  });

  it('say so where there is no such map', () => {
    const { store, run, first } = watched();
    expect(refusalOf(() => store.probes.result(run.id, 4, first))).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('epoch 4'),
    });
  });
});
