/** The training images of an epoch: which order, which changes. What trains and what only shows them ask here. */
import type { TrainJob } from '../messages.ts';
import { createAugmentation } from './augmentation.ts';
import { epochOrder } from './batches.ts';
import type { BatchRequest } from './face-reader.ts';

export type TrainingOrderOptions = Pick<TrainJob, 'augmentation' | 'seed'> & {
  /** Images that train: the first ones of the reader's list. */
  readonly count: number;
};

/** A function of the epoch alone, from its first batch on. */
export function trainingOrder({ augmentation, seed, count }: TrainingOrderOptions): (epoch: number) => BatchRequest {
  const augment = createAugmentation(augmentation);
  return (epoch) => ({ order: epochOrder(count, { seed, epoch }), augment, seed, epoch, firstBatch: 0 });
}
