/**
 * The layers that networks are written with. One builder, two modes over the same parameters: `training` uses the statistics of the batch and
 * updates the running ones; `evaluation` uses the running ones, folded into the convolution before them.
 */
import { assert } from '#shared/errors.ts';
import { type GraphNode, knownSize, type Value } from '../tensorflow/graph.ts';
import {
  add,
  biasAdd,
  constant,
  matmul,
  mean,
  multiply,
  relu,
  reshape,
  subtract,
} from '../tensorflow/ops/arithmetic.ts';
import { dropout } from '../tensorflow/ops/classification.ts';
import { type ConvolutionOptions, conv2d, maxPool, type PoolingOptions } from '../tensorflow/ops/convolution.ts';
import { batchNormEvaluation, batchNormTraining, foldBatchNorm } from '../tensorflow/ops/normalization.ts';
import { assignSubtract } from '../tensorflow/variables.ts';
import type { InitialValue, ParameterStore } from './parameters.ts';

/** torch.nn.BatchNorm2d's defaults. */
const BATCH_NORM_EPSILON = 1e-5;
const BATCH_NORM_MOMENTUM = 0.1;

/** A row of the layer table, in the order of the forward pass. Shapes are PyTorch's, [C, H, W] or [C], without the batch. */
export type LayerRow = { readonly type: string; readonly outputShape: readonly number[]; readonly parameters: number };

export type Mode = { readonly kind: 'training'; readonly dropoutSeed: Value } | { readonly kind: 'evaluation' };

export type BuilderOptions = {
  readonly parameters: ParameterStore;
  readonly mode: Mode;
  /** True = as the network's authors initialise; false = PyTorch's default for every layer. */
  readonly initWeights: boolean;
  /** Before the last linear layer; 0 = none. */
  readonly dropoutRate: number;
};

