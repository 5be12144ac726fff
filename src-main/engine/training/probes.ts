/** Pinned faces under the weights of the moment: scored and explained in evaluation mode, over the variables that training changes. */
import { predictedLabel } from '#shared/domain/labels.ts';
import type { Batch } from '../data/batches.ts';
import type { FactOf } from '../messages.ts';
import type { HeatmapResult } from '../networks/model-session.ts';

export type Prober = {
  /** Null where there are no probes, or one of them cannot be read any more. */
  readonly probe: (epoch: number) => Promise<FactOf<'probes'> | null>;
};

export type ProberOptions = {
  readonly count: number;
  readonly layer: string;
  /** The probes in their order, as they are. */
  readonly batches: () => AsyncIterable<Batch>;
  /** Explains the predicted class of each face. */
  readonly explain: (batch: Batch) => HeatmapResult;
  readonly notify: (text: string) => void;
};

/** A face that cannot be read ends the probing, said once, and not the training: hours of work do not depend on a picture beside it. */
export function createProber({ count, layer, batches, explain, notify }: ProberOptions): Prober {
  let isOver = count === 0;
  return {
    probe: async (epoch) => {
      if (isOver) return null;
      const results: HeatmapResult[] = [];
      try {
        for await (const batch of batches()) results.push(explain(batch));
      } catch (error) {
        isOver = true;
        notify(`The pinned faces are not scored any more: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }
      return { kind: 'probes', epoch, layer, ...joined(results) };
    },
  };
}

function joined(results: readonly HeatmapResult[]) {
  const scores = concatenated(results.map((result) => result.scores));
  return {
    rows: results[0]?.rows ?? 0,
    columns: results[0]?.columns ?? 0,
    scores,
    classes: Array.from(scores, (score) => predictedLabel(score)),
    maps: concatenated(results.map((result) => result.maps)),
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
