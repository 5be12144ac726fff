import { describe, expect, it } from 'vitest';
import { type AugmentationConfig, createAugmentation } from '#main/engine/data/augmentation.ts';
import type { FaceShape } from '#main/engine/data/pixels.ts';

const OFF: AugmentationConfig = { flip: 0, crop: 0, brightness: 0, jpegQuality: null, blur: 0 };
const SHAPE: FaceShape = { height: 16, width: 24, channels: 3 };

/** A slope from left to right, another from top to bottom, another for each channel. */
function face({ height, width, channels }: FaceShape): Uint8Array {
  const pixels = new Uint8Array(height * width * channels);
  for (let i = 0; i < pixels.length; i++) {
    const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    pixels[i] = 20 + 4 * x + 3 * y + 20 * c;
  }
  return pixels;
}

async function augmented(
  change: Partial<AugmentationConfig>,
  { image = 0, shape = SHAPE }: { image?: number; shape?: FaceShape } = {},
) {
  const augment = createAugmentation({ ...OFF, ...change });
  return augment === null
    ? expect.fail('nothing is switched on')
    : augment(face(shape), { shape, seed: 42, epoch: 1, image });
}

const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
const imagesOf = (change: Partial<AugmentationConfig>, count = 20) =>
  Promise.all(Array.from({ length: count }, (_, image) => augmented(change, { image })));

describe('createAugmentation', () => {
  it('is nothing at all where everything is off', () => {
    expect(createAugmentation(OFF)).toBeNull();
  });

  it('mirrors, and twice mirrored is as before', async () => {
    const flipped = await augmented({ flip: 1 });
    const rows = face(SHAPE);
    for (let y = 0; y < SHAPE.height; y++)
      for (let x = 0; x < SHAPE.width; x++)
        for (let c = 0; c < 3; c++) expect(flipped[(y * 24 + x) * 3 + c]).toBe(rows[(y * 24 + (23 - x)) * 3 + c]);
  });

  it('mirrors as many images as the probability says, and leaves the others untouched', async () => {
    const original = face(SHAPE);
    const results = await imagesOf({ flip: 0.3 }, 1_000);
    const flipped = results.filter((pixels) => meanDifference(pixels, original) > 0).length;
    expect(Math.abs(flipped - 300)).toBeLessThan(73); // binomial: five standard deviations of 14.5
  });

  it('makes the image brighter or darker by no more than it may', async () => {
    const before = mean(face(SHAPE));
    const factors = (await imagesOf({ brightness: 0.2 })).map((pixels) => mean(pixels) / before);
    for (const factor of factors) expect(Math.abs(factor - 1)).toBeLessThan(0.201); // rounding of pixels
    expect(Math.max(...factors)).toBeGreaterThan(1.1);
    expect(Math.min(...factors)).toBeLessThan(0.9);
  });

  it('cuts a piece away and stretches the rest, so that slopes become less steep', async () => {
    const slope = (pixels: Uint8Array) => (pixels[23 * 3] ?? 0) - (pixels[0] ?? 0);
    const slopes = (await imagesOf({ crop: 0.5 })).map(slope);
    expect(slope(face(SHAPE))).toBe(92);
    expect(Math.min(...slopes)).toBeLessThan(70);
    expect(Math.min(...slopes)).toBeGreaterThan(38); // half of it, but for what the ends lose to interpolation
    expect(Math.max(...slopes)).toBeLessThanOrEqual(92);
  });

  it('passes the image through JPEG: near to what it was, and the nearer the higher the quality', async () => {
    const original = face(SHAPE);
    const [low, high] = [await augmented({ jpegQuality: [5, 5] }), await augmented({ jpegQuality: [98, 98] })];
    expect(meanDifference(high, original)).toBeLessThan(meanDifference(low, original));
    expect(meanDifference(high, original)).toBeGreaterThan(0);
    expect(meanDifference(low, original)).toBeLessThan(25);
  });

  it('blurs: the mean stays, the contrast of neighbours goes', async () => {
    const board = Uint8Array.from({ length: 16 * 24 * 3 }, (_, i) =>
      (Math.floor(i / 3) + Math.floor(i / 72)) % 2 === 0 ? 50 : 200,
    );
    const augment = createAugmentation({ ...OFF, blur: 3 });
    const contrasts: number[] = [];
    for (let image = 0; image < 20; image++) {
      const pixels = (await augment?.(board, { shape: SHAPE, seed: 1, epoch: 1, image })) ?? board;
      contrasts.push(Math.max(...pixels) - Math.min(...pixels));
      expect(Math.abs(mean(pixels) - 125)).toBeLessThan(0.5); // rounding
    }
    expect(Math.min(...contrasts)).toBeLessThan(50); // what the borders keep of 150
    expect(Math.max(...contrasts)).toBeGreaterThan(100); // drawn anew for each image
  });

  it('repeats exactly for the same seed, epoch and image, and differs for another image', async () => {
    const all: Partial<AugmentationConfig> = { flip: 0.5, crop: 0.2, brightness: 0.2, jpegQuality: [60, 95], blur: 1 };
    expect(await augmented(all)).toEqual(await augmented(all));
    expect(await augmented(all)).not.toEqual(await augmented(all, { image: 1 }));
  });

  it('draws the same mirror images whatever else is switched on', async () => {
    const isFlipped = (pixels: Uint8Array) => (pixels[0] ?? 0) > (pixels[23 * 3] ?? 0);
    const [alone, together] = [
      await imagesOf({ flip: 0.5 }),
      await imagesOf({ flip: 0.5, crop: 0.1, brightness: 0.1, jpegQuality: [90, 95] }),
    ];
    expect(together.map(isFlipped)).toEqual(alone.map(isFlipped));
  });

  it('does the same with grey images', async () => {
    const shape: FaceShape = { height: 16, width: 24, channels: 1 };
    const pixels = await augmented({ flip: 1, crop: 0.2, brightness: 0.2, jpegQuality: [60, 95], blur: 1 }, { shape });
    expect(pixels.length).toBe(16 * 24);
    expect((await augmented({ flip: 1 }, { shape }))[0]).toBe(face(shape)[23]);
  });

  it('never writes into what it was given', async () => {
    const pixels = face(SHAPE);
    const augment = createAugmentation({ flip: 1, crop: 0.5, brightness: 0.5, jpegQuality: [10, 20], blur: 2 });
    await augment?.(pixels, { shape: SHAPE, seed: 1, epoch: 1, image: 1 });
    expect(pixels).toEqual(face(SHAPE));
  });
});
