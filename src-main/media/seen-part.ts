/** What part of a picture a network sees, and in what shape: as its run's configuration says. */
import { z } from 'zod';
import type { Store } from '#main/store/open.ts';
import type { EvaluationSummary, JsonObject } from '#shared/domain/records.ts';

type Size = { readonly width: number; readonly height: number };

/** `input` null: the weights belong to no run, so nothing is known of their input; the whole picture is shown. */
export type SeenPart = { readonly input: Size | null; readonly crop: boolean };

const SeenConfig = z.object({
  data: z.object({ crop: z.boolean() }),
  input_size: z.object({ width: z.int().positive(), height: z.int().positive() }),
});

export function seenPartOf(config: JsonObject): SeenPart {
  const seen = SeenConfig.safeParse(config);
  return seen.success ? { input: seen.data.input_size, crop: seen.data.data.crop } : { input: null, crop: false };
}

export const seenPartOfTest = ({ runs }: Pick<Store, 'runs'>, { runId }: Pick<EvaluationSummary, 'runId'>): SeenPart =>
  runId === null ? { input: null, crop: false } : seenPartOf(runs.get(runId).config);
