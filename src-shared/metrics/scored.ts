/** What every metric starts from: a score and the truth for each image. */
import { FAKE, REAL } from '../domain/labels.ts';
import { assert } from '../errors.ts';

export type Scored = {
  /** [N] P(fake), 0..1. */
  readonly scores: ArrayLike<number>;
  /** [N] 1 = real, 0 = fake. */
  readonly labels: ArrayLike<number>;
};

/** A score that is not a number, or a label that is no class, is a bug of whoever made it: sorting would hide it. */
export function assertScored({ scores, labels }: Scored): void {
  assert(scores.length === labels.length, `there are as many labels (${labels.length}) as scores (${scores.length})`);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    const label = labels[i]!;
    if (score >= 0 && score <= 1 && (label === FAKE || label === REAL)) continue;
    assert(false, `score ${i} is in 0..1 (${score}) and its label ${FAKE} or ${REAL} (${label})`);
  }
}

/** Null means "there is none": a share of nothing. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
