import type { Run } from '#shared/domain/records.ts';

/** Steps of an epoch of a run: what makes a place within an epoch of the number of a step. */
export function stepsPerEpochOf({ trainCount, config }: Pick<Run, 'trainCount' | 'config'>): number {
  const batchSize = config['batch_size'];
  return Math.max(1, Math.ceil(trainCount / (typeof batchSize === 'number' ? batchSize : trainCount)));
}