export class NetworkBuilder {
  readonly rows: LayerRow[] = [];
  /** Feature maps that heat maps can read, in the order of the forward pass. */
  readonly taps = new Map<string, Value>();
  /** Updates of running statistics, part of every training step. */
  readonly statisticsUpdates: GraphNode[] = [];
  readonly #options: BuilderOptions;
  #embedding: Value | null = null;
  readonly #convolutions = new Map<Value, { x: Value; filter: Value; options: ConvolutionOptions }>();

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** torch.nn.Conv2d without bias. x [N, H, W, I] -> [N, H', W', filters]. */
  conv(
    name: string,
    x: Value,
    { filters, kernel, stride = 1, padding = 0 }: { filters: number; kernel: number } & Partial<ConvolutionOptions>,
  ): Value {
    const inputs = knownSize(x, 3);
    const filter = this.#parameter(`${name}.weight`, {
      layout: 'conv',
      shape: [filters, inputs, kernel, kernel],
      initial: this.#options.initWeights
        ? { kind: 'normal', deviation: Math.sqrt(2 / (filters * kernel * kernel)) } // He et al. 2015, fan out, ReLU
        : defaultInitial(inputs * kernel * kernel),
    });
    const options = { stride, padding };
    const y = x.graph.within(name, () => conv2d(x, filter, options));
    this.#convolutions.set(y, { x, filter, options });
    return this.#row('Conv2d', y, filters * inputs * kernel * kernel);
  }

  /** torch.nn.BatchNorm2d. */
  batchNorm(name: string, x: Value): Value {
    const c = knownSize(x, 3);
    const vector = (suffix: string, value: number, isTrained: boolean) =>
      this.#options.parameters.get(`${name}.${suffix}`, {
        layout: 'vector',
        torchShape: [c],
        isTrained,
        initial: { kind: 'constant', value },
      }).variable;
    const scale = vector('weight', 1, true);
    const offset = vector('bias', 0, true);
    const running = { mean: vector('running_mean', 0, false), variance: vector('running_var', 1, false) };
    const learned = { scale: scale.value, offset: offset.value };
    const statistics = { mean: running.mean.value, variance: running.variance.value };

    const y = x.graph.within(name, () => {
      if (this.#options.mode.kind === 'training') {
        const batch = batchNormTraining(x, learned, BATCH_NORM_EPSILON);
        const momentum = constant(x.graph, BATCH_NORM_MOMENTUM);
        const step = (old: Value, now: Value) => multiply(subtract(old, now), momentum);
        this.statisticsUpdates.push(
          assignSubtract(running.mean, step(statistics.mean, batch.mean)),
          assignSubtract(running.variance, step(statistics.variance, batch.unbiasedVariance)),
        );
        return batch.y;
      }
      const convolution = this.#convolutions.get(x);
      if (convolution === undefined)
        return batchNormEvaluation(x, learned, { running: statistics, epsilon: BATCH_NORM_EPSILON });
      // A convolution is linear: scaling its filters is scaling its output. TensorFlow then runs both and the ReLU as one operation.
      const { factor, shift } = foldBatchNorm(learned, statistics, BATCH_NORM_EPSILON);
      const filter = multiply(convolution.filter, factor);
      return biasAdd(conv2d(convolution.x, filter, convolution.options), shift);
    });
    return this.#row('BatchNorm2d', y, 2 * c);
  }

  relu(x: Value): Value {
    return this.#row('ReLU', relu(x));
  }

  maxPool(x: Value, options: PoolingOptions): Value {
    return this.#row('MaxPool2d', maxPool(x, options));
  }

  add(x: Value, y: Value): Value {
    return add(x, y);
  }

  /** [N, H, W, C] -> [N, C]. */
  globalAveragePool(x: Value): Value {
    const pooled = mean(x, [1, 2], { keepDimensions: true });
    return reshape(this.#row('AdaptiveAvgPool2d', pooled), [null, knownSize(x, 3)]);
  }

  /** torch.nn.Linear. [N, K] -> [N, units]. */
  linear(name: string, x: Value, { units }: { units: number }): Value {
    const inputs = knownSize(x, 1);
    const initial = defaultInitial(inputs);
    const weight = this.#parameter(`${name}.weight`, { layout: 'linear', shape: [units, inputs], initial });
    const bias = this.#parameter(`${name}.bias`, { layout: 'vector', shape: [units], initial });
    const y = x.graph.within(name, () => biasAdd(matmul(x, weight), bias));
    return this.#row('Linear', y, units * inputs + units);
  }

  /** Dropout at the configured rate; nothing in evaluation. */
  dropout(x: Value): Value {
    const { mode, dropoutRate } = this.#options;
    return mode.kind === 'training' ? dropout(x, dropoutRate, mode.dropoutSeed) : x;
  }

  /** Marks what the last layer reads, [N, K]: faces that lie near each other there look alike to the network. */
  embed(x: Value): Value {
    this.#embedding = x;
    return x;
  }

  /** @throws internal where the network marked none */
  get embedding(): Value {
    assert(this.#embedding !== null, 'a network says what its last layer reads');
    return this.#embedding;
  }

  /** Marks a feature map that heat maps can read. */
  tap(name: string, x: Value): Value {
    this.taps.set(name, x);
    return x;
  }

  /** A row of the table for a block of layers. */
  block(type: string, x: Value): Value {
    return this.#row(type, x);
  }

  #parameter(
    name: string,
    {
      layout,
      shape,
      initial,
    }: { layout: 'conv' | 'linear' | 'vector'; shape: readonly number[]; initial: InitialValue },
  ): Value {
    return this.#options.parameters.get(name, { layout, torchShape: shape, isTrained: true, initial }).variable.value;
  }

  #row(type: string, x: Value, parameters = 0): Value {
    const [, ...sizes] = x.shape;
    assert(
      sizes.every((size) => size !== null),
      `the size of ${type}'s output is known`,
    );
    const channelsLast = sizes as number[]; // asserted above
    this.rows.push({ type, outputShape: [...channelsLast.slice(-1), ...channelsLast.slice(0, -1)], parameters });
    return x;
  }
}

/** torch.nn.Conv2d and Linear: kaiming_uniform_(a = sqrt(5)), which is U(-1/sqrt(fan in), 1/sqrt(fan in)). */
const defaultInitial = (fanIn: number): InitialValue => ({ kind: 'uniform', bound: 1 / Math.sqrt(fanIn) });
