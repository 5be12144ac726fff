/**
 * Noisy linear imputation: a removed pixel becomes the weighted mean of its neighbours, removed ones among them included, plus a little noise; so neither what was
 * removed nor the shape of the hole can be read from the picture. Source: Y. Rong, T. Leemann, V. Borisov, G. Kasneci, E. Kasneci 2022, "A Consistent and Efficient
 * Evaluation Strategy for Attribution Methods" (ROAD), section 4; neighbours, weights and noise as the `grad-cam` package's NoisyLinearImputer (1.5.7).
 * The package factorises the sparse system; here it is solved by conjugate gradients (Hestenes and Stiefel 1952), each size starting from the solution at half the size.
 */
import { createRandom } from '#shared/domain/random.ts';
import type { FaceShape } from '../data/pixels.ts';

/** Of a direct and of a diagonal neighbour: they sum to 1. */
const DIRECT = 1 / 6;
const DIAGONAL = 1 / 12;
/** Largest residual that is left, in levels of 0..255: a hole of a third of 224 x 224 px is then less than half a level from the exact solution. */
const DEFAULT_RESIDUAL = 3e-3;
const MOST_STEPS = 5_000;
/** Below this side a system is small enough to start anywhere. */
const SMALLEST_SIDE_PX = 8;

export type ImputationOptions = {
  readonly shape: FaceShape;
  /** 1 = stays, 0 = removed; [height, width]. */
  readonly kept: Uint8Array;
  readonly residual?: number;
};

/**
 * [height, width, channels] in 0..255, removed pixels replaced, without noise. Where nothing stays the system is singular, and what the package answers is its solver's whim: the picture's
 * mean colour is taken.
 */
export function imputed(
  pixels: ArrayLike<number>,
  { shape, kept, residual = DEFAULT_RESIDUAL }: ImputationOptions,
): Float64Array {
  const { width, height, channels } = shape;
  const result = Float64Array.from(pixels);
  for (let channel = 0; channel < channels; channel++) {
    const plane = Float64Array.from({ length: width * height }, (_, i) => pixels[i * channels + channel] as number); // in range: counted
    const solved = kept.includes(1)
      ? solve({ plane, kept, width, height, residual })
      : plane.fill(plane.reduce((sum, value) => sum + value, 0) / plane.length);
    for (const [i, value] of solved.entries()) result[i * channels + channel] = value;
  }
  return result;
}

/** Adds noise to the removed pixels and rounds. `deviations`: of the noise, by channel, in levels of 0..255. */
export function withNoise(
  values: Float64Array,
  {
    kept,
    deviations,
    seed,
  }: { readonly kept: Uint8Array; readonly deviations: readonly number[]; readonly seed: number },
): Uint8Array {
  const random = createRandom(seed);
  const channels = deviations.length;
  return Uint8Array.from(values, (value, i) => {
    const isKept = kept[Math.floor(i / channels)] === 1;
    const noisy = isKept ? value : value + (deviations[i % channels] as number) * random.normal(); // one a channel
    return Math.round(Math.min(255, Math.max(0, noisy)));
  });
}

type Problem = {
  readonly plane: Float64Array;
  readonly kept: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly residual: number;
};

function solve(problem: Problem): Float64Array {
  const { plane, kept, width, height } = problem;
  const coarse = Math.min(width, height) > SMALLEST_SIDE_PX ? halved(problem) : null;
  const start = coarse === null ? meanOfKept(plane, kept) : null;
  const below = coarse && solve(coarse);
  const guess = plane.map((value, i) => {
    if (kept[i] === 1) return value;
    if (coarse === null || below === null) return start ?? 0;
    return below[(Math.floor(i / width) >> 1) * coarse.width + ((i % width) >> 1)] as number; // half of what is in range
  });
  return conjugateGradients(guess, { kept, width, height, residual: problem.residual });
}

const meanOfKept = (plane: Float64Array, kept: Uint8Array): number => {
  let [sum, count] = [0, 0];
  for (const [i, value] of plane.entries())
    if (kept[i] === 1) {
      sum += value;
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
};

/** Four pixels become one, which is kept where one of them is: their mean. */
function halved({ plane, kept, width, height, residual }: Problem): Problem {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const sums = new Float64Array(half.width * half.height);
  const counts = new Float64Array(sums.length);
  for (const [i, value] of plane.entries()) {
    if (kept[i] !== 1) continue;
    const at = (Math.floor(i / width) >> 1) * half.width + ((i % width) >> 1);
    sums[at] = (sums[at] as number) + value;
    counts[at] = (counts[at] as number) + 1;
  }
  return {
    ...half,
    residual,
    plane: sums.map((sum, i) => (counts[i] === 0 ? 0 : sum / (counts[i] as number))),
    kept: Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0)),
  };
}

/** Planes lie inside a border of one pixel here, which is 0: no neighbour is out of range. `solution` holds kept values too. */
function conjugateGradients(
  guess: Float64Array,
  { kept, width, height, residual }: Omit<Problem, 'plane'>,
): Float64Array {
  const line = width + 2;
  const placeOf = (i: number) => (Math.floor(i / width) + 1) * line + (i % width) + 1;
  const size = line * (height + 2);
  const unknown = Int32Array.from([...kept.keys()].filter((i) => kept[i] !== 1).map(placeOf));
  const whole = new Float64Array(size); // kept values and the guess
  const inside = new Float64Array(size); // 1 in the picture
  for (const [i, value] of guess.entries()) {
    whole[placeOf(i)] = value;
    inside[placeOf(i)] = 1;
  }
  const around = (values: Float64Array, at: number): number =>
    DIRECT * (values[at - 1]! + values[at + 1]! + values[at - line]! + values[at + line]!) +
    DIAGONAL * (values[at - line - 1]! + values[at - line + 1]! + values[at + line - 1]! + values[at + line + 1]!);
  const left = Float64Array.from(unknown, (at) => around(whole, at) - around(inside, at) * whole[at]!); // neighbours outside weigh nothing
  const weight = Float64Array.from(unknown, (at) => around(inside, at));
  const direction = new Float64Array(size);
  for (const [k, at] of unknown.entries()) direction[at] = left[k]!;
  const image = new Float64Array(unknown.length);
  let square = dot(left, left);
  for (let step = 0; step < MOST_STEPS && largest(left) > residual; step++) {
    let bend = 0;
    for (let k = 0; k < unknown.length; k++) {
      const at = unknown[k]!;
      image[k] = weight[k]! * direction[at]! - around(direction, at);
      bend += image[k]! * direction[at]!;
    }
    const length = square / bend;
    for (let k = 0; k < unknown.length; k++) {
      const at = unknown[k]!;
      whole[at] = whole[at]! + length * direction[at]!;
      left[k] = left[k]! - length * image[k]!;
    }
    const next = dot(left, left);
    for (let k = 0; k < unknown.length; k++) {
      const at = unknown[k]!;
      direction[at] = left[k]! + (next / square) * direction[at]!;
    }
    square = next;
  }
  return guess.map((_, i) => whole[placeOf(i)]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
