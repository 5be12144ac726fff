/**
 * Average heat maps over aligned faces. Each map is moved onto the mean face by the affine transform that brings its 68 landmarks nearest to it (least
 * squares), so that a turned or smaller head lies where the others do; what is not of one plane, such as a nose in half profile, is not straightened.
 */
import type { AverageMap } from '#shared/contract/explanations.ts';
import { OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import type { RawMap } from '#shared/domain/region-mask.ts';
import { LANDMARK_COUNT, type Point } from '#shared/domain/regions.ts';

/** Cells of the square that averages are drawn on, to a side. */
export const AVERAGE_SIZE = 64;

/** A map, and the landmarks of its face in shares of the input's width and height. */
export type AlignableMap = { readonly outcome: Outcome; readonly map: RawMap; readonly landmarks: readonly Point[] };

/** [a, b, c, d, e, f]: x' = a x + b y + c, y' = d x + e y + f. */
type Affine = readonly [number, number, number, number, number, number];

export function meanFace(faces: readonly (readonly Point[])[]): readonly Point[] {
  return Array.from({ length: faces.length === 0 ? 0 : LANDMARK_COUNT }, (_, i) => {
    const sum = faces.reduce((total, face) => ({ x: total.x + (face[i]?.x ?? 0), y: total.y + (face[i]?.y ?? 0) }), {
      x: 0,
      y: 0,
    });
    return { x: sum.x / faces.length, y: sum.y / faces.length };
  });
}

/** Adds up maps that sum to 1 each. Pauses after each map, for others to have their turn. */
export function* averageMaps(maps: readonly AlignableMap[], mean: readonly Point[]): Generator<void, AverageMap[]> {
  const sums = new Map(OUTCOMES.map((outcome) => [outcome, { n: 0, values: new Float64Array(AVERAGE_SIZE ** 2) }]));
  for (const { outcome, map, landmarks } of maps) {
    const moved = movedMap(map, fitAffine(mean, landmarks));
    const total = moved.reduce((sum, value) => sum + value, 0);
    const sum = sums.get(outcome);
    if (total > 0 && sum !== undefined) {
      sum.n += 1;
      for (let i = 0; i < moved.length; i++) sum.values[i] = (sum.values[i] as number) + (moved[i] as number) / total;
    }
    yield;
  }
  return [...sums].map(([outcome, { n, values }]) => ({
    outcome,
    n,
    size: AVERAGE_SIZE,
    values: Array.from(values, (value) => (n === 0 ? 0 : value / n)),
  }));
}

/** The map on the square of the mean face; what lies outside the picture is 0. */
function movedMap({ values, rows, columns }: RawMap, [a, b, c, d, e, f]: Affine): Float64Array {
  const moved = new Float64Array(AVERAGE_SIZE ** 2);
  const cell = (row: number, column: number) => Math.max(0, values[row * columns + column] ?? 0);
  for (let j = 0; j < AVERAGE_SIZE; j++) {
    for (let i = 0; i < AVERAGE_SIZE; i++) {
      const at = { x: (i + 0.5) / AVERAGE_SIZE, y: (j + 0.5) / AVERAGE_SIZE };
      const x = a * at.x + b * at.y + c;
      const y = d * at.x + e * at.y + f;
      if (x < 0 || x > 1 || y < 0 || y > 1) continue;
      const column = Math.min(columns - 1, Math.max(0, x * columns - 0.5));
      const row = Math.min(rows - 1, Math.max(0, y * rows - 0.5));
      const [left, top] = [Math.floor(column), Math.floor(row)];
      const [right, bottom] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, top + 1)];
      const [across, down] = [column - left, row - top];
      const upper = cell(top, left) * (1 - across) + cell(top, right) * across;
      const lower = cell(bottom, left) * (1 - across) + cell(bottom, right) * across;
      moved[j * AVERAGE_SIZE + i] = upper * (1 - down) + lower * down;
    }
  }
  return moved;
}

/** The affine transform that takes `from` nearest to `to`: normal equations of least squares in three unknowns, for x and for y. */
export function fitAffine(from: readonly Point[], to: readonly Point[]): Affine {
  const centre = meanOf(from);
  const target = meanOf(to);
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const [i, point] of from.entries()) {
    const [x, y] = [point.x - centre.x, point.y - centre.y];
    const [u, v] = [(to[i]?.x ?? 0) - target.x, (to[i]?.y ?? 0) - target.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  const determinant = xx * yy - xy * xy;
  if (determinant === 0) return [1, 0, target.x - centre.x, 0, 1, target.y - centre.y];
  const [a, b] = [(xu * yy - yu * xy) / determinant, (yu * xx - xu * xy) / determinant];
  const [d, e] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return [a, b, target.x - a * centre.x - b * centre.y, d, e, target.y - d * centre.x - e * centre.y];
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
