/** Regions of a face as pixels of what a network sees: landmarks moved into its input, and each pixel given to one region. */
import { FACE_REGIONS, type FaceRegion, type Point, regionPolygon } from './regions.ts';

export type Size = { readonly width: number; readonly height: number };

/** How a picture becomes a network's input (`engine/data/decode.ts`): stretched to it, or its shorter side fitted and the middle cut out. */
export type SeenGeometry = { readonly picture: Size; readonly input: Size; readonly crop: boolean };

/** Points of a picture, in pixels of the network's input; outside of it where a crop cuts them away. */
export function seenPoints(points: readonly Point[], { picture, input, crop }: SeenGeometry): readonly Point[] {
  const across = input.width / picture.width;
  const down = input.height / picture.height;
  if (!crop) return points.map(({ x, y }) => ({ x: x * across, y: y * down }));
  const scale = Math.max(across, down);
  const left = (picture.width * scale - input.width) / 2;
  const top = (picture.height * scale - input.height) / 2;
  return points.map(({ x, y }) => ({ x: x * scale - left, y: y * scale - top }));
}

/**
 * For each pixel, row by row, the position in FACE_REGIONS of the region that its middle lies in: the first one where several have it, hair and background
 * where none has.
 * @param landmarks 68, in the pixels of the grid
 */
export function regionGrid(landmarks: readonly Point[], size: Size): Uint8Array {
  const grid = new Uint8Array(size.width * size.height).fill(FACE_REGIONS.indexOf('hair-background'));
  for (const [index, region] of [...FACE_REGIONS.entries()].reverse()) {
    const polygon = regionPolygon(region, landmarks);
    if (polygon !== null) fillPolygon(polygon, size, (pixel) => (grid[pixel] = index));
  }
  return grid;
}

/** 1 where a pixel's middle lies inside the polygon, 0 elsewhere; row by row. */
export function polygonMask(polygon: readonly Point[], size: Size): Uint8Array {
  const mask = new Uint8Array(size.width * size.height);
  fillPolygon(polygon, size, (pixel) => (mask[pixel] = 1));
  return mask;
}

/** 1 where a pixel belongs to one of the regions. */
export function regionsMask(grid: Uint8Array, regions: readonly FaceRegion[]): Uint8Array {
  const wanted = new Set(regions.map((region) => FACE_REGIONS.indexOf(region)));
  return grid.map((region) => (wanted.has(region) ? 1 : 0));
}

/** Row by row between the edges that its middle line crosses, by the even-odd rule, as `isInsidePolygon`. */
function fillPolygon(polygon: readonly Point[], { width, height }: Size, fill: (pixel: number) => void): void {
  const ys = polygon.map(({ y }) => y);
  const first = Math.max(0, Math.floor(Math.min(...ys)));
  const last = Math.min(height - 1, Math.ceil(Math.max(...ys)));
  for (let row = first; row <= last; row++) {
    const crossings = crossingsAt(polygon, row + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5)); // in range: counted
      const until = Math.min(width, Math.ceil((crossings[i + 1] as number) - 0.5)); // likewise
      for (let column = from; column < until; column++) fill(row * width + column);
    }
  }
}

function crossingsAt(polygon: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (const [index, a] of polygon.entries()) {
    const b = polygon[(index + 1) % polygon.length] as Point; // in range: modulo
    if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return crossings.sort((one, other) => one - other);
}
