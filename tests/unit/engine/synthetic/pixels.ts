/** Pictures of synthetic faces as numbers. */
import sharp from 'sharp';
import type { Point } from '#shared/domain/regions.ts';

export type Pixels = { readonly data: Buffer; readonly size: number };

/** [size, size, 3] uint8. */
export async function decoded(jpeg: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { data, size: info.width };
}

/** The largest difference of a channel at each pixel. */
export function differences(a: Pixels, b: Pixels): readonly number[] {
  return Array.from({ length: a.size * a.size }, (_, i) =>
    Math.max(...[0, 1, 2].map((channel) => Math.abs((a.data[3 * i + channel] ?? 0) - (b.data[3 * i + channel] ?? 0)))),
  );
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

export const brightness = ([r, g, b]: readonly [number, number, number]): number => (r + g + b) / 3;

export const meanPoint = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});
