/** A model in TensorFlow: steps, evaluations, heat maps and weights, all on one set of variables. Dispose it. */
import type { CamMethod } from '#shared/domain/explanations.ts';
import { assert } from '#shared/errors.ts';
import type { HeatmapOutput } from '../explanation/cam-methods.ts';
import type { Value } from '../tensorflow/graph.ts';
import { type Feed, type Fetched, Session, scalarFeed } from '../tensorflow/session.ts';
import type { Variable } from '../tensorflow/variables.ts';
import type { Model } from './model.ts';
import { initialValues, type Parameter, toTensorflow, toTorch, totalValueCount } from './parameters.ts';

/** Images of one size. pixels [N, H, W, C] uint8, labels [N] int32. */
export type ImageBatch = { readonly pixels: Uint8Array; readonly labels: Int32Array };

export type StepSettings = {
  readonly learningRate: number;
  /** Steps completed after this one, from 1. */
  readonly step: number;
  readonly seed: number;
  /** Where the model scales its loss. Steps that were left out before do not count for the optimizer. */
  readonly lossScale?: { readonly scale: number; readonly skippedSteps: number };
};

/** Of one batch, before the update: loss summed over its images, and how many were right. */
export type StepResult = {
  readonly lossSum: number;
  readonly correct: number;
  /** The gradients were not finite: parameters and the optimizer's state are what they were. Only where the loss is scaled. */
  readonly isSkipped?: boolean;
};
/** scores: P(fake) [N]; losses [N]. */
export type EvaluationResult = { readonly scores: Float32Array; readonly losses: Float32Array };
export type HeatmapResult = EvaluationResult & {
  /** [N, rows, columns] float32, raw. */
  readonly maps: Float32Array;
  readonly rows: number;
  readonly columns: number;
};

/** Values in PyTorch's layout. */
export type TorchTensor = { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array };

/**
 * TensorFlow copies constants many times over before its first answer, and gains some speed by them: with VGG-16's 134 million it took 24 s of processor time and 8 GB for it,
 * with variables 2 s and 1.8 GB, and later answers took the same time.
 */
const MOST_CONSTANTS = 60e6;

export class ModelSession {
  readonly model: Model;
  /** Of a network made for evaluation only, whose weights are constants of its graph; in training, and where there are too many, they are TensorFlow's variables. */
  readonly #constants: Map<Variable, Float32Array> | null;
  #opened: Session | null = null;
  #isDisposed = false;

  constructor(model: Model) {
    this.model = model;
    this.#constants = model.training === null && totalValueCount(model.parameters) <= MOST_CONSTANTS ? new Map() : null;
  }

  /** Fills parameters with their initial values and the optimizer's slots with zeros. */
  initialize(seed: number): void {
    const { training } = this.model;
    this.#assign((parameter) => initialValues(parameter, seed));
    if (training) this.#session.reset(training.optimizer.slots);
  }

  /** One optimizer step on one batch. Blocks until TensorFlow is done. */
  step(batch: ImageBatch, { learningRate, step, seed, lossScale }: StepSettings): StepResult {
    const { training, inputs } = this.model;
    assert(training !== null, 'this model was made for training');
    const { lossScaling } = training;
    assert((lossScaling === null) === (lossScale === undefined), 'a loss scale is given where the model has one');
    const dropoutSeed: Feed[] = this.#usesDropout
      ? [{ value: inputs.dropoutSeed, data: new Int32Array([seed, step]), shape: [2] }]
      : [];
    const optimizer = training.optimizer
      .feeds(step - (lossScale?.skippedSteps ?? 0), learningRate)
      .map(({ value, scalar }) => scalarFeed(value, scalar));
    const scaling = lossScaling === null ? [] : [scalarFeed(lossScaling.scale, lossScale?.scale ?? 1)];
    const [loss, correct, finite] = this.#session.run(
      [...this.#batchFeeds(batch), ...dropoutSeed, ...optimizer, ...scaling],
      [training.loss, training.correct, ...(lossScaling === null ? [] : [lossScaling.allFinite])],
    );
    return {
      lossSum: scalarOf(loss) * batch.labels.length,
      correct: scalarOf(correct),
      isSkipped: lossScaling !== null && scalarOf(finite) === 0,
    };
  }

  evaluate(batch: ImageBatch): EvaluationResult {
    const { scores, losses } = this.model.evaluation;
    return this.#fakeColumn(this.#session.run(this.#batchFeeds(batch), [scores, losses]));
  }

