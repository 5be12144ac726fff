import { describe, expect, it } from 'vitest';
import { nearestFaces } from '#main/features/faces/nearest.ts';
import { saveDataset, startEvaluation, temporaryStore } from './workspace.ts';

function filled() {
  const store = temporaryStore();
  const saved = saveDataset(store);
  const { id } = startEvaluation(store, saved);
  const imageIds = saved.imageIds.slice(0, 5);
  store.predictions.record(
    id,
    imageIds.map((imageId, i) => ({ imageId, score: i / 10, loss: i })),
  );
  return { store, id, imageIds };
}

describe('embeddings', () => {
  it('are nearest by the angle between them, whatever their length', async () => {
    const { store, id, imageIds } = filled();
    const [own, along, aside, opposite, none] = imageIds;
    store.embeddings.record(id, [
      { imageId: own!, vector: Float32Array.of(1, 0) },
      { imageId: along!, vector: Float32Array.of(50, 50) },
      { imageId: aside!, vector: Float32Array.of(0, 2) },
      { imageId: opposite!, vector: Float32Array.of(-3, 0) },
      { imageId: none!, vector: Float32Array.of(0, 0) },
    ]);
    const nearest = (await nearestFaces(store, id, { imageId: own!, limit: 10 })) ?? [];
    expect(nearest.map(({ imageId }) => imageId)).toEqual([along, aside, none, opposite]);
    expect(nearest.map(({ similarity }) => Number(similarity.toFixed(6)))).toEqual([
      Number(Math.SQRT1_2.toFixed(6)),
      0,
      0,
      -1,
    ]);
    expect(await nearestFaces(store, id, { imageId: own!, limit: 2 })).toEqual(nearest.slice(0, 2));
  });

  it('are known to be missing, face by face, and replaced where they are made again', async () => {
    const { store, id, imageIds } = filled();
    const missing = () => store.embeddings.missing(id).map(({ imageId }) => imageId);
    expect(missing()).toEqual(imageIds);
    expect(store.embeddings.missing(id)[0]?.file).toBe(store.images.get(imageIds[0]!).file);
    expect(await nearestFaces(store, id, { imageId: imageIds[0]!, limit: 3 })).toBeNull();
    const first = { imageId: imageIds[0]!, vector: Float32Array.of(1, 2, 3) };
    store.embeddings.record(id, [first]);
    store.embeddings.record(id, [first]);
    expect([store.embeddings.count(id), missing()]).toEqual([1, imageIds.slice(1)]);
  });

  it('of two lengths cannot be compared, and it says whose is wrong', async () => {
    const { store, id, imageIds } = filled();
    store.embeddings.record(id, [
      { imageId: imageIds[0]!, vector: Float32Array.of(1, 2) },
      { imageId: imageIds[1]!, vector: Float32Array.of(1, 2, 3) },
    ]);
    await expect(nearestFaces(store, id, { imageId: imageIds[0]!, limit: 3 })).rejects.toThrow(
      `The embedding of image ${imageIds[1]} has 3 values; expected 2.`,
    );
  });
});

describe('a tested face', () => {
  it('is found with what every test says of its picture, also through another data set', () => {
    const store = temporaryStore();
    const [first, second] = [saveDataset(store), saveDataset(store, undefined, '/data/copy.csv')];
    const tests = [startEvaluation(store, first), startEvaluation(store, second, { threshold: 0.2 })];
    const [a, b] = [first.imageIds[0]!, second.imageIds[0]!];
    store.predictions.record(tests[0]!.id, [{ imageId: a, score: 0.3, loss: 1 }]);
    store.predictions.record(tests[1]!.id, [{ imageId: b, score: 0.4, loss: 1 }]);
    const face = store.testedFaces.get(tests[0]!.id, a);
    expect(face).toMatchObject({ imageId: a, path: 'faces/0.jpg', line: 2, score: 0.3 });
    expect(
      store.testedFaces
        .scores(face.pictureId)
        .map(({ evaluationId, imageId, score, threshold }) => [evaluationId, imageId, score, threshold]),
    ).toEqual([
      [tests[1]!.id, b, 0.4, 0.2],
      [tests[0]!.id, a, 0.3, 0.5],
    ]);
    expect(() => store.testedFaces.get(tests[1]!.id, a)).toThrow(`Test ${tests[1]!.id} has no image ${a}.`);
  });

  it('is listed in the order that was asked for, without those that the test did not see', () => {
    const { store, id, imageIds } = filled();
    const asked = [imageIds[3]!, imageIds[0]!, store.images.list(store.datasets.list()[0]!.id)[8]!.id];
    expect(store.testedFaces.list(id, asked).map(({ imageId }) => imageId)).toEqual(asked.slice(0, 2));
  });
});
