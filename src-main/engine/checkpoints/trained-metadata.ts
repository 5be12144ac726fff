/** What Facet writes into a file of weights about the network it belongs to, so that the file alone is enough to use it. */
import { z } from 'zod';
import { ModelSettings } from '../messages.ts';

const Trained = z.strictObject({ model: ModelSettings, crop: z.boolean() });
export type Trained = z.infer<typeof Trained>;

const KEY = 'facet';

/** `format: pt` is what PyTorch's own reader of safetensors looks for. */
export const trainedMetadata = (trained: Trained): Record<string, string> => ({
  format: 'pt',
  [KEY]: JSON.stringify(Trained.parse(trained)),
});

/** Null in a file that others wrote, or a Facet with other settings: then a configuration has to say. */
export function readTrainedMetadata(metadata: ReadonlyMap<string, string>): Trained | null {
  const text = metadata.get(KEY);
  if (text === undefined) return null;
  try {
    return Trained.parse(JSON.parse(text));
  } catch {
    return null; // not ours: the same as absent
  }
}
