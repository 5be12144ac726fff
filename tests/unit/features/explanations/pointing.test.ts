import { describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { pointedFace, resultsOf } from '#main/features/explanations/pointing.ts';
import type { PlantedFace } from '#main/store/planted-faces.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { meanPoint } from '#tests/unit/engine/synthetic/pixels.ts';

const SIZE_PX = 224;
const CELLS = 14;
const model = {
  network: 'resnet18',
  classes: 2,
  height: SIZE_PX,
  width: SIZE_PX,
  channels: 3,
  normalization: 'none',
  initWeights: true,
  dropoutRate: 0,
} as const;
const options = { set: { rows: CELLS, columns: CELLS }, facts: { model, crop: false } };
const { landmarks, fault } = faceTruth({ seed: 4, size: SIZE_PX, kind: { region: 'mouth', strength: 1 } });

/** All of its mass in the cell that a point lies in. */
const mapAt = ({ x, y }: { readonly x: number; readonly y: number }) => {
  const map = new Float32Array(CELLS * CELLS);
  map[Math.floor((y / SIZE_PX) * CELLS) * CELLS + Math.floor((x / SIZE_PX) * CELLS)] = 2;
  return map;
};
const mouth = meanPoint(landmarks.slice(48, 60));
const forehead = { x: mouth.x, y: 8 };
const face = (change: Partial<PlantedFace> = {}): PlantedFace => ({
  imageId: 1 as ImageId,
  picture: { width: SIZE_PX, height: SIZE_PX },
  landmarks: Float32Array.from(landmarks.flatMap(({ x, y }) => [x, y])),
  fault: { region: 'mouth', outline: fault?.polygon ?? [] },
  named: null,
  map: mapAt(mouth),
  shares: null,
  areas: null,
  ...change,
});

describe('a planted fault', () => {
  it('is pointed at by a map that lies on it, which ranks it first', () => {
    const pointed = pointedFace(face(), options);
    expect(pointed).toMatchObject({ region: 'mouth', rank: 1, pointed: { own: { hit: true } } });
    expect(pointedFace(face({ map: mapAt(forehead) }), options)?.pointed.own).toEqual({ hit: false, strictHit: false });
  });

  it('follows its picture into the input of the network', () => {
    const larger = face({
      picture: { width: 2 * SIZE_PX, height: 2 * SIZE_PX },
      landmarks: Float32Array.from(landmarks.flatMap(({ x, y }) => [2 * x, 2 * y])),
      fault: { region: 'mouth', outline: (fault?.polygon ?? []).map(({ x, y }) => ({ x: 2 * x, y: 2 * y })) },
    });
    expect(pointedFace(larger, options)).toEqual(pointedFace(face(), options));
  });
});

describe('a region that a table names', () => {
  it('is found by the landmarks, however it is spelled: a place of faults or a part of the face', () => {
    expect(pointedFace(face({ fault: null, named: 'Mouth' }), options)?.pointed.own?.hit).toBe(true);
    const eye = face({ fault: null, named: 'left_eye', map: mapAt(meanPoint(landmarks.slice(36, 42))) });
    expect(pointedFace(eye, options)).toMatchObject({ region: 'left-eye', pointed: { own: { hit: true } } });
    expect(pointedFace({ ...eye, named: 'right eye' }, options)?.pointed.own?.hit).toBe(false);
  });

  it('is not guessed: without a known face, or under a name that is none of ours, there is no aim', () => {
    expect(pointedFace(face({ fault: null, named: 'mouth', landmarks: null }), options)).toBeNull();
    expect(pointedFace(face({ fault: null, named: 'ear' }), options)).toBeNull();
  });
});

describe('results', () => {
  it('are shares of the maps that point, by region and as a whole; empty maps are counted apart', () => {
    const empty = face({ map: new Float32Array(CELLS * CELLS) });
    const faces = [face(), face({ map: mapAt(forehead) }), empty].flatMap((one) => pointedFace(one, options) ?? []);
    const [all, own, ...others] = resultsOf(faces);
    expect(others).toEqual([]);
    expect(all).toMatchObject({ region: 'all', n: 2, emptyCount: 1, hit: { rate: 0.5 }, regionCount: 7 });
    expect(own).toEqual({ ...all, region: 'mouth' });
    expect(all?.hit?.low).toBeCloseTo(0.0945, 3); // Wilson, 1 of 2
    expect(all?.hit?.high).toBeCloseTo(0.9055, 3);
  });

  it('have no mean rank where places among seven and among twelve meet', () => {
    const faces = [face(), face({ fault: null, named: 'left-eye' })].flatMap((one) => pointedFace(one, options) ?? []);
    expect(resultsOf(faces)[0]).toMatchObject({ region: 'all', n: 2, rank: null, regionCount: 0 });
    expect(
      resultsOf(faces)
        .slice(1)
        .map(({ region, regionCount }) => [region, regionCount]),
    ).toEqual([
      ['mouth', 7],
      ['left-eye', 12],
    ]);
  });

  it('are empty of nothing', () => {
    expect(resultsOf([])).toEqual([
      {
        region: 'all',
        n: 0,
        emptyCount: 0,
        hit: null,
        strictHit: null,
        chance: null,
        perfect: null,
        rank: null,
        regionCount: 0,
      },
    ]);
  });
});
