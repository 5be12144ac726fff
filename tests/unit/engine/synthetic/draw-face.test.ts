import { describe, expect, it } from 'vitest';
import { drawFace, type FaceKind, faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { FAULT_REGIONS, type FaultRegion, LANDMARK_COUNT } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { contrast, decoded, differences, meanColour, meanPoint } from './pixels.ts';

const SIZE = 224;
const draw = (seed: number, kind: FaceKind = 'real') => drawFace({ seed, size: SIZE, kind });
const seeds = (count: number) => Array.from({ length: count }, (_, i) => 1000 + i);

describe('a synthetic face', () => {
  it('is the same file, byte for byte, whenever it is drawn from the same seed', async () => {
    const [first, second, other] = await Promise.all([draw(1), draw(1), draw(2)]);
    expect(first.jpeg.equals(second.jpeg)).toBe(true);
    expect(first.jpeg.equals(other.jpeg)).toBe(false);
  });

  it('is a square JPEG of the size that was asked for, and its landmarks scale with it', async () => {
    const small = await drawFace({ seed: 3, size: 112, kind: 'real' });
    const large = await draw(3);
    expect((await decoded(small.jpeg)).size).toBe(112);
    expect(small.jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(small.landmarks[30]!.x * 2).toBeCloseTo(large.landmarks[30]!.x, 9);
  });

  it('has 68 landmarks in the order of iBUG, its left eye on the left of the image', () => {
    for (const seed of seeds(40)) {
      const { landmarks } = faceTruth({ seed, size: SIZE, kind: 'real' });
      expect(landmarks).toHaveLength(LANDMARK_COUNT);
      const [leftEye, rightEye] = [meanPoint(landmarks.slice(36, 42)), meanPoint(landmarks.slice(42, 48))];
      const [nose, mouth, chin] = [landmarks[30]!, meanPoint(landmarks.slice(48, 68)), landmarks[8]!];
      expect(leftEye.x).toBeLessThan(rightEye.x);
      expect(landmarks[0]!.x).toBeLessThan(landmarks[16]!.x);
      expect(landmarks[19]!.y).toBeLessThan(landmarks[37]!.y);
      expect([leftEye.y < nose.y, nose.y < mouth.y, mouth.y < chin.y]).toEqual([true, true, true]);
      expect(chin.y).toBeLessThan(SIZE);
    }
  });

  it('is drawn where its landmarks say: eyes have more contrast than the cheeks below, lips are redder than the chin', async () => {
    const faces = await Promise.all(seeds(16).map((seed) => draw(seed)));
    const holds = await Promise.all(
      faces.map(async ({ jpeg, landmarks }) => {
        const pixels = await decoded(jpeg);
        const eye = meanPoint(landmarks.slice(42, 48));
        const cheek = { x: eye.x, y: (eye.y + landmarks[54]!.y) / 2 };
        const lip = meanPoint([landmarks[57]!, landmarks[66]!]);
        const chin = meanPoint([landmarks[57]!, landmarks[8]!]);
        const redness = ([r, g]: readonly [number, number, number]) => r / g;
        return [
          contrast(pixels, eye, 6) > 1.5 * contrast(pixels, cheek, 6),
          redness(meanColour(pixels, lip, 1)) > redness(meanColour(pixels, chin, 2)),
        ];
      }),
    );
    expect(holds.filter(([eye]) => eye)).toHaveLength(16);
    expect(holds.filter(([, lip]) => lip).length).toBeGreaterThanOrEqual(15); // a beard under the lip may be redder still
  });

  it('is refused with a size or a strength that makes no sense', async () => {
    await expect(drawFace({ seed: 1, size: 10, kind: 'real' })).rejects.toThrow(AppError);
    await expect(draw(1, { region: 'eyes', strength: 1.5 })).rejects.toThrow('0 to 1, not 1.5');
  });
});

/** Beyond the outline: three sigmas of the blur, and one 16 px block of a JPEG with halved chroma and its neighbour's edge. */
const SPREAD_PX = 21;

describe.each(FAULT_REGIONS.map((region) => ({ region })))('a planted fault: $region', ({ region }) => {
  it('changes the picture inside its outline and nowhere else', async () => {
    for (const seed of seeds(4)) {
      const { outside, inside } = await change(seed, { region, strength: 1 });
      expect(outside, `seed ${seed}`).toBe(0);
      expect(inside, `seed ${seed}`).toBeGreaterThan(40); // grey levels: seen at a glance
    }
  });

  it('changes nothing at strength 0, and more at 1 than at a half', async () => {
    const totals = { none: 0, half: 0, full: 0 };
    for (const seed of seeds(3)) {
      totals.none += (await change(seed, { region, strength: 0 })).total;
      totals.half += (await change(seed, { region, strength: 0.5 })).total;
      totals.full += (await change(seed, { region, strength: 1 })).total;
    }
    expect(totals.none).toBe(0);
    expect(totals.half).toBeGreaterThan(0);
    expect(totals.full).toBeGreaterThan(totals.half * 1.2);
  });
});

/** Of a fake against the real face of its seed: the largest difference inside the box and far from it, and the sum of all. */
async function change(seed: number, kind: { readonly region: FaultRegion; readonly strength: number }) {
  const [real, fake] = await Promise.all([draw(seed), draw(seed, kind)]);
  const { left, top, width, height } = fake.fault!.box;
  const [a, b] = await Promise.all([decoded(real.jpeg), decoded(fake.jpeg)]);
  let [inside, outside, total] = [0, 0, 0];
  for (const [i, difference] of differences(a, b).entries()) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    const away = Math.max(left - x, x - left - width, top - y, y - top - height);
    if (away <= 0) inside = Math.max(inside, difference);
    if (away > SPREAD_PX) outside = Math.max(outside, difference);
    total += difference;
  }
  return { inside, outside, total };
}
