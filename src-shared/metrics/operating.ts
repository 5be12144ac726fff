/** Thresholds with a reason: what they make of a set of scores, exactly. */
import type { Ranking } from './ranking.ts';
import { equalErrorRate } from './roc.ts';
import { thinCurve } from './thin.ts';

/** Faces with a score >= threshold are called fake. */
export type CountsAt = {
  readonly threshold: number;
  readonly fakesCalledFake: number;
  readonly realsCalledFake: number;
};

/** Of one fake that is called real, and of one real face that is called fake. */
export type Costs = { readonly missedFake: number; readonly falseAlarm: number };

/** At any threshold, whether a face has that score or not. */
export function countsAt({ thresholds, fakesCalledFake, realsCalledFake }: Ranking, threshold: number): CountsAt {
  let [low, high] = [0, thresholds.length - 1]; // the last place whose threshold is not below: there is one, Infinity
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (thresholds[middle]! >= threshold) low = middle;
    else high = middle - 1;
  }
  return { threshold, fakesCalledFake: fakesCalledFake[low]!, realsCalledFake: realsCalledFake[low]! };
}

/** At most `most` of the measured points, by rising threshold, drawn evenly along the ROC curve; without the one at which nothing is called fake. */
export function thinnedPoints(ranking: Ranking, most: number): readonly CountsAt[] {
  const { thresholds, fakesCalledFake, realsCalledFake, fakes, reals } = ranking;
  const shares = (counts: Float64Array, all: number) => counts.subarray(1).map((count) => count / Math.max(1, all));
  if (thresholds.length === 1) return [];
  return thinCurve(shares(realsCalledFake, reals), shares(fakesCalledFake, fakes), most)
    .map((place) => pointAt(ranking, place + 1))
    .reverse();
}

/** The threshold at which missed fakes and false alarms are most alike; null where a class is missing. */
export function equalErrorPoint(ranking: Ranking): CountsAt | null {
  const found = equalErrorRate(ranking);
  return found === null ? null : countsAt(ranking, found.threshold);
}

/** Fake positive; among equals the one that calls fewest fake. Null where there is no fake. */
export function bestF1Point(ranking: Ranking): CountsAt | null {
  const { fakesCalledFake, realsCalledFake, fakes } = ranking;
  if (fakes === 0) return null;
  return bestPoint(ranking, (k) => (2 * fakesCalledFake[k]!) / (fakes + fakesCalledFake[k]! + realsCalledFake[k]!));
}

/** Finds the most fakes while at most this share of the reals is called fake; null where a class is missing, or only never calling fake keeps to it. */
export function lowFalseAlarmPoint(ranking: Ranking, rate: number): CountsAt | null {
  const { fakesCalledFake, realsCalledFake, fakes, reals } = ranking;
  if (fakes === 0 || reals === 0) return null;
  const point = bestPoint(ranking, (k) => (realsCalledFake[k]! <= rate * reals ? fakesCalledFake[k]! : -1));
  return point === null || point.realsCalledFake > rate * reals ? null : point;
}

/** The least cost in all; among equals the one that calls fewest fake. Null where there is no face, or where never calling fake costs less. */
export function leastCostPoint(ranking: Ranking, { missedFake, falseAlarm }: Costs): CountsAt | null {
  const { fakesCalledFake, realsCalledFake, fakes } = ranking;
  const costAt = (k: number) => missedFake * (fakes - fakesCalledFake[k]!) + falseAlarm * realsCalledFake[k]!;
  const point = bestPoint(ranking, (k) => -costAt(k));
  if (point === null) return null;
  const cost = missedFake * (fakes - point.fakesCalledFake) + falseAlarm * point.realsCalledFake;
  return cost > costAt(0) ? null : point;
}

/** Among the points at scores of faces. */
function bestPoint(ranking: Ranking, valueAt: (k: number) => number): CountsAt | null {
  let best = 0;
  for (let k = 1; k < ranking.thresholds.length; k++) if (best === 0 || valueAt(k) > valueAt(best)) best = k;
  return best === 0 ? null : pointAt(ranking, best);
}

const pointAt = ({ thresholds, fakesCalledFake, realsCalledFake }: Ranking, k: number): CountsAt => ({
  threshold: thresholds[k]!,
  fakesCalledFake: fakesCalledFake[k]!,
  realsCalledFake: realsCalledFake[k]!,
});
