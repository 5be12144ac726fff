/** Predictions as a table that `facet predict` would have written, with more beside them. */
import { className } from '#shared/domain/labels.ts';
import { csvText } from '#shared/export/csv.ts';
import type { ExportedFace, ExportedTest } from './chosen-faces.ts';

/** The first three as the reference's submission: `real` is what was called. */
const HEADER = [
  'path',
  'real',
  'p_fake',
  'label',
  'called',
  'outcome',
  'threshold',
  'loss',
  'line',
  'run',
  'data',
  'split',
];

export const predictionsCsv = (
  faces: readonly ExportedFace[],
  { threshold, runName, evaluation }: ExportedTest,
): string =>
  csvText(
    HEADER,
    faces.map(({ path, called, score, label, outcome, loss, line }) => [
      path,
      called,
      Number(score.toFixed(6)),
      className(label),
      className(called),
      outcome,
      threshold,
      loss,
      line,
      runName ?? evaluation.checkpointFile,
      evaluation.datasetName,
      evaluation.splitName,
    ]),
  );
