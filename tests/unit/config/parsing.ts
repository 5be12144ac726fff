import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { AppError } from '#shared/errors.ts';

/** The shortest configuration that there is. */
export const SHORTEST = 'data: {train: faces.csv}\n';

export const parse = (text: string, overrides: readonly string[] = []): ExperimentConfig =>
  parseExperiment(text, { file: 'f.yaml', overrides }).config;

/** The AppError that a text ends in; anything else thrown goes on. */
export function failure(text: string, overrides: readonly string[] = []): AppError {
  try {
    parse(text, overrides);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`this should not have been taken as a configuration: ${text.slice(0, 200)}`);
}

export const message = (text: string, overrides: readonly string[] = []): string => failure(text, overrides).message;
