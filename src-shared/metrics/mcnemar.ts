/** Two classifiers on the same images (McNemar 1947, "Note on the sampling error of the difference between correlated proportions"). */
import { predictedLabel } from '../domain/labels.ts';
import { assert } from '../errors.ts';
import { assertScored } from './scored.ts';

export type Comparison = {
  readonly n: number;
  readonly bothRight: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  readonly bothWrong: number;
  /** Two-sided exact p-value of "both are right equally often". */
  readonly pValue: number;
};

export type ComparisonOptions = {
  /** [N] 1 = real, 0 = fake. */
  readonly labels: ArrayLike<number>;
  /** [N] P(fake) of either classifier; each is called fake where it is at least its own threshold. */
  readonly first: { readonly scores: ArrayLike<number>; readonly threshold: number };
  readonly second: { readonly scores: ArrayLike<number>; readonly threshold: number };
};

export function compareClassifiers({ labels, first, second }: ComparisonOptions): Comparison {
  assertScored({ scores: first.scores, labels });
  assertScored({ scores: second.scores, labels });
  let [bothRight, onlyFirstRight, onlySecondRight, bothWrong] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const isFirstRight = predictedLabel(first.scores[i]!, first.threshold) === labels[i];
    const isSecondRight = predictedLabel(second.scores[i]!, second.threshold) === labels[i];
    if (isFirstRight && isSecondRight) bothRight++;
    else if (isFirstRight) onlyFirstRight++;
    else if (isSecondRight) onlySecondRight++;
    else bothWrong++;
  }
  const pValue = mcnemarExact(onlyFirstRight, onlySecondRight);
  return { n: labels.length, bothRight, onlyFirstRight, onlySecondRight, bothWrong, pValue };
}

/**
 * The chance that of the images which one classifier alone gets right, the split is as uneven as this or more so, were each as likely to fall to either:
 * twice the lower tail of Binomial(n, 1/2), at most 1.
 */
export function mcnemarExact(onlyFirstRight: number, onlySecondRight: number): number {
  const n = onlyFirstRight + onlySecondRight;
  const k = Math.min(onlyFirstRight, onlySecondRight);
  assert(k >= 0 && Number.isInteger(n), 'counts are whole numbers');
  let logLargest = -n * Math.LN2; // of C(n, k) / 2^n: in logarithms, as it underflows from n = 1075 on
  for (let i = 1; i <= k; i++) logLargest += Math.log((n - i + 1) / i);
  let tail = 0;
  let term = 1; // relative to the largest, from it down to C(n, 0)
  for (let i = k; i >= 0; i--) {
    tail += term;
    term *= i / (n - i + 1);
  }
  return Math.min(1, 2 * Math.exp(logLargest) * tail);
}
