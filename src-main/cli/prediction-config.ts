/** The configuration of a prediction: a file's, or the defaults, since the weights say themselves what network they are. */
import { readExperiment } from '#main/features/training/request.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';

export const predictionConfig = (file: string | undefined): ExperimentConfig =>
  file === undefined
    ? parseExperiment('data: { train: none.csv }', { file: 'the defaults' }).config
    : readExperiment(file);
