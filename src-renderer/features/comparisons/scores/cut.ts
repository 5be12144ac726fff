/** One threshold of one test, and where it stands on the curves of its scores. Pure. */
import type { TestScores } from '#shared/contract/comparisons.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

export type Cut = { readonly evaluationId: EvaluationId; readonly threshold: number };

/** What a threshold makes of the faces. */
export type CutCounts = {
  readonly fakes: number;
  readonly reals: number;
  readonly missedFakes: number;
  readonly falseAlarms: number;
};

/** Thresholds at which another face is called otherwise, rising; empty where a class is missing. */
export const cutsOf = ({ roc }: Pick<TestScores, 'roc'>): readonly number[] =>
  (roc?.threshold ?? []).filter((threshold) => threshold !== null).toSorted((a, b) => a - b);

/** Position of the first one that is not below a threshold: it calls the same faces fake. The last one where all are below. */
export function nearestCut(cuts: readonly number[], threshold: number): number {
  const found = cuts.findIndex((cut) => cut >= threshold);
  return found === -1 ? cuts.length - 1 : found;
}

/** Position on a curve of the point nearest to a threshold; null where it has none. */
export function placeOnCurve(thresholds: readonly (number | null)[], threshold: number): number | null {
  let place: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, value] of thresholds.entries()) {
    if (value === null || Math.abs(value - threshold) >= least) continue;
    place = i;
    least = Math.abs(value - threshold);
  }
  return place;
}

/** Counts behind a point of the ROC curve: its rates are whole numbers of faces over all of a class. Null where the curve has no such point. */
export function countsAt({ roc, confusion, positiveClass }: TestScores, threshold: number): CutCounts | null {
  const place = roc?.threshold.indexOf(threshold) ?? -1;
  if (roc === null || place === -1) return null;
  const fakes = confusion.fakeCalledFake + confusion.fakeCalledReal;
  const reals = confusion.realCalledFake + confusion.realCalledReal;
  const [alarmed, missed] = [roc.falsePositiveRate[place] ?? 0, 1 - (roc.truePositiveRate[place] ?? 0)];
  const [realsWrong, fakesWrong] = positiveClass === 'fake' ? [alarmed, missed] : [missed, alarmed];
  return { fakes, reals, missedFakes: Math.round(fakesWrong * fakes), falseAlarms: Math.round(realsWrong * reals) };
}
