/** What the network made of a pinned face, epoch by epoch. Pure. */
import type { ProbeStrip } from '#shared/contract/training.ts';
import { type Label, predictedLabel } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';

export type FaceHistory = {
  readonly imageId: ImageId;
  readonly path: string;
  readonly label: Label;
  /** P(fake) after each epoch of the strip; null where it was not scored. */
  readonly scores: readonly (number | null)[];
};

export const historiesOf = ({ faces, epochs }: ProbeStrip): readonly FaceHistory[] =>
  faces.map(({ imageId, path, label }) => ({
    ...{ imageId, path, label },
    scores: epochs.map(({ results }) => results.find((result) => result.imageId === imageId)?.score ?? null),
  }));

export type Outcome = {
  /** P(fake) */
  readonly score: number;
  readonly predicted: Label;
  readonly isRight: boolean;
  /** It was called otherwise after the epoch before. */
  readonly hasFlipped: boolean;
};

/** `at`: position among the strip's epochs. Null where it was not scored. */
export function outcomeAt({ label, scores }: FaceHistory, at: number): Outcome | null {
  const score = scores[at] ?? null;
  if (score === null) return null;
  const predicted = predictedLabel(score);
  const before = scores[at - 1] ?? null;
  return {
    score,
    predicted,
    isRight: predicted === label,
    hasFlipped: before !== null && predictedLabel(before) !== predicted,
  };
}