  /** `classes` [N]: the class to explain; below 0 the predicted one. */
  explain(
    batch: ImageBatch,
    {
      layer,
      method = 'grad-cam',
      classes,
    }: { readonly layer: string; readonly method?: CamMethod; readonly classes: Int32Array },
  ): HeatmapResult {
    const { scores, losses } = this.model.evaluation;
    const { maps, rows, columns } = this.#heatmap(layer);
    const feeds = [
      ...this.#batchFeeds(batch),
      { value: this.model.inputs.explainedClasses, data: classes, shape: [classes.length] },
    ];
    const fetched = this.#session.run(feeds, [scores, losses, maps[method]]);
    return { ...this.#fakeColumn(fetched), maps: fetched[2]?.data as Float32Array, rows, columns }; // declared float32
  }

  /** Any values of the graph: logits, embeddings, and what tests compare. */
  fetch(batch: ImageBatch, values: readonly Value[], more: readonly Feed[] = []): Fetched[] {
    return this.#session.run([...this.#batchFeeds(batch), ...more], values);
  }

  /** Parameters and running statistics in torchvision's names, order and layout. */
  readWeights(): TorchTensor[] {
    const { parameters } = this.model;
    const values = this.#read(parameters.map((parameter) => parameter.variable));
    return parameters.map((parameter, i) => ({
      name: parameter.name,
      shape: parameter.torchShape,
      values: toTorch(parameter, values[i] as Float32Array), // one a parameter
    }));
  }

  /** `lookUp` gives PyTorch's values of a parameter, or throws. */
  writeWeights(lookUp: (parameter: Parameter) => Float32Array): void {
    this.#assign((parameter) => toTensorflow(parameter, lookUp(parameter)));
  }

  /** The optimizer's slots as they lie in TensorFlow. */
  readOptimizer(): { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array }[] {
    const slots = this.#slots;
    const values = this.#session.read(slots);
    return slots.map(({ name, shape }, i) => ({ name, shape, values: values[i] as Float32Array })); // one a slot
  }

  writeOptimizer(lookUp: (slot: Variable) => Float32Array): void {
    this.#session.assign(this.#slots.map((slot) => ({ variable: slot, data: lookUp(slot) })));
  }

  dispose(): void {
    this.#close();
    this.#isDisposed = true;
  }

  /** Opened when it is first needed: with constants, after all of them are known. */
  get #session(): Session {
    assert(!this.#isDisposed, 'the model is in use');
    this.#opened ??= new Session(this.model.graph, this.#constants ?? undefined);
    return this.#opened;
  }

  /** `valuesOf` gives a parameter's values as they lie in TensorFlow. */
  #assign(valuesOf: (parameter: Parameter) => Float32Array): void {
    const assignments = this.model.parameters.map((parameter) => ({
      variable: parameter.variable,
      data: valuesOf(parameter),
    }));
    if (this.#constants === null) {
      this.#session.assign(assignments);
      return;
    }
    for (const { variable, data } of assignments) this.#constants.set(variable, data);
    this.#close(); // the graph in use has the values from before
  }

  #close(): void {
    this.#opened?.dispose();
    this.#opened = null;
  }

  #read(variables: readonly Variable[]): Float32Array[] {
    const constants = this.#constants;
    if (constants === null) return this.#session.read(variables);
    return variables.map((variable) => {
      const values = constants.get(variable);
      assert(values !== undefined, `${variable.name} has a value`);
      return values;
    });
  }

  get #slots(): readonly Variable[] {
    return this.model.training?.optimizer.slots ?? [];
  }

  get #usesDropout(): boolean {
    const { dropoutRate, stochasticDepth = 0 } = this.model.settings;
    return dropoutRate > 0 || stochasticDepth > 0;
  }

  #heatmap(layer: string): HeatmapOutput {
    const found = this.model.heatmaps.find((heatmap) => heatmap.layer === layer);
    assert(found !== undefined, `${layer} is a layer of ${this.model.settings.network}`);
    return found;
  }

  #batchFeeds({ pixels, labels }: ImageBatch): Feed[] {
    const { inputs, settings } = this.model;
    const n = labels.length;
    return [
      { value: inputs.images, data: pixels, shape: [n, settings.height, settings.width, settings.channels] },
      { value: inputs.labels, data: labels, shape: [n] },
    ];
  }

  /** scores [N, classes], of which column 0 is P(fake). */
  #fakeColumn([scores, losses]: readonly Fetched[]): EvaluationResult {
    const { classes } = this.model.settings;
    assert(scores && losses, 'scores and losses were fetched');
    const fake = Float32Array.from(
      { length: scores.data.length / classes },
      (_, i) => scores.data[i * classes] as number,
    );
    return { scores: fake, losses: losses.data as Float32Array }; // declared float32
  }
}

const scalarOf = (fetched: Fetched | undefined): number => fetched?.data[0] ?? Number.NaN;
