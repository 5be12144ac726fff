import type { FaceFile } from '#main/engine/messages.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { CLASS_NAMES, FAKE, REAL } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';

/**
 * How much a face counts in the loss by its class, fake first; null = all alike. Balanced: faces / (2 x faces of the class), scikit-learn's
 * `compute_class_weight('balanced')`.
 * @throws data_invalid where they are to be balanced and a class has no face
 */
export function classWeightsOf(
  { class_weights: asked }: Pick<ExperimentConfig, 'class_weights'>,
  train: readonly FaceFile[],
): number[] | null {
  if (asked === 'none') return null;
  if (asked !== 'balanced') return [...asked];
  if (train.length === 0) return null; // nothing is trained: only how faces are read is asked for
  return [FAKE, REAL].map((label) => {
    const count = train.filter((face) => face.label === label).length;
    if (count === 0)
      throw new AppError(
        'data_invalid',
        `class_weights: balanced needs faces of both classes, and no ${CLASS_NAMES[label]} one trains.`,
      );
    return train.length / (CLASS_NAMES.length * count);
  });
}
