/**
 * A network as one TensorFlow graph: a training step, an evaluation and heat maps are three sets of fetches over the same variables.
 * Inputs are uint8 images [N, H, W, C], RGB or grey; the graph scales them itself.
 */
import type { ComputeType } from '#shared/domain/precision.ts';
import { AppError } from '#shared/errors.ts';
import { type HeatmapOutput, heatmapsOf } from '../explanation/cam-methods.ts';
import type { ModelSettings, Recipe } from '../message-parts.ts';
import { clippedByNorm } from '../tensorflow/clipping.ts';
import { gradients } from '../tensorflow/gradients.ts';
import { Graph, type Value } from '../tensorflow/graph.ts';
import { afterConditional, onlyWhere, scaledGradients } from '../tensorflow/loss-scaling.ts';
import { add, cast, constant, multiply, placeholder, total } from '../tensorflow/ops/arithmetic.ts';
import { argMax, equal, softmax, softmaxCrossEntropy } from '../tensorflow/ops/classification.ts';
import { createOptimizer, type Optimizer, type OptimizerSettings } from '../tensorflow/optimizers.ts';
import { after } from '../tensorflow/variables.ts';
import { type BuilderOptions, type LayerRow, NetworkBuilder } from './layers.ts';
import { trainingLoss } from './loss.ts';
import { type Parameter, ParameterStore } from './parameters.ts';
import { isFrozen, learnedOf, PLAIN_RECIPE, rateFactorsOf } from './recipe.ts';
import { NETWORKS, type NetworkDefinition } from './registry.ts';

/** torchvision's transforms for its ImageNet weights. */
const IMAGENET_MEAN = [0.485, 0.456, 0.406];
export const IMAGENET_DEVIATION = [0.229, 0.224, 0.225];

export type Model = {
  readonly graph: Graph;
  readonly settings: ModelSettings;
  readonly parameters: readonly Parameter[];
  readonly layers: readonly LayerRow[];
  readonly inputs: {
    /** [N, H, W, C] uint8. */
    readonly images: Value;
    /** [N] int32. */
    readonly labels: Value;
    /** [2] int32: (seed, step) of the dropout mask. */
    readonly dropoutSeed: Value;
    /** [N] int32: the class a heat map explains; below 0 the predicted one. */
    readonly explainedClasses: Value;
  };
  readonly evaluation: {
    readonly logits: Value;
    readonly scores: Value;
    readonly losses: Value;
    /** [N, K] float32: what the last layer reads. */
    readonly embedding: Value;
  };
  readonly heatmaps: readonly HeatmapOutput[];
  readonly defaultLayer: string;
  /** Null where the graph was made for evaluation only. */
  readonly training: {
    readonly optimizer: Optimizer;
    /** Before the update. */
    readonly logits: Value;
    /** The parameters that it changes: all trained ones that are not frozen. */
    readonly learned: readonly Parameter[];
    /** Of the loss, one for each of them, as they are before clipping. */
    readonly gradients: readonly Value[];
    /** Fetching these two does the step: mean loss and number of correct predictions of the batch, before the update. */
    readonly loss: Value;
    readonly correct: Value;
    /** In float16: the scale to feed, and whether the gradients were finite (bool scalar); where not, the step changes no parameter. */
    readonly lossScaling: { readonly scale: Value; readonly allFinite: Value } | null;
  } | null;
};

export type TrainingOptions = { readonly compute?: ComputeType | undefined; readonly recipe?: Recipe | undefined };

/**
 * `optimizer` null: for evaluation only. `compute`: what training computes in. Evaluation and heat maps are float32: a run's figures are those of its
 * weights, whoever tests them.
 * @throws config_invalid where the recipe names parameters that the network does not have
 */
