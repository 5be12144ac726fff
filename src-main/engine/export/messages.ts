/** The job that makes a trained network a file for others, and what is left of it. */
import { z } from 'zod';
import { EXPORT_FORMATS } from '#shared/domain/model-exports.ts';
import { FilePath } from '../message-parts.ts';

export const ExportModelJob = z.strictObject({
  kind: z.literal('export-model'),
  format: z.enum(EXPORT_FORMATS),
  /** Weights that say which network they are. */
  source: FilePath,
  /** Exists; the model's files are written into it. */
  folder: FilePath,
  /** In the file's metadata, where the format has some: a face is called fake where its score is at least this. */
  threshold: z.number(),
  /** Of Facet. */
  version: z.string(),
});
export type ExportModelJob = z.infer<typeof ExportModelJob>;

export const ExportModelResult = z.strictObject({
  kind: z.literal('export-model'),
  /** The file that holds the weights, relative to the folder. */
  file: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
});
