/**
 * The one place that says which class is which. As in the reference project's CSV: column `real`, 1 = real, 0 = fake.
 * A score is P(fake), 0..1; a face is called fake where score >= threshold.
 */
export const FAKE = 0;
export const REAL = 1;

export type Label = typeof FAKE | typeof REAL;

export const CLASS_NAMES = ['fake', 'real'] as const;
export type ClassName = (typeof CLASS_NAMES)[number];

/** Used wherever no operating point was chosen. */
export const DEFAULT_THRESHOLD = 0.5;

export const predictedLabel = (score: number, threshold = DEFAULT_THRESHOLD): Label =>
  score >= threshold ? FAKE : REAL;
export const className = (label: Label): ClassName => CLASS_NAMES[label];
