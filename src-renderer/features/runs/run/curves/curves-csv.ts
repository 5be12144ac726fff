/** Epochs and steps as CSV: numbers whole, as the store has them. */
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';
import { csvText } from '#shared/export/csv.ts';

const EPOCH_COLUMNS = [
  'epoch',
  'step',
  'trainLoss',
  'trainAccuracy',
  'validLoss',
  'validAccuracy',
  'learningRate',
  'durationMs',
  'imagesPerSecond',
] as const satisfies readonly (keyof EpochRecord)[];

export const epochsCsv = (epochs: readonly EpochRecord[]): string =>
  csvText(
    EPOCH_COLUMNS,
    epochs.map((epoch) => EPOCH_COLUMNS.map((name) => epoch[name])),
  );

const STEP_COLUMNS = ['step', 'epoch', 'loss', 'accuracy', 'learningRate', 'imagesPerSecond', 'memoryBytes'] as const;

export const stepsCsv = (steps: StepColumns): string =>
  csvText(
    STEP_COLUMNS,
    steps.step.map((_, i) => STEP_COLUMNS.map((name) => steps[name][i] ?? null)),
  );
