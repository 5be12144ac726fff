import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { truthRecord } from '#main/engine/synthetic/truth-file.ts';
import { readDrawnTruth } from '#main/features/explanations/drawn-truth.ts';
import { landmarkError, locatedCounts, locatedFace } from '#main/features/explanations/locate.ts';
import { openStore, type Store } from '#main/store/open.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import type { TruthFile } from '#shared/domain/face-truth.ts';
import { newImage, type SavedDataset, saveDataset, tickingClock } from '#tests/unit/store/fixtures.ts';

const SIZE_PX = 224;
let folder: string;
let store: Store;
let saved: SavedDataset;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-truth-'));
  store = openStore(folder, { clock: tickingClock() });
  const images = [0, 1, 2].map((i) => newImage(i, { width: SIZE_PX, height: i === 2 ? 100 : SIZE_PX }));
  saved = saveDataset(store, images, path.join(folder, 'faces.csv'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const truths = [
  faceTruth({ seed: 1, size: SIZE_PX, kind: 'real' }),
  faceTruth({ seed: 1, size: SIZE_PX, kind: 'real' }),
];
function writeTruth(change: object = {}): void {
  const paths = store.images.list(saved.dataset.id).map((image) => image.path);
  const truth: TruthFile = {
    convention: "iBUG 68, from 0; left and right are the image's",
    sizePx: SIZE_PX,
    faces: Object.fromEntries(
      paths.map((one, i) => [one, truthRecord(truths[i] ?? (truths[0] as (typeof truths)[0]))]),
    ),
  };
  writeFileSync(path.join(folder, 'landmarks.json'), JSON.stringify({ ...truth, ...change }));
}

describe('the truth about drawn faces', () => {
  it('is what lies beside the table, for pictures of the size it speaks of', async () => {
    writeTruth();
    expect(await readDrawnTruth(store, saved.dataset.id)).toBe(2);
    const [first, , third] = saved.imageIds;
    if (first === undefined || third === undefined) throw new Error('three were saved');
    const face = locatedFace(store, first);
    expect(face).toMatchObject({ quality: 'found', by: 'truth', model: null });
    expect(face.landmarks[30]?.x).toBeCloseTo(truths[0]?.landmarks[30]?.x ?? 0, 2);
    expect(locatedFace(store, third)).toMatchObject({ quality: 'pending', by: null });
    expect(locatedCounts(store, saved.dataset.id)).toMatchObject({ found: 2, withTruth: 2, pending: 1, error: null });
    expect(await readDrawnTruth(store, saved.dataset.id)).toBe(0); // they are known
  });

  it('is not there beside photographs, and refused where the file is something else', async () => {
    expect(await readDrawnTruth(store, saved.dataset.id)).toBe(0);
    writeTruth({ sizePx: 'large' });
    await expect(readDrawnTruth(store, saved.dataset.id)).rejects.toMatchObject({ code: 'data_invalid' });
  });

  it('says how far the detector is off, where it saw one face', async () => {
    writeTruth();
    await readDrawnTruth(store, saved.dataset.id);
    const [first, second] = store.images.list(saved.dataset.id);
    const real = Float32Array.from((truths[0]?.landmarks ?? []).flatMap(({ x, y }) => [x, y]));
    const common = { confidence: 0.9, box: new Float32Array(4) };
    store.locatedFaces.recordDetected(FACE_DETECTOR, [
      { sha256: first?.sha256 ?? '', faceCount: 1, ...common, landmarks: real.map((value) => value + 3) },
      { sha256: second?.sha256 ?? '', faceCount: 2, ...common, landmarks: real.map((value) => value + 50) },
    ]);
    const { error } = locatedCounts(store, saved.dataset.id);
    const [left, right] = [36, 42].map((from) => {
      const eye = (truths[0]?.landmarks ?? []).slice(from, from + 6);
      return { x: eye.reduce((sum, { x }) => sum + x, 0) / 6, y: eye.reduce((sum, { y }) => sum + y, 0) / 6 };
    });
    const distance = Math.hypot((right?.x ?? 0) - (left?.x ?? 0), (right?.y ?? 0) - (left?.y ?? 0));
    expect(error?.count).toBe(1);
    expect(error?.mean).toBeCloseTo((3 * Math.SQRT2) / distance, 3); // hundredths of a pixel in the file
    expect(landmarkError({ seen: real, real })).toBe(0);
  });

  it('stays beside what a detector says: several faces seen in a photograph are not guessed from', () => {
    const [first] = store.images.list(saved.dataset.id);
    const box = Float32Array.of(1, 2, 30, 40);
    store.locatedFaces.recordDetected(FACE_DETECTOR, [
      { sha256: first?.sha256 ?? '', faceCount: 2, confidence: 0.75, box, landmarks: new Float32Array(136) },
    ]);
    expect(locatedFace(store, saved.imageIds[0] ?? (0 as never))).toMatchObject({
      quality: 'several',
      by: 'detector',
      model: FACE_DETECTOR,
      box: { left: 1, top: 2, width: 30, height: 40 },
      landmarks: [],
    });
  });
});
