import type { AverageMap } from '#shared/contract/explanations.ts';

/** Values of a mean map sum to 1: times their number they are multiples of an even map's, 1 = no more than anywhere. */
export const densest = ({ size, values }: AverageMap): number =>
  size * size * values.reduce((most, value) => Math.max(most, value), 0);

/** The top of one scale for all, at least that of an even map. */
export const sharedTop = (maps: readonly AverageMap[]): number => Math.max(1, ...maps.map(densest));

/** RGBA, row by row, 4 bytes a cell. `table`: 256 colours from 0 to `top`. */
export function coloured(
  { size, values }: AverageMap,
  { top, table }: { readonly top: number; readonly table: readonly (readonly [number, number, number])[] },
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * size * size);
  for (const [i, value] of values.entries()) {
    const at = Math.min(255, Math.round((255 * size * size * value) / top));
    const [red, green, blue] = table[at] ?? [0, 0, 0];
    pixels.set([red, green, blue, 255], 4 * i);
  }
  return pixels;
}
