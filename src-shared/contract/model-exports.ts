/** A trained network as a folder for others: safetensors, SavedModel or ONNX, with a card that says what it is. */
import { z } from 'zod';
import { EXPORT_FORMATS } from '../domain/model-exports.ts';
import { RunId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

export const MadeModelExport = z.object({
  /** Absolute, of the folder. */
  path: z.string(),
  /** The model's file in it. */
  file: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  /** The text of MODEL_CARD.md beside it. */
  card: z.string(),
});
export type MadeModelExport = z.infer<typeof MadeModelExport>;

export const modelExports = {
  /** Into a new folder inside `folder`. `checkpoint`: `best`, `last` or an epoch. @throws not_found, file_not_found, file_invalid */
  start: procedure
    .input(
      z.object({
        runId: RunId,
        checkpoint: z.string().regex(/^(best|last|\d{1,6})$/),
        format: z.enum(EXPORT_FORMATS),
        folder: z.string().min(1).max(4096),
      }),
    )
    .output(z.object({ jobId: JobId })),
  /** What a job of these made. @throws not_found, conflict (not done yet) */
  made: procedure.input(z.object({ jobId: JobId })).output(MadeModelExport),
};
