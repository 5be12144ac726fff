/** Pictures as the network sees them, changed in places: blurred, filled with their mean colour, or covered where a mask says so. [height, width, channels] uint8, row by row. */
import type { Covering } from '#shared/domain/explanations.ts';
import type { FaceShape } from '../data/pixels.ts';

/** Standard deviation of the blur at an input of 224 px: fine enough to leave a face, too coarse for an eye's lids or the grain of skin. */
const BLUR_PX = 10;
/** Of the soft edge of what covers a region, at 224 px. */
const EDGE_PX = 2;
const REFERENCE_PX = 224;
/** Of standard deviations: what lies further out weighs less than 1 %. */
const REACH = 3;

const scaleOf = ({ width, height }: Pick<FaceShape, 'width' | 'height'>) => Math.max(width, height) / REFERENCE_PX;

/** Gaussian, its borders repeated. */
export function blurred(pixels: Uint8Array, shape: FaceShape): Uint8Array {
  const { width, height, channels } = shape;
  const plane = Float64Array.from(pixels);
  return toBytes(blurPlane(plane, { width, height, channels, deviationPx: BLUR_PX * scaleOf(shape) }));
}

/** Every pixel has the picture's mean colour. */
export function meanFilled(pixels: Uint8Array, { channels }: FaceShape): Uint8Array {
  const sums = new Float64Array(channels);
  for (const [i, value] of pixels.entries()) sums[i % channels] = (sums[i % channels] as number) + value;
  const count = pixels.length / channels;
  return pixels.map((_, i) => Math.round((sums[i % channels] as number) / count));
}

export const covered = (pixels: Uint8Array, shape: FaceShape, covering: Covering): Uint8Array =>
  covering === 'blur' ? blurred(pixels, shape) : meanFilled(pixels, shape);

/**
 * How far each pixel is covered, 0..1: a region whole, fading outside of it over a few pixels, so that no sharp edge is drawn that the network could take for a fault.
 * @param mask 1 inside the region; [height, width]
 */
export function softMask(mask: Uint8Array, shape: Pick<FaceShape, 'width' | 'height'>): Float64Array {
  const deviationPx = EDGE_PX * scaleOf(shape);
  const smooth = blurPlane(Float64Array.from(mask), { ...shape, channels: 1, deviationPx });
  // At a straight edge the smoothed mask is 1/2: doubled, it is whole there and falls to 0 outside.
  return smooth.map((value, i) => Math.max(mask[i] as number, Math.min(1, 2 * value)));
}

/** `over` laid upon `under` as far as `opacity` [height, width] says. */
export function blended(
  under: Uint8Array,
  over: Uint8Array,
  { opacity, channels }: { readonly opacity: ArrayLike<number>; readonly channels: number },
): Uint8Array {
  return under.map((value, i) => {
    const share = opacity[Math.floor(i / channels)] as number; // one a pixel
    return Math.round(value + ((over[i] as number) - value) * share);
  });
}

type Plane = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly deviationPx: number;
};

/** Separable: across, then down. */
function blurPlane(plane: Float64Array, { width, height, channels, deviationPx }: Plane): Float64Array {
  const kernel = gaussian(deviationPx);
  const across = { count: width, step: channels, lines: height, lineStep: width * channels };
  const down = { count: height, step: width * channels, lines: width, lineStep: channels };
  return convolve(convolve(plane, kernel, { ...across, channels }), kernel, { ...down, channels });
}

type Lines = {
  readonly count: number;
  readonly step: number;
  readonly lines: number;
  readonly lineStep: number;
  readonly channels: number;
};

function convolve(
  plane: Float64Array,
  kernel: Float64Array,
  { count, step, lines, lineStep, channels }: Lines,
): Float64Array {
  const result = new Float64Array(plane.length);
  const reach = (kernel.length - 1) / 2;
  const padded = new Float64Array(count + 2 * reach);
  for (let line = 0; line < lines; line++)
    for (let channel = 0; channel < channels; channel++) {
      const start = line * lineStep + channel;
      for (let i = 0; i < padded.length; i++) {
        const at = Math.min(count - 1, Math.max(0, i - reach));
        padded[i] = plane[start + at * step] as number; // in range: clamped
      }
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let k = 0; k < kernel.length; k++) sum += (kernel[k] as number) * (padded[i + k] as number);
        result[start + i * step] = sum;
      }
    }
  return result;
}

/** Sums to 1. */
function gaussian(deviationPx: number): Float64Array {
  const reach = Math.max(1, Math.ceil(REACH * deviationPx));
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * deviationPx ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const toBytes = (plane: Float64Array): Uint8Array => Uint8Array.from(plane, (value) => Math.round(value));
