/** Logits of any number of pictures, in batches of one size. */
import { setImmediate as turn } from 'node:timers/promises';
import { loadNetwork } from '../evaluation/load-network.ts';
import type { ModelSettings } from '../messages.ts';

export type Network = {
  /** Pictures [height, width, channels] uint8 each -> [N, classes] float32. */
  readonly logits: (pictures: readonly Uint8Array[]) => Promise<Float32Array>;
  readonly dispose: () => void;
};

/** Dispose it. @throws file_invalid */
export async function openLogits({
  model: settings,
  weights,
  batchSize,
}: {
  readonly model: ModelSettings;
  readonly weights: string;
  readonly batchSize: number;
}): Promise<Network> {
  const session = await loadNetwork(settings, weights);
  return {
    logits: async (pictures) => {
      const result = new Float32Array(pictures.length * settings.classes);
      for (let first = 0; first < pictures.length; first += batchSize) {
        const part = pictures.slice(first, first + batchSize);
        const batch = { pixels: joined(part), labels: new Int32Array(part.length) };
        const [fetched] = session.fetch(batch, [session.model.evaluation.logits]);
        result.set(fetched?.data as Float32Array, first * settings.classes); // declared float32
        await turn(); // decoded pictures come in, and a message to stop
      }
      return result;
    },
    dispose: () => session.dispose(),
  };
}

function joined(pictures: readonly Uint8Array[]): Uint8Array {
  const size = pictures[0]?.length ?? 0;
  const pixels = new Uint8Array(pictures.length * size);
  for (const [i, picture] of pictures.entries()) pixels.set(picture, i * size);
  return pixels;
}
