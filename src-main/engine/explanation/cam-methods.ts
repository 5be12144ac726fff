/**
 * Heat maps from a feature map A and the gradient G of a class's logit with respect to it, by four methods. Definitions and results as the `grad-cam` package
 * (1.5.7, `get_cam_image` and `get_cam_weights` of each method), before it scales a map; the sum over channels is cut at zero, as it does.
 * - Grad-CAM: Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", equations 1 and 2.
 * - Grad-CAM++: Chattopadhay et al. 2018, "Grad-CAM++: Generalized Gradient-Based Visual Explanations for Deep Convolutional Networks", equation 19,
 *   with the class score taken through an exponential, so that higher derivatives are powers of the gradient.
 * - HiResCAM: Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks", section 4.
 * - LayerCAM: Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization", equations 6 and 7.
 * Values are raw: no scaling image by image, so they can be compared and added up.
 */
import type { CamMethod } from '#shared/domain/explanations.ts';
import { gradients } from '../tensorflow/gradients.ts';
import { knownSize, type Value } from '../tensorflow/graph.ts';
import { add, constant, divide, mean, multiply, relu, stopGradient, sum, total } from '../tensorflow/ops/arithmetic.ts';
import { argMax, less, oneHot, select } from '../tensorflow/ops/classification.ts';

/** Of the `grad-cam` package, below the fraction of Grad-CAM++. */
const PLUS_PLUS_EPSILON = 1e-6;

export type HeatmapOutput = {
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
  /** [N, rows, columns] float32 each, >= 0, raw. What is not fetched is not computed. */
  readonly maps: Readonly<Record<CamMethod, Value>>;
};

export type HeatmapInputs = {
  /** By layer, in the order of the forward pass: [N, h, w, K] float32. */
  readonly taps: ReadonlyMap<string, Value>;
  /** [N, C] float32, evaluation mode. */
  readonly logits: Value;
  /** [N] int32; below 0 = the class with the largest logit. */
  readonly explainedClasses: Value;
};

/** The maps of every tapped layer. One walk back through the network serves them all. */
export function heatmapsOf({ taps, logits, explainedClasses }: HeatmapInputs): HeatmapOutput[] {
  const { graph } = logits;
  const isPredicted = less(explainedClasses, constant(graph, 0, { dtype: 'int32' }));
  const classes = select(isPredicted, argMax(logits), explainedClasses);
  // Images do not meet in evaluation mode, so the gradient of the sum over the batch is each image's own.
  const target = total(multiply(logits, stopGradient(oneHot(classes, knownSize(logits, 1)))));
  const towardFeatures = gradients(target, [...taps.values()]);
  return [...taps].map(([layer, features], i) => ({
    layer,
    rows: knownSize(features, 1),
    columns: knownSize(features, 2),
    maps: graph.within(layer, () => camMaps(features, towardFeatures[i] as Value)), // one gradient a layer
  }));
}

/** features and slopes [N, h, w, K] -> maps [N, h, w]. */
function camMaps(features: Value, slopes: Value): Record<CamMethod, Value> {
  const added = (weighted: Value) => relu(sum(weighted, [3]));
  const upward = relu(slopes);
  return {
    'grad-cam': added(multiply(features, mean(slopes, [1, 2], { keepDimensions: true }))),
    'grad-cam++': added(multiply(features, plusPlusWeights(features, upward))),
    hirescam: added(multiply(features, slopes)),
    layercam: added(multiply(features, upward)),
  };
}

/**
 * The package's weights are sums of max(g, 0) g^2 / (2 g^2 + sum(A) g^3 + epsilon). Where g <= 0 the first factor is 0 whatever the fraction is, so that
 * max(g, 0) may stand for g in it, and what is divided by is never 0 behind a ReLU.
 */
function plusPlusWeights(features: Value, upward: Value): Value {
  const { graph } = features;
  const square = multiply(upward, upward);
  const activations = sum(features, [1, 2], { keepDimensions: true });
  const below = add(
    add(multiply(square, constant(graph, 2)), multiply(activations, multiply(square, upward))),
    constant(graph, PLUS_PLUS_EPSILON),
  );
  return sum(multiply(upward, divide(square, below)), [1, 2], { keepDimensions: true });
}
