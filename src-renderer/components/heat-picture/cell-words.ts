/** What the cells of a heat map can tell apart on a face, in words. */
import type { Size } from '#shared/domain/region-mask.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';

type Point = { readonly x: number; readonly y: number };

export type CellGrid = { readonly rows: number; readonly columns: number };

/** "7 × 7 cells of 32 px" */
export function cellSizeWords({ rows, columns }: CellGrid, frame: Size): string {
  const [width, height] = [frame.width / columns, frame.height / rows];
  const px = (value: number) => Number(value.toFixed(1)).toString();
  const size = Math.abs(width - height) < 0.05 ? `${px(width)} px` : `${px(width)} × ${px(height)} px`;
  return `${columns} × ${rows} ${rows * columns === 1 ? 'cell' : 'cells'} of ${size}`;
}

/** Regions that are smaller than a cell across or down: a map of these cells cannot tell them from what lies beside them. */
export function regionsBelowCell(
  regions: readonly { readonly region: FaceRegion; readonly outline: readonly Point[] }[],
  { rows, columns }: CellGrid,
  frame: Size,
): readonly FaceRegion[] {
  const [cellWidth, cellHeight] = [frame.width / columns, frame.height / rows];
  return regions
    .filter(({ outline }) => {
      if (outline.length === 0) return false;
      const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
      return Math.max(...xs) - Math.min(...xs) < cellWidth || Math.max(...ys) - Math.min(...ys) < cellHeight;
    })
    .map(({ region }) => region);
}

/** "7 × 7 cells of 32 px: left eye and left brow are below its resolution." */
export function resolutionWords(grid: CellGrid, frame: Size, small: readonly FaceRegion[]): string {
  const size = cellSizeWords(grid, frame);
  if (small.length === 0) return `${size}.`;
  const names = small.map((region) => FACE_REGION_TITLES[region].toLowerCase());
  const list = new Intl.ListFormat('en-GB').format(names);
  return `${size}: ${list} ${names.length === 1 ? 'is' : 'are'} below its resolution.`;
}