export function createModel(
  settings: ModelSettings,
  optimizer: OptimizerSettings | null,
  { compute = 'float32', recipe = PLAIN_RECIPE }: TrainingOptions = {},
): Model {
  const graph = new Graph();
  const parameters = new ParameterStore(graph);
  const definition: NetworkDefinition = NETWORKS[settings.network];
  const inputs = {
    images: placeholder(graph, 'images', {
      dtype: 'uint8',
      shape: [null, settings.height, settings.width, settings.channels],
    }),
    labels: placeholder(graph, 'labels', { dtype: 'int32', shape: [null] }),
    dropoutSeed: placeholder(graph, 'dropout_seed', { dtype: 'int32', shape: [2] }),
    explainedClasses: placeholder(graph, 'explained_classes', { dtype: 'int32', shape: [null] }),
  };
  const scaled = graph.within('input', () => scaleImages(inputs.images, settings));
  const common = {
    parameters,
    initWeights: settings.initWeights,
    dropoutRate: settings.dropoutRate,
    stochasticDepth: settings.stochasticDepth ?? 0,
  };

  const evaluationNet = new NetworkBuilder({ ...common, compute: 'float32', mode: { kind: 'evaluation' } });
  const evaluation = graph.within('evaluation', () => {
    const logits = definition.build(evaluationNet, scaled, settings);
    const scores = softmax(logits);
    return { logits, scores, losses: softmaxCrossEntropy(logits, inputs.labels), embedding: evaluationNet.embedding };
  });
  const heatmaps = graph.within('explanation', () =>
    heatmapsOf({
      taps: evaluationNet.taps,
      logits: evaluation.logits,
      explainedClasses: inputs.explainedClasses,
    }),
  );
  const training =
    optimizer === null
      ? null
      : graph.within('training', () =>
          buildTraining(graph, {
            definition,
            scaled,
            inputs,
            settings,
            optimizer,
            recipe,
            common: { ...common, compute },
          }),
        );
  return {
    graph,
    settings,
    parameters: parameters.all,
    layers: evaluationNet.rows,
    inputs,
    evaluation,
    heatmaps,
    defaultLayer: definition.defaultLayer,
    training,
  };
}

type TrainingParts = {
  readonly definition: NetworkDefinition;
  readonly scaled: Value;
  readonly inputs: Model['inputs'];
  readonly settings: ModelSettings;
  readonly optimizer: OptimizerSettings;
  readonly recipe: Recipe;
  readonly common: Omit<BuilderOptions, 'mode'>;
};

function buildTraining(
  graph: Graph,
  { definition, scaled, inputs, settings, optimizer, recipe, common }: TrainingParts,
): NonNullable<Model['training']> {
  const learned = learnedOf(common.parameters.trained, recipe);
  const mode = { kind: 'training', dropoutSeed: inputs.dropoutSeed } as const;
  const net = new NetworkBuilder({ ...common, mode, isFrozen: (name) => isFrozen(name, recipe) });
  const logits = cast(definition.build(net, scaled, settings), 'float32');
  const loss = trainingLoss(logits, inputs.labels, recipe);
  const correct = total(cast(equal(argMax(logits), inputs.labels), 'float32'));
  const towardLoss = differentiate(
    loss,
    learned.map((parameter) => parameter.variable.value),
    common.compute,
  );
  const clipped = clippedByNorm(towardLoss.applied, recipe.clipNorm);
  const pairs = learned.map((parameter, i) => [parameter.variable, clipped[i] as Value] as const); // one gradient each
  const update = createOptimizer(graph, optimizer, pairs, { factors: rateFactorsOf(learned, recipe) });
  const stepped = (value: Value, name: string) =>
    towardLoss.scaling === null
      ? after(value, [...update.updates, ...net.statisticsUpdates], name)
      : after(
          afterConditional(value, { condition: towardLoss.scaling.allFinite, updates: update.updates, name }),
          net.statisticsUpdates, // of every forward pass, as PyTorch's
          name,
        );
  return {
    optimizer: update,
    logits,
    learned,
    gradients: towardLoss.gradients,
    loss: stepped(loss, 'loss'),
    correct: stepped(correct, 'correct'),
    lossScaling: towardLoss.scaling,
  };
}

type Differentiated = {
  readonly gradients: readonly Value[];
  /** The same; where one is not finite they are not there, and what reads them does not run. */
  readonly applied: readonly Value[];
  readonly scaling: NonNullable<Model['training']>['lossScaling'];
};

/** float16 alone needs its loss scaled: bfloat16 has the range of float32. */
function differentiate(loss: Value, xs: readonly Value[], compute: ComputeType): Differentiated {
  if (compute !== 'float16') {
    const towardLoss = gradients(loss, xs);
    return { gradients: towardLoss, applied: towardLoss, scaling: null };
  }
  const { gradients: towardLoss, scale, allFinite } = scaledGradients(loss, xs);
  const applied = towardLoss.map((gradient) => onlyWhere(allFinite, gradient));
  return { gradients: towardLoss, applied, scaling: { scale, allFinite } };
}

/** uint8 -> float32, 0..1 and then, where asked, torchvision's normalisation. */
function scaleImages(images: Value, { normalization, channels }: ModelSettings): Value {
  const unit = multiply(cast(images, 'float32'), constant(images.graph, 1 / 255));
  if (normalization === 'none') return unit;
  if (channels !== 3)
    throw new AppError('config_invalid', `normalization: imagenet needs in_channels: 3, not ${channels}.`);
  const shift = constant(
    images.graph,
    IMAGENET_MEAN.map((value) => -value),
  );
  return multiply(
    add(unit, shift),
    constant(
      images.graph,
      IMAGENET_DEVIATION.map((value) => 1 / value),
    ),
  );
}
