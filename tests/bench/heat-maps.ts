/** Raw heat maps as the grad-cam package hands them out, so that both sides of the bench end with the same thing. */

export type HeatMaps = {
  /** [n, rows, columns], >= 0. */
  readonly maps: Float32Array;
  readonly rows: number;
  readonly columns: number;
};

export type Size = { readonly height: number; readonly width: number };

/** Keeps a map without any evidence from being divided by zero. Source: pytorch_grad_cam/utils/image.py, scale_cam_image. */
const SMALLEST_RANGE = 1e-7;

/** Each map scaled to 0..1 by its own smallest and largest value, then resized: [n, height, width]. */
export function displayMaps({ maps, rows, columns }: HeatMaps, { height, width }: Size): Float32Array {
  const cells = rows * columns;
  const count = maps.length / cells;
  const result = new Float32Array(count * height * width);
  const vertical = neighbours(rows, height);
  const horizontal = neighbours(columns, width);
  const wide = new Float32Array(rows * width);
  for (let i = 0; i < count; i++) {
    const unit = toUnitRange(maps.subarray(i * cells, (i + 1) * cells));
    for (let row = 0; row < rows; row++)
      for (const [x, place] of horizontal.entries()) wide[row * width + x] = mix(unit, row * columns, place);
    for (const [y, { before, after, weight }] of vertical.entries()) {
      const [upper, lower, next] = [before * width, after * width, (i * height + y) * width];
      for (let x = 0; x < width; x++) {
        const value = wide[upper + x] as number; // inside the array, like the next
        result[next + x] = value + ((wide[lower + x] as number) - value) * weight;
      }
    }
  }
  return result;
}

type Neighbours = { readonly before: number; readonly after: number; readonly weight: number };

/** Where each of `to` cells lies between the `from` ones. As cv2.resize with INTER_LINEAR: centres of cells, edges repeated. */
function neighbours(from: number, to: number): readonly Neighbours[] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const before = Math.floor(place);
    return { before, after: Math.min(before + 1, from - 1), weight: place - before };
  });
}

/** Inside the array: `neighbours` stays between the edges. */
function mix(values: Float32Array, row: number, { before, after, weight }: Neighbours): number {
  const left = values[row + before] as number;
  return left + ((values[row + after] as number) - left) * weight;
}

function toUnitRange(map: Float32Array): Float32Array {
  const least = Math.min(...map);
  const range = SMALLEST_RANGE + Math.max(...map) - least;
  return map.map((value) => (value - least) / range);
}
