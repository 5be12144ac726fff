/** Numbers about a picture that a classifier could go by without looking at the face. */
import { jpegQuality } from './jpeg-quality.ts';
import type { PictureMeasures, TaskOf } from './messages.ts';
import { decodingError } from './open.ts';
import { openKnown, TIMEOUT } from './open-known.ts';

/** Every picture is measured at this width and height, whatever its own: so sharpness does not depend on the number of pixels alone. */
const SIZE_PX = 256;

/** @throws ImageError */
export async function measurePicture({ file, sha256 }: TaskOf<'measure'>): Promise<PictureMeasures> {
  const { image, bytes, format } = openKnown({ file, sha256 });
  const { data, info } = await image
    .resize({ width: SIZE_PX, height: SIZE_PX, fit: 'fill', kernel: 'linear' })
    .timeout(TIMEOUT)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw decodingError(file, error);
    });
  const luma = lumaOf(data, info.channels);
  const { mean, deviation } = spread(luma);
  return {
    jpegQuality: format === 'jpeg' ? jpegQuality(bytes) : null,
    brightness: mean / 255,
    contrast: deviation / 255,
    sharpness: laplacianVariance(luma, SIZE_PX),
    hash: differenceHash(luma, SIZE_PX),
  };
}

/** [SIZE_PX * SIZE_PX] grey levels 0..255, not rounded. ITU-R 601-2: 0.299 R + 0.587 G + 0.114 B. */
function lumaOf(data: Uint8Array, channels: number): Float32Array {
  const luma = new Float32Array(data.length / channels);
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  for (let i = 0, at = 0; i < luma.length; i++, at += channels)
    luma[i] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + green] ?? 0) + 0.114 * (data[at + blue] ?? 0);
  return luma;
}

function spread(values: Float32Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}

/**
 * Variance of the discrete Laplacian (0 1 0, 1 -4 1, 0 1 0) over the inner pixels: low where a picture has no fine detail
 * (Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy: a comparative study", LAPV).
 */
export function laplacianVariance(luma: Float32Array, sizePx: number): number {
  const inner = (sizePx - 2) ** 2;
  const response = new Float32Array(inner);
  let next = 0;
  for (let y = 1; y < sizePx - 1; y++)
    for (let x = 1; x < sizePx - 1; x++) {
      const at = y * sizePx + x;
      const around = luma[at - 1]! + luma[at + 1]! + luma[at - sizePx]! + luma[at + sizePx]!;
      response[next++] = around - 4 * luma[at]!;
    }
  return spread(response).deviation ** 2;
}

const HASH_ROWS = 8;
const HASH_COLUMNS = 9;

/**
 * 64 bits: whether each of 8 x 8 fields is darker than the one to its right, in the mean of their pixels. Alike in copies that were scaled or
 * compressed again (N. Krawetz 2013, "Kind of like that").
 */
export function differenceHash(luma: Float32Array, sizePx: number): Uint8Array<ArrayBuffer> {
  const fields = fieldMeans(luma, sizePx);
  const hash = new Uint8Array(HASH_ROWS);
  for (let row = 0; row < HASH_ROWS; row++)
    for (let column = 0; column < HASH_COLUMNS - 1; column++) {
      const at = row * HASH_COLUMNS + column;
      if (fields[at]! < fields[at + 1]!) hash[row]! |= 0x80 >> column;
    }
  return hash;
}

function fieldMeans(luma: Float32Array, sizePx: number): Float32Array {
  const means = new Float32Array(HASH_ROWS * HASH_COLUMNS);
  const edge = (index: number, count: number) => Math.round((index * sizePx) / count);
  for (let row = 0; row < HASH_ROWS; row++)
    for (let column = 0; column < HASH_COLUMNS; column++) {
      const [top, bottom] = [edge(row, HASH_ROWS), edge(row + 1, HASH_ROWS)];
      const [left, right] = [edge(column, HASH_COLUMNS), edge(column + 1, HASH_COLUMNS)];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += luma[y * sizePx + x]!;
      means[row * HASH_COLUMNS + column] = sum / ((bottom - top) * (right - left));
    }
  return means;
}
