/** Which sweep and trial a training of the queue belongs to. */
import { parseExperiment } from '#shared/config/parse.ts';
import { AppError } from '#shared/errors.ts';
import { sweepTag, trialOfTags } from '#shared/sweep/tags.ts';

/** Null for one of no sweep, and for a configuration that does not fit any more: nobody's trial. */
export function trialOfEntry(configYaml: string): ReturnType<typeof trialOfTags> {
  if (!configYaml.includes(sweepTag(''))) return null; // most are none: nothing is parsed for them
  try {
    return trialOfTags(parseExperiment(configYaml, { file: 'a waiting training' }).config.tags);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
