import { describe, expect, it } from 'vitest';
import { knockedOut, knockedOutFace, knockOutOf } from '#main/features/perturbations/knock-out.ts';
import { sampleOf } from '#main/features/perturbations/sample.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { newImages, saveDataset, startEvaluation, temporaryStore } from '#tests/unit/store/workspace.ts';

const IMAGE = 7 as ImageId;
const NOSE = FACE_REGIONS.indexOf('nose');
/** Fake and real, of the picture, and of all regions covered but the nose: as the picture. */
const logitsWith = (whole: readonly [number, number], nose: readonly [number, number]) =>
  Float32Array.from([whole, ...FACE_REGIONS.map((_, region) => (region === NOSE ? nose : whole))].flat());

describe('a face that was tried', () => {
  it('falls by what the logit of its predicted class loses, and keeps the margin that is left', () => {
    const { predicted, margin, falls, margins } = knockOutOf(IMAGE, logitsWith([3, -1], [0.5, 1]), 2);
    expect([predicted, margin]).toEqual([0, 4]);
    expect([falls[NOSE], margins[NOSE]]).toEqual([2.5, -0.5]);
    expect([falls[0], margins[0]]).toEqual([0, 4]);
    expect(knockOutOf(IMAGE, logitsWith([-1, 3], [-1, 2]), 2)).toMatchObject({ predicted: 1, margin: 4 });
  });

  it('knows nothing of a region that is not in the picture', () => {
    const { falls, margins } = knockOutOf(IMAGE, logitsWith([3, -1], [Number.NaN, Number.NaN]), 2);
    expect([falls[NOSE], margins[NOSE]]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('a sample of faces', () => {
  it('is the same each time, and a smaller one is a part of a larger one', () => {
    const faces = Array.from({ length: 100 }, (_, i) => i);
    expect(sampleOf(faces, 10)).toEqual(sampleOf(faces, 40).slice(0, 10));
    expect([...sampleOf(faces, null)].sort((a, b) => a - b)).toEqual(faces);
    expect(sampleOf(faces, 10)).not.toEqual(faces.slice(0, 10));
  });
});

describe('tried faces in the store', () => {
  const filled = () => {
    const store = temporaryStore();
    const images = newImages(6);
    const saved = saveDataset(store, images);
    const { id } = startEvaluation(store, saved);
    store.predictions.record(
      id,
      saved.imageIds.map((imageId) => ({ imageId, score: 0.9, loss: 0.1 })),
    );
    return {
      store,
      id,
      ids: saved.imageIds as readonly [ImageId, ...ImageId[]],
      shas: images.map(({ sha256 }) => sha256),
    };
  };
  const points = (value: number) => new Float32Array(136).fill(value);
  const seen = (sha256: string | undefined, faceCount: number, value: number) => ({
    sha256: sha256 ?? '',
    faceCount,
    confidence: 0.9,
    box: new Float32Array(4),
    landmarks: points(value),
  });

  it('have known parts by truth first, then where exactly one face was seen by the present detector', () => {
    const { store, id, ids, shas } = filled();
    store.locatedFaces.recordDrawn([{ sha256: shas[0] ?? '', landmarks: points(1), fault: null }]);
    store.locatedFaces.recordDetected(FACE_DETECTOR, [seen(shas[0], 1, 2), seen(shas[1], 1, 3), seen(shas[2], 2, 4)]);
    store.locatedFaces.recordDetected('another', [seen(shas[3], 1, 5)]);
    const parted = store.knockOuts.parted(id, FACE_DETECTOR);
    expect(parted.map(({ imageId, landmarks }) => [imageId, landmarks[0]])).toEqual([
      [ids[0], 1],
      [ids[1], 3],
    ]);
    expect(store.knockOuts.pending(id, FACE_DETECTOR)).toBe(3);
  });

  it('come to falls without the faces that lack a region, and to flips', () => {
    const { store, id, ids } = filled();
    store.knockOuts.record(id, 'blur', [
      knockOutOf(ids[0], logitsWith([3, -1], [0.5, 1]), 2),
      knockOutOf(ids[1] as ImageId, logitsWith([2, 0], [1, 0]), 2),
      knockOutOf(ids[2] as ImageId, logitsWith([2, 0], [Number.NaN, Number.NaN]), 2),
    ]);
    const result = knockedOut(store, { evaluationId: id, covering: 'blur', method: 'grad-cam', layer: 'layer4' });
    expect(result).toMatchObject({ triedCount: 3, imageCount: 6, points: [], correlation: null });
    expect(result.regions[NOSE]).toMatchObject({ region: 'nose', n: 2, fall: { mean: 1.75 }, flips: 0.5, share: null });
    expect(result.regions[0]).toMatchObject({ n: 3, fall: { mean: 0, low: 0, high: 0 }, flips: 0 });
    expect(knockedOutFace(store, { evaluationId: id, covering: 'blur', imageId: ids[0] })[NOSE]).toEqual({
      region: 'nose',
      fall: 2.5,
      isFlip: true,
    });
    expect(knockedOutFace(store, { evaluationId: id, covering: 'blur', imageId: ids[2] as ImageId })).toHaveLength(11);
    expect(
      knockedOut(store, { evaluationId: id, covering: 'mean', method: 'grad-cam', layer: 'layer4' }).triedCount,
    ).toBe(0);
  });
});
