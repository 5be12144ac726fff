import type { ExperimentConfig } from '#shared/config/schema.ts';

/** What a batch depends on: which faces, in which order, at which size, with which changes. */
export const batchKey = ({ data, seed, batch_size, input_size, model, augmentation }: ExperimentConfig): string =>
  JSON.stringify([data, seed, batch_size, input_size, model.in_channels, augmentation]);
