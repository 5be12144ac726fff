/** Which region of a face each pixel of a network's input belongs to, and how the mass of a heat map falls on the regions. */
import { FACE_REGIONS, LANDMARK_COUNT, type Point, regionPolygon } from './regions.ts';

export type Size = { readonly width: number; readonly height: number };

/** How a picture is laid onto the input of a network: x' = x scale.x - left, in pixels from the top left corner. */
export type Framing = { readonly scale: Point; readonly left: number; readonly top: number };

/** `crop` false: the whole picture, stretched. True: the shorter side fits and the middle is cut out. As `decodeFace` of the engine reads it. */
export function framingOf(picture: Size, { input, crop }: { readonly input: Size; readonly crop: boolean }): Framing {
  const scale = { x: input.width / picture.width, y: input.height / picture.height };
  if (!crop) return { scale, left: 0, top: 0 };
  const larger = Math.max(scale.x, scale.y);
  return {
    scale: { x: larger, y: larger },
    left: (picture.width * larger - input.width) / 2,
    top: (picture.height * larger - input.height) / 2,
  };
}

export const framed = (points: readonly Point[], { scale, left, top }: Framing): readonly Point[] =>
  points.map(({ x, y }) => ({ x: x * scale.x - left, y: y * scale.y - top }));

/** x and y in turns -> points. */
export const pointsOf = (flat: ArrayLike<number>): readonly Point[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i] ?? 0, y: flat[2 * i + 1] ?? 0 }));

const REST = FACE_REGIONS.indexOf('hair-background');

/**
 * The position in FACE_REGIONS of each pixel's region, row by row. A pixel belongs to a region where its middle lies inside the outline; where outlines
 * overlap, to the first in the order of FACE_REGIONS; else to hair and background.
 * @param landmarks 68, in pixels of the input: `framed` before
 */
export function regionMask(landmarks: readonly Point[], { width, height }: Size): Uint8Array {
  if (landmarks.length !== LANDMARK_COUNT)
    throw new RangeError(`A face has ${LANDMARK_COUNT} landmarks, not ${landmarks.length}.`);
  const mask = new Uint8Array(width * height).fill(REST);
  for (const [index, region] of [...FACE_REGIONS.entries()].reverse()) {
    const outline = regionPolygon(region, landmarks);
    if (outline !== null) fillPolygon(mask, outline, { width, height, value: index }); // the first ones come last and stay
  }
  return mask;
}

/** Sets the pixels whose middles lie inside (even-odd rule): row by row between the crossings of the edges with the middle of the row. */
export function fillPolygon(
  mask: Uint8Array,
  polygon: readonly Point[],
  { width, height, value }: Size & { readonly value: number },
): void {
  const tops = polygon.map(({ y }) => y);
  const first = Math.max(0, Math.ceil(Math.min(...tops) - 0.5));
  const last = Math.min(height - 1, Math.floor(Math.max(...tops) - 0.5));
  for (let row = first; row <= last; row++) {
    const crossings = crossingsAt(polygon, row + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5)); // in range: counted in pairs
      const to = Math.min(width, Math.ceil((crossings[i + 1] as number) - 0.5));
      if (from < to) mask.fill(value, row * width + from, row * width + to);
    }
  }
}

function crossingsAt(polygon: readonly Point[], y: number): readonly number[] {
  const crossings: number[] = [];
  for (const [i, a] of polygon.entries()) {
    const b = polygon[(i + 1) % polygon.length] as Point; // in range: modulo
    if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return crossings.sort((one, other) => one - other);
}

/** By region, in the order of FACE_REGIONS; each sums to 1. */
export type RegionShares = {
  /** Of the positive map, over the input's pixels. 0 = an empty map, which has no shares. */
  readonly mass: number;
  readonly shares: Float32Array | null;
  /** Of the input's area. */
  readonly areas: Float32Array;
};

export type RawMap = { readonly values: ArrayLike<number>; readonly rows: number; readonly columns: number };

/** Shares out a raw map, resized bilinearly to the size of the mask. Values below 0 count as 0. */
export function shareOut(map: RawMap, mask: Uint8Array, { width, height }: Size): RegionShares {
  const sums = new Float64Array(FACE_REGIONS.length);
  const counts = new Float64Array(FACE_REGIONS.length);
  const resized = resizeMap(map, { width, height });
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const region = mask[pixel] as number; // one a pixel
    sums[region] = (sums[region] as number) + (resized[pixel] as number);
    counts[region] = (counts[region] as number) + 1;
  }
  const mass = sums.reduce((total, sum) => total + sum, 0);
  return {
    mass,
    shares: mass > 0 ? Float32Array.from(sums, (sum) => sum / mass) : null,
    areas: Float32Array.from(counts, (count) => count / mask.length),
  };
}

/**
 * Bilinear, as OpenCV's `resize` with INTER_LINEAR, which the `grad-cam` package resizes its maps with: pixel x shows the cells at (x + 1/2) columns / width
 * - 1/2; the outermost cells go on to the border. Values below 0 count as 0.
 */
export function resizeMap({ values, rows, columns }: RawMap, { width, height }: Size): Float64Array {
  const result = new Float64Array(width * height);
  const across = samples(width, columns);
  const down = samples(height, rows);
  const line = new Float64Array(columns + 1); // its last cell goes on once more, with weight 0
  let next = 0;
  for (let y = 0; y < height; y++) {
    const below = (down.below[y] as number) * columns; // all in range: clamped
    const above = Math.min(below + columns, (rows - 1) * columns);
    const weight = down.weight[y] as number;
    for (let c = 0; c < columns; c++) {
      const low = Math.max(0, values[below + c] ?? 0);
      line[c] = low + (Math.max(0, values[above + c] ?? 0) - low) * weight;
    }
    line[columns] = line[columns - 1] as number;
    for (let x = 0; x < width; x++) {
      const cell = across.below[x] as number;
      const low = line[cell] as number;
      result[next++] = low + ((line[cell + 1] as number) - low) * (across.weight[x] as number);
    }
  }
  return result;
}

/** Of each pixel: the cell at or before its middle, and how far it lies towards the next one. */
function samples(size: number, cells: number): { readonly below: Int32Array; readonly weight: Float64Array } {
  const below = new Int32Array(size);
  const weight = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const position = Math.min(cells - 1, Math.max(0, ((i + 0.5) * cells) / size - 0.5));
    below[i] = Math.floor(position);
    weight[i] = position - (below[i] as number);
  }
  return { below, weight };
}

export type SharedFace = {
  readonly map: RawMap;
  /** 68, in pixels of the picture. */
  readonly landmarks: readonly Point[];
  readonly picture: Size;
  readonly input: Size;
  readonly crop: boolean;
};

/** From a map and the landmarks of a picture to shares. */
export const sharesOfFace = ({ map, landmarks, picture, input, crop }: SharedFace): RegionShares =>
  shareOut(map, regionMask(framed(landmarks, framingOf(picture, { input, crop })), input), input);
