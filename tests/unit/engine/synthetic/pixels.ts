/** Pictures of synthetic faces as numbers. */
import sharp from 'sharp';
import type { Point } from '#shared/domain/regions.ts';

export type Pixels = { readonly data: Buffer; readonly size: number };

/** [size, size, 3] uint8. */
export async function decoded(jpeg: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { data, size: info.width };
}

/** [size * size] uint8: the largest difference of a channel at each pixel. */
export function differences(a: Pixels, b: Pixels): Uint8Array {
  const largest = new Uint8Array(a.size * a.size);
  for (const [i, value] of a.data.entries()) {
    const difference = Math.abs(value - (b.data[i] ?? 0));
    const pixel = Math.floor(i / 3);
    if (difference > (largest[pixel] ?? 0)) largest[pixel] = difference;
  }
  return largest;
}

/** Standard deviation of the green channel in a square around a point, in grey levels. */
export function contrast({ data, size }: Pixels, { x, y }: Point, halfPx: number): number {
  const values: number[] = [];
  for (let row = Math.round(y) - halfPx; row <= Math.round(y) + halfPx; row++)
    for (let column = Math.round(x) - halfPx; column <= Math.round(x) + halfPx; column++)
      values.push(data[3 * (row * size + column) + 1] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Mean red, green and blue in a square around a point. */
export function meanColour({ data, size }: Pixels, { x, y }: Point, halfPx: number): readonly [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let row = Math.round(y) - halfPx; row <= Math.round(y) + halfPx; row++)
    for (let column = Math.round(x) - halfPx; column <= Math.round(x) + halfPx; column++, count++)
      for (const channel of [0, 1, 2] as const) sum[channel] += data[3 * (row * size + column) + channel] ?? 0;
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

export const meanPoint = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});
