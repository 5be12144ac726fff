/** Scores of a network over a set of images. */
import { predictedLabel } from '#shared/domain/labels.ts';
import type { Batch } from '../data/batches.ts';
import type { EvaluationResult } from '../networks/model-session.ts';
import type { Measured } from '../training/state.ts';
import type { ValidationProgress } from '../training/train.ts';

/**
 * Mean loss and accuracy over all images: sums over samples, so that a short last batch weighs what it holds.
 * @throws whatever the batches or the network throw
 */
export async function* measure(
  evaluate: (batch: Batch) => EvaluationResult,
  batches: AsyncIterable<Batch>,
  count: number,
): AsyncGenerator<ValidationProgress, Measured> {
  let seen = 0;
  let lossSum = 0;
  let correct = 0;
  for await (const batch of batches) {
    const { scores, losses } = evaluate(batch);
    for (const [i, score] of scores.entries()) {
      lossSum += losses[i] as number; // one a score
      if (predictedLabel(score) === batch.labels[i]) correct++;
    }
    seen += batch.labels.length;
    yield { seen, count };
  }
  return { loss: lossSum / seen, accuracy: correct / seen };
}
