/**
 * The loss that training makes smaller: torch.nn.CrossEntropyLoss with its `weight` and `label_smoothing`, mean over the batch. Label smoothing:
 * Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision", section 7.
 */
import type { Recipe } from '../message-parts.ts';
import { knownSize, type Value } from '../tensorflow/graph.ts';
import { constant, divide, matmul, mean, multiply, reshape, total } from '../tensorflow/ops/arithmetic.ts';
import { oneHot, softmaxCrossEntropy, softTargetCrossEntropy } from '../tensorflow/ops/classification.ts';

/**
 * logits [N, C] float32, labels [N] int32 -> a scalar. With weights w and smoothing s an example of class y counts with the targets
 * (1 - s) w_y at y and s / C w_c everywhere; the sum over the batch is divided by the sum of its w_y.
 */
export function trainingLoss(
  logits: Value,
  labels: Value,
  { labelSmoothing, classWeights }: Pick<Recipe, 'labelSmoothing' | 'classWeights'>,
): Value {
  if (labelSmoothing === 0 && classWeights === null) return mean(softmaxCrossEntropy(logits, labels), [0]);
  const classes = knownSize(logits, 1);
  const weights = Array.from({ length: classes }, (_, c) => classWeights?.[c] ?? 1);
  const rows = weights.map((own, y) =>
    weights.map((weight, c) => (c === y ? (1 - labelSmoothing) * own : 0) + (labelSmoothing / classes) * weight),
  );
  // TensorFlow's gradient holds for targets that sum to 1: their sum is a factor of the example's loss.
  const sums = rows.map((row) => row.reduce((sum, target) => sum + target, 0));
  const hot = oneHot(labels, classes);
  const byLabel = (table: readonly number[], width: number) =>
    matmul(hot, constant(logits.graph, table, { shape: [classes, width] }));
  const targets = byLabel(
    rows.flatMap((row, y) => row.map((target) => target / (sums[y] as number))), // one sum a row
    classes,
  );
  const losses = multiply(softTargetCrossEntropy(logits, targets), reshape(byLabel(sums, 1), [null]));
  return divide(total(losses), total(byLabel(weights, 1)));
}
