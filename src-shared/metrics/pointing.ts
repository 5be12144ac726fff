/**
 * The pointing game: whether the largest value of a heat map lies on what the map should show. Source: J. Zhang, S. A. Bargal, Z. Lin, J. Brandt, X. Shen, S. Sclaroff 2018,
 * "Top-down Neural Attention by Excitation Backprop", section 4.2 and its published code: a hit is a peak inside the region or at most 15 px from it. Their pictures
 * are larger; the tolerance is taken at an input of 224 px here and shrinks with it.
 */
import { fillPolygon, type RawMap, resizeMap, type Size } from '../domain/region-mask.ts';
import type { Point } from '../domain/regions.ts';
import { assert } from '../errors.ts';

const TOLERANCE_PX = 15;
const REFERENCE_PX = 224;

/** In pixels of an input of that size, by its longer side. */
export const tolerancePx = ({ width, height }: Size): number => (TOLERANCE_PX * Math.max(width, height)) / REFERENCE_PX;

/** 1 where a pixel belongs to the region, row by row. */
export type Mask = Uint8Array;

export type Pointed = {
  /** Null of an empty map, which points nowhere. */
  readonly own: Hit | null;
  /**
   * The share of the picture's pixels at which a peak would be a hit: what one that is drawn uniformly over the whole picture scores. The literature's other
   * baseline, a peak in the middle, says more about where photographers put things.
   */
  readonly chance: { readonly hit: number; readonly strictHit: number };
  /** A map of the region itself: the share of each cell that it covers, on the same grid, resized and read in the same way. */
  readonly perfect: Hit;
};

export type Hit = { readonly hit: boolean; readonly strictHit: boolean };

/** Null where the region lies outside of the picture. */
export function pointAt(map: RawMap, { region, size }: { readonly region: Mask; readonly size: Size }): Pointed | null {
  assert(region.length === size.width * size.height, 'a mask has one value a pixel');
  if (!region.includes(1)) return null;
  const near = widened(region, size, tolerancePx(size));
  const hitOf = (peak: number): Hit => ({ hit: near[peak] === 1, strictHit: region[peak] === 1 });
  const peak = peakOf(map, size);
  const perfect = peakOf(cellShares(region, size, map), size);
  assert(perfect !== null, 'a region in the picture covers a part of some cell');
  return {
    own: peak === null ? null : hitOf(peak),
    chance: { hit: shareOf(near), strictHit: shareOf(region) },
    perfect: hitOf(perfect),
  };
}

/** The pixel with the largest value of the map resized to the picture, the first of equal ones; null where no value is above 0. */
export function peakOf(map: RawMap, size: Size): number | null {
  const values = resizeMap(map, size);
  let peak = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[peak] as number)) peak = i; // in range: counted
  return (values[peak] as number) > 0 ? peak : null;
}

/** The region's outline as a mask; outside of the picture nothing is set. */
export function outlineMask(outline: readonly Point[], size: Size): Mask {
  const mask = new Uint8Array(size.width * size.height);
  fillPolygon(mask, outline, { ...size, value: 1 });
  return mask;
}

/** For each cell of a grid laid over the picture, the share of its area that the mask covers; pixels that two cells share count in parts. */
export function cellShares(
  mask: Mask,
  { width, height }: Size,
  { rows, columns }: Pick<RawMap, 'rows' | 'columns'>,
): RawMap {
  const across = overlaps(width, columns);
  const down = overlaps(height, rows);
  const values = new Float64Array(rows * columns);
  for (let i = mask.indexOf(1); i >= 0; i = mask.indexOf(1, i + 1)) {
    for (const { cell: row, share: high } of down[Math.floor(i / width)] ?? [])
      for (const { cell: column, share: wide } of across[i % width] ?? [])
        values[row * columns + column] = (values[row * columns + column] as number) + high * wide;
  }
  const cellArea = (width / columns) * (height / rows);
  return { rows, columns, values: values.map((value) => value / cellArea) };
}

/** For each pixel, the cells that it lies in and how much of it. */
function overlaps(pixels: number, cells: number) {
  const side = pixels / cells;
  return Array.from({ length: pixels }, (_, x) => {
    const [first, last] = [Math.floor(x / side), Math.min(cells - 1, Math.ceil((x + 1) / side) - 1)];
    return Array.from({ length: last - first + 1 }, (_, i) => {
      const cell = first + i;
      return { cell, share: Math.min(x + 1, (cell + 1) * side) - Math.max(x, cell * side) };
    });
  });
}

/** 1 where the middle of some pixel of the mask is at most `reach` px from a pixel's own. */
function widened(mask: Mask, { width, height }: Size, reach: number): Mask {
  const most = Math.floor(reach);
  const result = mask.slice();
  for (let dy = -most; dy <= most; dy++) {
    const half = Math.floor(Math.sqrt(reach * reach - dy * dy));
    for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++)
      widenLine({ mask, result, width, from: y, to: y + dy, half });
  }
  return result;
}

type Line = {
  readonly mask: Mask;
  readonly result: Mask;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly half: number;
};

/** Sets in line `to` what is at most `half` columns from a set pixel of line `from`. */
function widenLine({ mask, result, width, from, to, half }: Line): void {
  for (let x = 0; x < width; ) {
    if (mask[from * width + x] !== 1) {
      x += 1;
      continue;
    }
    let end = x + 1;
    while (end < width && mask[from * width + end] === 1) end += 1;
    result.fill(1, to * width + Math.max(0, x - half), to * width + Math.min(width, end + half));
    x = end;
  }
}

function shareOf(mask: Mask): number {
  let sum = 0;
  for (let i = 0; i < mask.length; i++) sum += mask[i] as number; // in range: counted
  return sum / mask.length;
}

/**
 * The place of `wanted` among groups of regions by share of the map per area, 1 = the densest; equal ones share the better place. Groups that are not in the picture
 * are no rivals. Null where the wanted one is not in the picture.
 * @param groups of positions in `shares` and `areas`
 */
export function densityRank(
  { shares, areas }: { readonly shares: ArrayLike<number>; readonly areas: ArrayLike<number> },
  { groups, wanted }: { readonly groups: readonly (readonly number[])[]; readonly wanted: number },
): number | null {
  const total = (values: ArrayLike<number>, group: readonly number[]) =>
    group.reduce((sum, i) => sum + (values[i] ?? 0), 0);
  const densities = groups.map((group) => {
    const area = total(areas, group);
    return area === 0 ? null : total(shares, group) / area;
  });
  const own = densities[wanted] ?? null;
  return own === null ? null : 1 + densities.filter((density) => density !== null && density > own).length;
}
