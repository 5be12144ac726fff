/** Random changes to training images, each a function of (seed, epoch, image), so that a run repeats and a resumed one goes on as it would have. */
import sharp, { type Sharp } from 'sharp';
import { createRandom } from '#shared/domain/random.ts';
import { assert } from '#shared/errors.ts';
import { type FaceShape, fromPixels, toPixels } from './pixels.ts';

/** All off at 0 and null. */
export type AugmentationConfig = {
  /** Probability of a mirror image, 0..1. */
  readonly flip: number;
  /** Largest share of width and height that is cut away, 0..1; the rest lies anywhere and is stretched to the size again. */
  readonly crop: number;
  /** Largest relative change: 0.2 multiplies by 0.8 to 1.2. */
  readonly brightness: number;
  /** Lowest and highest JPEG quality, 1..100, through which the image passes. */
  readonly jpegQuality: readonly [number, number] | null;
  /** Largest standard deviation of a Gaussian blur, in pixels of the network's input. */
  readonly blur: number;
};

export type AugmentPlace = {
  readonly shape: FaceShape;
  readonly seed: number;
  readonly epoch: number;
  readonly image: number;
};

/** [height, width, channels] uint8 -> the same; may return its argument, never writes into it. */
export type Augment = (pixels: Uint8Array, place: AugmentPlace) => Promise<Uint8Array>;

/** Below that a Gaussian's neighbours weigh less than half a grey level; sharp does not take it. */
const SMALLEST_SIGMA = 0.3;

/** Crop, mirror, blur, brightness, JPEG, in this order; null where nothing is switched on. */
export function createAugmentation(config: AugmentationConfig): Augment | null {
  const { flip, crop, brightness, jpegQuality, blur } = config;
  if (flip === 0 && crop === 0 && brightness === 0 && jpegQuality === null && blur === 0) return null;
  return async (pixels, { shape, seed, epoch, image }) => {
    const drawn = draw(config, shape, createRandom(seed, epoch, image).next);
    const changed = drawn.isPlain ? pixels : (await toPixels(change(pixels, shape, drawn), shape.channels)).pixels;
    return drawn.quality === null ? changed : throughJpeg(changed, shape, drawn.quality);
  };
}

type Drawn = {
  readonly isFlipped: boolean;
  readonly cut: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly factor: number;
  readonly quality: number | null;
  readonly sigma: number;
  /** Nothing but JPEG is left to do. */
  readonly isPlain: boolean;
};

/** Draws the same numbers whatever is switched on, so that switching one thing on does not change the others. */
function draw(config: AugmentationConfig, { height, width }: FaceShape, next: () => number): Drawn {
  const [a, b, c, d, e, f, g] = [next(), next(), next(), next(), next(), next(), next()];
  const isFlipped = a < config.flip;
  const kept = 1 - b * config.crop;
  const size = { width: Math.max(1, Math.round(width * kept)), height: Math.max(1, Math.round(height * kept)) };
  const cut = {
    left: Math.floor(c * (width - size.width + 1)),
    top: Math.floor(d * (height - size.height + 1)),
    ...size,
  };
  const factor = 1 + (2 * e - 1) * config.brightness;
  const [lowest, highest] = config.jpegQuality ?? [0, 0];
  const quality = config.jpegQuality === null ? null : lowest + Math.floor(f * (highest - lowest + 1));
  const sigma = g * config.blur;
  const isWhole = size.width === width && size.height === height;
  return {
    isFlipped,
    cut,
    factor,
    quality,
    sigma,
    isPlain: !isFlipped && isWhole && factor === 1 && sigma < SMALLEST_SIGMA,
  };
}

/** sharp runs these in an order of its own, which is the one promised above. */
function change(pixels: Uint8Array, shape: FaceShape, { cut, isFlipped, sigma, factor }: Drawn): Sharp {
  const image = fromPixels(pixels, shape)
    .extract(cut)
    .resize({ width: shape.width, height: shape.height, fit: 'fill', kernel: 'linear' })
    .flop(isFlipped);
  const blurred = sigma < SMALLEST_SIGMA ? image : image.blur({ sigma, precision: 'float', minAmplitude: 0.01 });
  return sigma < SMALLEST_SIGMA && factor === 1 ? image : blurred.linear(factor, 0.5); // the half makes rounding of the cut at the end
}

async function throughJpeg(pixels: Uint8Array, shape: FaceShape, quality: number): Promise<Uint8Array> {
  const file = await fromPixels(pixels, shape).jpeg({ quality }).toBuffer();
  const decoded = await toPixels(sharp(file), shape.channels);
  assert(decoded.pixels.length === pixels.length, 'a JPEG has the size of the image that it was made from');
  return decoded.pixels;
}
