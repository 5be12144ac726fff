/** The bars of a histogram of scores, what each stands for, and how keys walk over those with faces. Pure. */

import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { plural } from '../format.ts';

/** Around the bars, in the chart. */
export const PLOT_PX = { left: 52, right: 14, top: 14, bottom: 38 };

/** Faces in equal parts of 0..1, by class. */
export type BarCounts = { readonly fake: readonly number[]; readonly real: readonly number[] };

/** `bin`: from 0. */
export type BarPlace = { readonly label: Label; readonly bin: number };
export type Bar = BarPlace & { readonly count: number };

export type ScoresOfBar = { readonly label: Label; readonly from: number; readonly below: number | null };

export const FIRST_PLACE: BarPlace = { label: FAKE, bin: 0 };

/** The bar that is nearest to a place, of the other class where its own has none; null where there is no face at all. */
export function barNear(counts: BarCounts, { label, bin }: BarPlace): Bar | null {
  const own = barsOf(counts, label);
  const bars = own.length > 0 ? own : barsOf(counts, label === FAKE ? REAL : FAKE);
  const [first = null] = bars.toSorted((a, b) => Math.abs(a.bin - bin) - Math.abs(b.bin - bin));
  return first;
}

/** Where a key leads from a bar: left and right to the next one of its class, up to the fakes, down to the real faces. Null where the key means nothing. */
export function placeAfter(key: string, { label, bin }: Bar, counts: BarCounts): BarPlace | null {
  const bars = barsOf(counts, label);
  switch (key) {
    case 'ArrowLeft':
      return bars.findLast((bar) => bar.bin < bin) ?? { label, bin };
    case 'ArrowRight':
      return bars.find((bar) => bar.bin > bin) ?? { label, bin };
    case 'ArrowUp':
      return { label: FAKE, bin };
    case 'ArrowDown':
      return { label: REAL, bin };
    case 'Home':
      return { label, bin: 0 };
    case 'End':
      return { label, bin: counts.fake.length - 1 };
    default:
      return null;
  }
}

/** "12 fakes, score 0.900 to 0.925"; `separator` stands between the two. */
export function barWords({ label, bin, count }: Bar, bins: number, separator = ', '): string {
  const edge = (place: number) => (place / bins).toFixed(3);
  return `${plural(count, label === FAKE ? 'fake' : 'real face')}${separator}score ${edge(bin)} to ${edge(bin + 1)}`;
}

/** The scores that a bar stands for; the last one has no upper end. */
export const scoresOf = ({ label, bin }: BarPlace, bins: number): ScoresOfBar => ({
  label,
  from: bin / bins,
  below: bin === bins - 1 ? null : (bin + 1) / bins,
});

const barsOf = ({ fake, real }: BarCounts, label: Label): readonly Bar[] =>
  (label === FAKE ? fake : real).map((count, bin) => ({ label, bin, count })).filter(({ count }) => count > 0);
