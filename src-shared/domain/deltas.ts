/** How far a figure is from the baseline's, and what that is worth. */

export type Better = 'higher' | 'lower' | null;

/** `noise`: no further away than repeating a training with another seed moves it. */
export type Verdict = 'better' | 'worse' | 'noise' | 'alike';

export type Delta = {
  /** This one less the baseline's, in the figure's own unit. */
  readonly difference: number;
  /** Null where nobody knows which way is better. */
  readonly verdict: Verdict | null;
};

export type DeltaOptions = {
  readonly better: Better;
  /** What counts as alike: half of the last digit that is shown. */
  readonly tolerance: number;
  /** Largest less smallest value among repetitions with other seeds; null = there are none. */
  readonly spread: number | null;
};

/** Null where one is missing. */
export function deltaOf(
  value: number | null,
  baseline: number | null,
  { better, tolerance, spread }: DeltaOptions,
): Delta | null {
  if (value === null || baseline === null) return null;
  const difference = value - baseline;
  const size = Math.abs(difference);
  if (size < tolerance) return { difference, verdict: 'alike' };
  if (better === null) return { difference, verdict: null };
  if (spread !== null && size <= spread) return { difference, verdict: 'noise' };
  return { difference, verdict: difference > 0 === (better === 'higher') ? 'better' : 'worse' };
}

/** Largest less smallest of the values that are known; null where fewer than two are. */
export function spreadOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < 2 ? null : Math.max(...known) - Math.min(...known);
}

/** The wider of two spreads: a difference between two groups has to leave both. */
export const widerSpread = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

export type Extreme = 'lowest' | 'highest';

/** Which values of a row are its ends; none where fewer than two differ. */
export function extremesOf(values: readonly (number | null)[]): readonly (Extreme | null)[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (known.length < 2 || low === high) return values.map(() => null);
  return values.map((value) => (value === low ? 'lowest' : value === high ? 'highest' : null));
}
