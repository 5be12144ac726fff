/**
 * Smoothing of curves: the exponential moving average of Weights & Biases' line plots ("time weighted EMA", their default; docs, "Smooth line plots").
 * The past is weighed down by the distance on the x axis, not by the number of points, so a thinned curve and a dense one are smoothed alike; and the
 * sum is divided by the sum of its weights, so the first values are not drawn to zero.
 */

/** Of theirs: the x axis is this many units long, whatever it shows. */
const VIEWPORT_UNITS = 1_000;
const LARGEST_WEIGHT = 0.999;

export type Column = readonly (number | null)[];

/** `weight` of the past, 0..1; 0 = as it is. What is missing stays missing and counts for nothing. x rises. */
export function smoothed(x: readonly number[], y: Column, weight: number): Column {
  if (weight <= 0 || x.length < 2) return y;
  const perUnit = Math.min(Math.sqrt(weight), LARGEST_WEIGHT);
  const range = (x.at(-1) ?? 0) - (x[0] ?? 0);
  if (range <= 0) return y;
  let sum = 0;
  let weights = 0;
  let before = x[0] ?? 0;
  return y.map((value, i) => {
    if (value === null || !Number.isFinite(value)) return null;
    const here = x[i] ?? before;
    const decay = perUnit ** (((here - before) / range) * VIEWPORT_UNITS);
    before = here;
    sum = sum * decay + value;
    weights = weights * decay + 1;
    return sum / weights;
  });
}
