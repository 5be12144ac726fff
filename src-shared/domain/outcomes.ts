/** What became of a face whose label is known: the label first, then what it was called. */
import { FAKE, type Label, predictedLabel, REAL } from './labels.ts';

export const OUTCOMES = ['fake-called-fake', 'fake-called-real', 'real-called-fake', 'real-called-real'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = {
  'fake-called-fake': 'Fake, called fake',
  'fake-called-real': 'Fake, called real',
  'real-called-fake': 'Real, called fake',
  'real-called-real': 'Real, called real',
};

export type OutcomeParts = { readonly label: Label; readonly predicted: Label; readonly isRight: boolean };

export const OUTCOME_PARTS: Readonly<Record<Outcome, OutcomeParts>> = {
  'fake-called-fake': { label: FAKE, predicted: FAKE, isRight: true },
  'fake-called-real': { label: FAKE, predicted: REAL, isRight: false },
  'real-called-fake': { label: REAL, predicted: FAKE, isRight: false },
  'real-called-real': { label: REAL, predicted: REAL, isRight: true },
};

/** score: P(fake). */
export function outcomeOf(
  { label, score }: { readonly label: Label; readonly score: number },
  threshold: number,
): Outcome {
  const predicted = predictedLabel(score, threshold);
  if (label === FAKE) return predicted === FAKE ? 'fake-called-fake' : 'fake-called-real';
  return predicted === FAKE ? 'real-called-fake' : 'real-called-real';
}
