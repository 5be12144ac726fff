import { describe, expect, it } from 'vitest';
import { knockedOut } from '#main/engine/perturbation/knock-out.ts';
import { blended, blurred, meanFilled, softMask } from '#main/engine/perturbation/pictures.ts';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { createRandom } from '#shared/domain/random.ts';
import { regionMask } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';

const SIZE_PX = 64;
const shape = { width: SIZE_PX, height: SIZE_PX, channels: 3 } as const;
const noise = (seed: number) => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: SIZE_PX * SIZE_PX * 3 }, () => random.integer(256));
};
const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('covers of a picture', () => {
  it('blur keeps the mean and takes the grain away', () => {
    const pixels = noise(1);
    const soft = blurred(pixels, shape);
    expect(Math.abs(meanOf(soft) - meanOf(pixels))).toBeLessThan(2); // the borders are repeated
    const deviation = (values: Uint8Array) => {
      const mean = meanOf(values);
      return Math.sqrt(meanOf(Array.from(values, (value) => (value - mean) ** 2)));
    };
    expect(deviation(soft)).toBeLessThan(deviation(pixels) / 8);
    expect(blurred(new Uint8Array(pixels.length).fill(77), shape)).toEqual(new Uint8Array(pixels.length).fill(77));
  });

  it('the mean colour is that of each channel', () => {
    const pixels = Uint8Array.from(
      { length: SIZE_PX * SIZE_PX * 3 },
      (_, i) => [10, 100, i % 2 === 0 ? 200 : 250][i % 3] ?? 0,
    );
    expect([...meanFilled(pixels, shape).subarray(0, 3)]).toEqual([10, 100, 225]);
  });

  it('cover a region whole and fade outside of it within a few pixels', () => {
    const inside = (i: number) => Math.floor(i / SIZE_PX) >= 20 && Math.floor(i / SIZE_PX) < 40;
    const mask = Uint8Array.from({ length: SIZE_PX * SIZE_PX }, (_, i) => (inside(i) ? 1 : 0));
    const opacity = softMask(mask, shape);
    const column = Array.from({ length: SIZE_PX }, (_, y) => opacity[y * SIZE_PX + 30] as number);
    expect(column.slice(20, 40)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(column[19]).toBeGreaterThan(0);
    expect(column[19]).toBeLessThan(1);
    expect(column.slice(0, 15).every((value) => value === 0)).toBe(true);
    const covered = blended(noise(1), new Uint8Array(noise(1).length).fill(9), { opacity, channels: 3 });
    expect(covered[(30 * SIZE_PX + 30) * 3]).toBe(9);
    expect(covered[(5 * SIZE_PX + 30) * 3]).toBe(noise(1)[(5 * SIZE_PX + 30) * 3]);
  });
});

describe('a face with one region covered after another', () => {
  const { landmarks } = faceTruth({ seed: 3, size: 128, kind: 'real' });
  const face = { landmarks: Float32Array.from(landmarks.flatMap(({ x, y }) => [x, y])), width: 128, height: 128 };
  const model = {
    ...shape,
    network: 'resnet18',
    classes: 2,
    normalization: 'none',
    initWeights: true,
    dropoutRate: 0,
  } as const;
  const half = landmarks.map(({ x, y }) => ({ x: x / 2, y: y / 2 }));

  it('is itself first, and then differs in each region in turn', () => {
    const pixels = noise(2);
    const [whole, ...variants] = knockedOut(pixels, face, { model, input: { crop: false }, covering: 'mean' });
    expect(whole?.pixels).toEqual(pixels);
    expect(variants).toHaveLength(FACE_REGIONS.length);
    const regions = regionMask(half, shape);
    for (const [region, { pixels: changed }] of variants.entries()) {
      const mean = meanFilled(pixels, shape);
      for (let i = 0; i < regions.length; i++)
        if (regions[i] === region) expect(changed?.[i * 3], `${FACE_REGIONS[region]}, pixel ${i}`).toBe(mean[i * 3]);
      const touched = regions.filter((_, i) => changed?.[i * 3] !== pixels[i * 3]);
      expect(touched.length).toBeLessThan(1.9 * regions.filter((own) => own === region).length + 60);
    }
  });

  it('leaves out a region that the crop cuts away', () => {
    const wide = { ...face, width: 128, height: 512 }; // the middle square of it is far below the face
    const variants = knockedOut(noise(2), wide, { model, input: { crop: true }, covering: 'blur' });
    expect(variants.slice(1).filter(({ pixels }) => pixels !== null)).toHaveLength(1);
    expect(variants[1 + FACE_REGIONS.indexOf('hair-background')]?.pixels).not.toBeNull();
  });
});
