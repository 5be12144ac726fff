/**
 * The layers that networks are written with. One builder, two modes over the same parameters: `training` uses the statistics of the batch and
 * updates the running ones; `evaluation` uses the running ones, folded into the convolution before them.
 */
import type { ComputeType } from '#shared/domain/precision.ts';
import { assert } from '#shared/errors.ts';
import { type GraphNode, knownSize, type Value } from '../tensorflow/graph.ts';
import {
  add,
  biasAdd,
  cast,
  constant,
  inFloat32,
  matmul,
  mean,
  multiply,
  relu,
  relu6,
  reshape,
  sigmoid,
  silu,
  subtract,
} from '../tensorflow/ops/arithmetic.ts';
import { type ConvolutionOptions, conv2d, depthwiseConv2d } from '../tensorflow/ops/convolution.ts';
import { concatChannels, transpose } from '../tensorflow/ops/layout.ts';
import { batchNormEvaluation, batchNormTraining, foldBatchNorm } from '../tensorflow/ops/normalization.ts';
import { adaptiveAveragePool, averagePool, maxPool, type PoolingOptions } from '../tensorflow/ops/pooling.ts';
import { dropout, dropRows } from '../tensorflow/ops/random.ts';
import { assignSubtract } from '../tensorflow/variables.ts';
import type { InitialValue, ParameterLayout, ParameterStore } from './parameters.ts';

/** torch.nn.BatchNorm2d's defaults. */
const BATCH_NORM_EPSILON = 1e-5;
const BATCH_NORM_MOMENTUM = 0.1;

/** A row of the layer table, in the order of the forward pass. Shapes are PyTorch's, [C, H, W] or [C], without the batch. */
export type LayerRow = { readonly type: string; readonly outputShape: readonly number[]; readonly parameters: number };

export type Mode = { readonly kind: 'training'; readonly dropoutSeed: Value } | { readonly kind: 'evaluation' };

export type BuilderOptions = {
  readonly parameters: ParameterStore;
  readonly mode: Mode;
  /**
   * What convolutions and linear layers compute in, and with them all that lies between: parameters stay float32 and are cast where they are used, so that
   * their gradients are float32 again. Statistics of batch norm and means over a map are float32 in any case. Policy as torch.autocast's.
   */
  readonly compute: ComputeType;
  /** True = as the network's authors initialise; false = PyTorch's default for every layer. */
  readonly initWeights: boolean;
  /** Where the network drops features; 0 = none. */
  readonly dropoutRate: number;
  /** The largest probability with which the network leaves out a block; 0 = none. */
  readonly stochasticDepth: number;
  /** Whether training leaves the parameter of this name as it is; absent = it leaves none. */
  readonly isFrozen?: (name: string) => boolean;
};

export type ConvOptions = Partial<ConvolutionOptions> & {
  readonly filters: number;
  readonly kernel: number;
  readonly hasBias?: boolean;
  /** As the network's authors draw the filters; absent = He et al. 2015, fan out, ReLU. */
  readonly initial?: InitialValue;
};

type Convolution = {
  readonly x: Value;
  readonly filter: Value;
  readonly options: ConvolutionOptions;
  readonly isDepthwise: boolean;
};

