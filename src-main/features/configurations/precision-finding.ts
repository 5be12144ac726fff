/** Whether the device has any use for the precision that a configuration asks for. */
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Finding } from '#shared/contract/configurations.ts';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import { computeTypeOf } from '#shared/domain/precision.ts';
import { AppError } from '#shared/errors.ts';
import { refusal } from './findings.ts';

export function precisionFindings(config: ExperimentConfig, facts: DeviceFacts): readonly Finding[] {
  if (config.device === 'cpu' && facts.kind === 'gpu') return []; // the CPU was not asked: the start says
  try {
    computeTypeOf(config, facts);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [refusal(error, { path: 'precision' })];
  }
}
