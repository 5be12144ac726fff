/** What a threshold makes of a set of scores: the confusion matrix and the figures that follow from its four numbers. */
import { type ClassName, FAKE, predictedLabel } from '../domain/labels.ts';
import { assertScored, ratio, type Scored } from './scored.ts';

/** Number of images by what they are and what they were called. */
export type Confusion = {
  readonly threshold: number;
  readonly n: number;
  readonly fakeCalledFake: number;
  readonly fakeCalledReal: number;
  readonly realCalledFake: number;
  readonly realCalledReal: number;
};

/** Fractions 0..1. Null = there is none: nothing was called positive (precision), no image is positive (recall), and so on. */
export type BinaryMetrics = {
  readonly positiveClass: ClassName;
  readonly threshold: number;
  readonly n: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly accuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly specificity: number | null;
  readonly balancedAccuracy: number | null;
};

export type ThresholdOptions = Scored & {
  /** An image is called fake where its score >= threshold. */
  readonly threshold: number;
};

export function confusion({ scores, labels, threshold }: ThresholdOptions): Confusion {
  assertScored({ scores, labels });
  let [fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal] = [0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const isCalledFake = predictedLabel(scores[i] as number, threshold) === FAKE; // i is below the length
    if (labels[i] === FAKE) isCalledFake ? fakeCalledFake++ : fakeCalledReal++;
    else isCalledFake ? realCalledFake++ : realCalledReal++;
  }
  return { threshold, n: scores.length, fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal };
}

/** Accuracy, precision, recall, F1, specificity and balanced accuracy from totals over the whole set. */
export const binaryMetrics = ({
  positive,
  ...options
}: ThresholdOptions & { readonly positive: ClassName }): BinaryMetrics => metricsOf(confusion(options), positive);

/** The same from a confusion matrix that is already there. */
export function metricsOf(matrix: Confusion, positive: ClassName): BinaryMetrics {
  const { threshold, n, fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal } = matrix;
  const isFakePositive = positive === 'fake';
  const truePositives = isFakePositive ? fakeCalledFake : realCalledReal;
  const trueNegatives = isFakePositive ? realCalledReal : fakeCalledFake;
  const falsePositives = isFakePositive ? realCalledFake : fakeCalledReal;
  const falseNegatives = isFakePositive ? fakeCalledReal : realCalledFake;

  const recall = ratio(truePositives, truePositives + falseNegatives);
  const specificity = ratio(trueNegatives, trueNegatives + falsePositives);
  return {
    positiveClass: positive,
    threshold,
    n,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    accuracy: ratio(truePositives + trueNegatives, n),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall,
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    specificity,
    balancedAccuracy: recall === null || specificity === null ? null : (recall + specificity) / 2,
  };
}
