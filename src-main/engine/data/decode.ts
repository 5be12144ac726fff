/**
 * Files to the pixels that a network sees. Bilinear with antialiasing, as torchvision's `Resize` (PIL's BILINEAR) does it: an image that has the size
 * already comes as its decoder made it, a smaller size differs from PIL's by a rounding error (up to about 1 of 255 in the mean
 * where an image shrinks to less than a quarter: libvips averages blocks of pixels first).
 */
import type { Sharp } from 'sharp';
import { decodingError, openImage } from '#main/images/open.ts';
import { type FaceShape, fromPixels, type Pixels, toPixels } from './pixels.ts';

export type DecodeOptions = FaceShape & {
  /** false: the whole image, stretched to the size. true: its shorter side resized to fit and the middle cut out (`Resize`, `CenterCrop`). */
  readonly crop: boolean;
};

/** ITU-R 601-2, PIL's and torchvision's grey: L = 0.299 R + 0.587 G + 0.114 B. */
const LUMA: [number, number, number] = [0.299, 0.587, 0.114];

/**
 * A file -> [height, width, channels] uint8, RGB or grey. The file is read at once and its decoding queued on libuv's threads before this returns:
 * a step that blocks the event loop afterwards does not hold it up. (Only an image that must grow comes back for a second turn.)
 * @throws ImageError, with the file's name
 */
export async function decodeFace(file: string, options: DecodeOptions): Promise<Uint8Array> {
  const { height, width, channels, crop } = options;
  const image = openImage(file).image.resize({
    width,
    height,
    fit: crop ? 'cover' : 'fill',
    kernel: 'linear',
    fastShrinkOnLoad: false, // JPEG's own halving does not antialias as PIL does
    withoutEnlargement: true,
  });
  const decoded = await toPixels(channels === 1 ? grey(image) : image, channels).catch((error: unknown) => {
    throw decodingError(file, error);
  });
  const isRightSize = decoded.width === width && decoded.height === height;
  return isRightSize ? decoded.pixels : enlarge(decoded, options);
}

/** The half makes rounding of the cut that sharp makes at the end. */
const grey = (image: Sharp) => image.recomb([LUMA, LUMA, LUMA]).linear(1, 0.5);

/**
 * Bilinear enlargement as PIL's: pixel x shows the source at (x + 1/2) s - 1/2. libvips shows it at x s - 1/2, half a pixel beside; so it is asked
 * for twice the size, where every second pixel is the wanted one.
 */
async function enlarge({ pixels, width, height }: Pixels, { crop, ...to }: DecodeOptions): Promise<Uint8Array> {
  const scale = Math.max(to.width / width, to.height / height);
  const used = crop
    ? { width: Math.min(width, Math.round(to.width / scale)), height: Math.min(height, Math.round(to.height / scale)) }
    : { width, height };
  const corner = { left: Math.floor((width - used.width) / 2), top: Math.floor((height - used.height) / 2) };
  const twice = await toPixels(
    fromPixels(pixels, { width, height, channels: to.channels })
      .extract({ ...corner, ...used })
      .resize({ width: 2 * to.width, height: 2 * to.height, fit: 'fill', kernel: 'linear' }),
    to.channels,
  );
  const result = new Uint8Array(to.height * to.width * to.channels);
  const rowBytes = 2 * to.width * to.channels;
  let next = 0;
  for (let y = 0; y < to.height; y++)
    for (let x = 0; x < to.width; x++)
      for (let c = 0; c < to.channels; c++)
        result[next++] = twice.pixels[(2 * y + 1) * rowBytes + (2 * x + 1) * to.channels + c] ?? 0;
  return result;
}