export class NetworkBuilder {
  readonly rows: LayerRow[] = [];
  /** Feature maps that heat maps can read, in the order of the forward pass. */
  readonly taps = new Map<string, Value>();
  /** Updates of running statistics, part of every training step. */
  readonly statisticsUpdates: GraphNode[] = [];
  readonly #options: BuilderOptions;
  #embedding: Value | null = null;
  readonly #convolutions = new Map<Value, Convolution>();
  #masks = 0;

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** torch.nn.Conv2d, without bias unless asked for. x [N, H, W, I] -> [N, H', W', filters]. */
  conv(
    name: string,
    x: Value,
    { filters, kernel, stride = 1, padding = 0, hasBias = false, initial }: ConvOptions,
  ): Value {
    const inputs = knownSize(x, 3);
    const fanIn = inputs * kernel * kernel;
    const filter = this.#parameter(`${name}.weight`, {
      layout: 'conv',
      shape: [filters, inputs, kernel, kernel],
      initial: this.#initial(initial ?? heNormal(filters * kernel * kernel), fanIn),
    });
    const options = { stride, padding };
    const y = x.graph.within(name, () => conv2d(this.#cast(x), this.#cast(filter), options));
    if (!hasBias) {
      this.#convolutions.set(y, { x, filter, options, isDepthwise: false });
      return this.#row('Conv2d', y, filters * fanIn);
    }
    const bias = this.#parameter(`${name}.bias`, {
      layout: 'vector',
      shape: [filters],
      initial: this.#initial({ kind: 'constant', value: 0 }, fanIn),
    });
    const shifted = x.graph.within(name, () => biasAdd(y, this.#cast(bias)));
    return this.#row('Conv2d', shifted, filters * fanIn + filters);
  }

  /** torch.nn.Conv2d with one filter a channel and no bias. x [N, H, W, C] -> [N, H', W', C]. */
  depthwiseConv(name: string, x: Value, { kernel, stride = 1, padding = 0 }: Omit<ConvOptions, 'filters'>): Value {
    const channels = knownSize(x, 3);
    const filter = this.#parameter(`${name}.weight`, {
      layout: 'depthwise',
      shape: [channels, 1, kernel, kernel],
      initial: this.#initial(heNormal(channels * kernel * kernel), kernel * kernel), // torch counts no groups
    });
    const options = { stride, padding };
    const y = x.graph.within(name, () => depthwiseConv2d(this.#cast(x), this.#cast(filter), options));
    this.#convolutions.set(y, { x, filter, options, isDepthwise: true });
    return this.#row('Conv2d', y, channels * kernel * kernel);
  }

  /**
   * torch.nn.BatchNorm2d. Where its weight and its bias are frozen it is in evaluation mode in training too, as Keras has it for layers that are not
   * trained, and as torchvision's FrozenBatchNorm2d; in PyTorch one calls eval() on it.
   */
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
      if (this.#options.mode.kind === 'training' && !this.#isFrozen(name)) {
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
      return biasAdd(scaledConvolution(convolution, factor, this.#options.compute), this.#cast(shift));
    });
    return this.#row('BatchNorm2d', y, 2 * c);
  }

  /** `isModule`: false where torchvision calls a function, which has no row in the layer table. */
  relu(x: Value, { isModule = true } = {}): Value {
    const y = relu(x);
    return isModule ? this.#row('ReLU', y) : y;
  }

  relu6(x: Value): Value {
    return this.#row('ReLU6', relu6(x));
  }

  silu(x: Value): Value {
    return this.#row('SiLU', silu(x));
  }

  sigmoid(x: Value): Value {
    return this.#row('Sigmoid', sigmoid(x));
  }

  maxPool(x: Value, options: PoolingOptions): Value {
    // In evaluation nothing is kept, and a ReLU that follows its convolution is one operation with it.
    return this.#row('MaxPool2d', maxPool(x, { ...options, padsFirst: this.#options.mode.kind === 'training' }));
  }

  averagePool(x: Value, options: Omit<PoolingOptions, 'padding'>): Value {
    return this.#row('AvgPool2d', averagePool(x, options));
  }

  /** [N, H, W, C] -> [N, size, size, C]. */
  adaptiveAveragePool(x: Value, size: number): Value {
    return this.#row(
      'AdaptiveAvgPool2d',
      inFloat32(x, (wide) => adaptiveAveragePool(wide, size)),
    );
  }

  /** [N, 1, 1, C]: the mean of each channel. */
  squeeze(x: Value): Value {
    return this.#row('AdaptiveAvgPool2d', meanOfMap(x));
  }

  /** Each channel times a factor: x [N, H, W, C], factors [N, 1, 1, C]. */
  scale(x: Value, factors: Value): Value {
    return multiply(x, factors);
  }

  concat(parts: readonly Value[]): Value {
    return concatChannels(parts);
  }

  /** [N, H, W, C] -> [N, C H W], channels first as PyTorch flattens. */
  flatten(x: Value): Value {
    const [h, w, c] = [knownSize(x, 1), knownSize(x, 2), knownSize(x, 3)];
    return reshape(transpose(x, [0, 3, 1, 2]), [null, c * h * w]);
  }

  add(x: Value, y: Value): Value {
    return add(x, y);
  }

  /** [N, H, W, C] -> [N, C]. `isModule` as of `relu`. */
  globalAveragePool(x: Value, { isModule = true } = {}): Value {
    const pooled = meanOfMap(x);
    return reshape(isModule ? this.#row('AdaptiveAvgPool2d', pooled) : pooled, [null, knownSize(x, 3)]);
  }

  /** torch.nn.Linear. [N, K] -> [N, units]. `initial` as the network's authors draw it: weights and biases; absent = PyTorch's default. */
  linear(
    name: string,
    x: Value,
    { units, initial }: { readonly units: number; readonly initial?: LinearInitial },
  ): Value {
    const inputs = knownSize(x, 1);
    const weight = this.#parameter(`${name}.weight`, {
      layout: 'linear',
      shape: [units, inputs],
      initial: this.#initial(initial?.weight ?? defaultInitial(inputs), inputs),
    });
    const bias = this.#parameter(`${name}.bias`, {
      layout: 'vector',
      shape: [units],
      initial: this.#initial(initial?.bias ?? defaultInitial(inputs), inputs),
    });
    const y = x.graph.within(name, () => biasAdd(matmul(this.#cast(x), this.#cast(weight)), this.#cast(bias)));
    return this.#row('Linear', y, units * inputs + units);
  }

  /** Dropout at the configured rate; nothing in evaluation. `isModule`: torchvision has one here, which has a row of the layer table. */
  dropout(x: Value, { isModule = true } = {}): Value {
    const { mode, dropoutRate } = this.#options;
    const y = mode.kind === 'training' && dropoutRate > 0 ? dropout(x, dropoutRate, this.#seed(mode.dropoutSeed)) : x;
    return isModule ? this.#row('Dropout', y) : y;
  }

  /**
   * Leaves x out for some images, in training only, at `share` (0..1) of the configured probability.
   * Source: Huang et al. 2016, "Deep Networks with Stochastic Depth"; torchvision's StochasticDepth, mode "row".
   */
  stochasticDepth(x: Value, share: number): Value {
    const { mode, stochasticDepth } = this.#options;
    const rate = share * stochasticDepth;
    const y = mode.kind === 'training' && rate > 0 ? dropRows(x, rate, this.#seed(mode.dropoutSeed)) : x;
    return this.#row('StochasticDepth', y);
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

  /** Each mask of a step is another one; the first is that of the step's own seed. */
  #seed(seed: Value): Value {
    const place = this.#masks;
    this.#masks += 1;
    return place === 0 ? seed : add(seed, constant(seed.graph, [place * SEED_STRIDE, 0], { dtype: 'int32' }));
  }

  /** As it is where the network computes in float32. */
  #cast(x: Value): Value {
    return cast(x, this.#options.compute);
  }

  #isFrozen(layer: string): boolean {
    const { isFrozen = () => false } = this.#options;
    return isFrozen(`${layer}.weight`) && isFrozen(`${layer}.bias`);
  }

  #initial(byAuthors: InitialValue, fanIn: number): InitialValue {
    return this.#options.initWeights ? byAuthors : defaultInitial(fanIn);
  }

  #parameter(
    name: string,
    { layout, shape, initial }: { layout: ParameterLayout; shape: readonly number[]; initial: InitialValue },
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

export type LinearInitial = { readonly weight: InitialValue; readonly bias: InitialValue };

/** Between the seeds of two masks of one step: far from the seeds that people choose. */
const SEED_STRIDE = 1_000_003;

/** [N, H, W, C] -> [N, 1, 1, C]. */
const meanOfMap = (x: Value): Value => inFloat32(x, (wide) => mean(wide, [1, 2], { keepDimensions: true }));

function scaledConvolution(
  { x, filter, options, isDepthwise }: Convolution,
  factor: Value,
  compute: ComputeType,
): Value {
  const scaled = multiply(filter, isDepthwise ? reshape(factor, [knownSize(factor, 0), 1]) : factor);
  return (isDepthwise ? depthwiseConv2d : conv2d)(cast(x, compute), cast(scaled, compute), options);
}

/** He et al. 2015, for a ReLU. */
export const heNormal = (fan: number): InitialValue => ({ kind: 'normal', deviation: Math.sqrt(2 / fan) });

/** torch.nn.Conv2d and Linear: kaiming_uniform_(a = sqrt(5)), which is U(-1/sqrt(fan in), 1/sqrt(fan in)). */
const defaultInitial = (fanIn: number): InitialValue => ({ kind: 'uniform', bound: 1 / Math.sqrt(fanIn) });
