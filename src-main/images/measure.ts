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

const HASH_FIELDS = 8;

/**
 * 2 x 64 bits: whether each of 8 x 8 fields is darker than the one to its right, then whether it is darker than the one below, in the means of their
 * pixels. Alike in copies that were scaled or compressed again (N. Krawetz 2013, "Kind of like that"). Both ways, because faces that stand in the
 * middle of a picture are much alike in one of them: of 900 real and generated faces, all pairs but two are more than 8 of 128 bits apart.
 */
export function differenceHash(luma: Float32Array, sizePx: number): Uint8Array<ArrayBuffer> {
  const hash = new Uint8Array(2 * HASH_FIELDS);
  const across = fieldMeans(luma, sizePx, { rows: HASH_FIELDS, columns: HASH_FIELDS + 1 });
  const down = fieldMeans(luma, sizePx, { rows: HASH_FIELDS + 1, columns: HASH_FIELDS });
  for (let row = 0; row < HASH_FIELDS; row++)
    for (let column = 0; column < HASH_FIELDS; column++) {
      const bit = 0x80 >> column;
      const inRow = row * (HASH_FIELDS + 1) + column;
      const inColumn = row * HASH_FIELDS + column;
      if (across[inRow]! < across[inRow + 1]!) hash[row]! |= bit;
      if (down[inColumn]! < down[inColumn + HASH_FIELDS]!) hash[HASH_FIELDS + row]! |= bit;
    }
  return hash;
}

/** [rows, columns] */
function fieldMeans(
  luma: Float32Array,
  sizePx: number,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Float32Array {
  const means = new Float32Array(rows * columns);
  const edge = (index: number, count: number) => Math.round((index * sizePx) / count);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [top, bottom] = [edge(row, rows), edge(row + 1, rows)];
      const [left, right] = [edge(column, columns), edge(column + 1, columns)];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += luma[y * sizePx + x]!;
      means[row * columns + column] = sum / ((bottom - top) * (right - left));
    }
  return means;
}
