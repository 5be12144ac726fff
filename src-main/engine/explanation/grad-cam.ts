/**
 * Grad-CAM. Source: Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", equations 1 and 2:
 * the gradient of a class's logit, averaged over the cells of a feature map, weighs its channels; their weighted sum is cut at zero.
 * Values are raw: no scaling image by image, so they can be compared and added up.
 */

import { gradients } from '../tensorflow/gradients.ts';
import { knownSize, type Value } from '../tensorflow/graph.ts';
import { constant, mean, multiply, relu, stopGradient, sum, total } from '../tensorflow/ops/arithmetic.ts';
import { argMax, less, oneHot, select } from '../tensorflow/ops/classification.ts';

export type GradCamInputs = {
  readonly layer: string;
  /** [N, h, w, K] float32. */
  readonly features: Value;
  /** [N, C] float32, evaluation mode. */
  readonly logits: Value;
  /** [N] int32; below 0 = the class with the largest logit. */
  readonly explainedClasses: Value;
};

/** -> maps [N, h, w] float32, >= 0. */
export function gradCam({ layer, features, logits, explainedClasses }: GradCamInputs) {
  const rows = knownSize(features, 1);
  const columns = knownSize(features, 2);
  const isPredicted = less(explainedClasses, constant(features.graph, 0, { dtype: 'int32' }));
  const classes = select(isPredicted, argMax(logits), explainedClasses);
  // Images do not meet in evaluation mode, so the gradient of the sum over the batch is each image's own.
  const target = total(multiply(logits, stopGradient(oneHot(classes, knownSize(logits, 1)))));
  const [towardFeatures] = gradients(target, [features]);
  const weights = mean(towardFeatures as Value, [1, 2], { keepDimensions: true }); // one x, one gradient
  return { layer, rows, columns, maps: relu(sum(multiply(features, weights), [3])) };
}
