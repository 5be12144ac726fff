/** What goes beyond a plain training, beside PyTorch's own: schedules, losses, clipping, frozen parts, learning rates by part. */
import { describe, expect, it } from 'vitest';
import type { ModelSettings, Recipe } from '#main/engine/message-parts.ts';
import { trainingLoss } from '#main/engine/networks/loss.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession, type TorchTensor } from '#main/engine/networks/model-session.ts';
import { PLAIN_RECIPE } from '#main/engine/networks/recipe.ts';
import { clippedByNorm } from '#main/engine/tensorflow/clipping.ts';
import { gradients } from '#main/engine/tensorflow/gradients.ts';
import { Graph, type Value } from '#main/engine/tensorflow/graph.ts';
import { placeholder } from '#main/engine/tensorflow/ops/arithmetic.ts';
import { createOptimizer, type OptimizerSettings } from '#main/engine/tensorflow/optimizers.ts';
import { type Feed, Session, scalarFeed } from '#main/engine/tensorflow/session.ts';
import { done, variable } from '#main/engine/tensorflow/variables.ts';
import { learningRateAt, type Schedule } from '#main/engine/training/schedule.ts';
import { classWeightsOf } from '#main/features/training/class-weights.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { NetworkName } from '#shared/domain/networks.ts';
import { largestDifference, readExpectations, sampledDistance, unpacked } from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels, formulaParameter } from '#tests/helpers/formula.ts';

type Weights = readonly [number, number] | null;
type StateKind = 'parameters' | 'runningMeans' | 'runningVars';
type Own = { readonly losses: readonly number[] } & Readonly<Record<StateKind, number>>;
type TrainingCase = {
  readonly name: string;
  readonly network: NetworkName;
  readonly gain: number;
  readonly freeze: readonly string[];
  readonly factors: Readonly<Record<string, number>>;
  readonly clipNorm: number;
  readonly labelSmoothing: number;
  readonly classWeights: Weights;
  readonly losses: readonly number[];
  readonly state: Readonly<Record<StateKind, string>>;
  readonly float32: { readonly contiguous: Own; readonly channelsLast: Own };
};
type Expected = {
  readonly schedules: readonly {
    readonly type: 'step' | 'cosine' | 'none';
    readonly step_size?: number;
    readonly gamma?: number;
    readonly min_lr?: number;
    readonly epochs: number;
    readonly warmup: number;
    readonly lr: number;
    readonly rates: readonly number[];
  }[];
  readonly losses: {
    readonly logits: readonly (readonly number[])[];
    readonly labels: readonly number[];
    readonly cases: readonly {
      readonly labelSmoothing: number;
      readonly classWeights: Weights;
      readonly loss: number;
      readonly gradient: readonly (readonly number[])[];
    }[];
  };
  readonly clipping: readonly {
    readonly largest: number;
    readonly gradients: readonly (readonly number[])[];
    readonly clipped: readonly (readonly number[])[];
  }[];
  readonly balanced: readonly { readonly fake: number; readonly real: number; readonly weights: readonly number[] }[];
  readonly training: {
    readonly images: { readonly name: string; readonly count: number; readonly height: number; readonly width: number };
    readonly lr: number;
    readonly weightDecay: number;
    readonly samples: number;
    readonly cases: readonly TrainingCase[];
  };
};

type Optimizers = {
  readonly initial: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: readonly {
    readonly type: 'Adam' | 'Adadelta';
    readonly lr: number;
    readonly weight_decay: number;
    readonly betas?: readonly [number, number];
    readonly rho?: number;
    readonly eps: number;
    readonly values: readonly (readonly number[])[];
  }[];
};

const expected = readExpectations<Expected>('recipe');
const given = readExpectations<Optimizers>('optimizers');

/** float32 keeps 6e-8 of a value near 1. */
const FLOAT32 = 1e-6;
/**
 * Training a whole network in float32: no further from float64 than three times PyTorch's own worst layout, in the case where it is furthest: which ReLU
 * a rounding turns on, and with it the sign of a step of Adam's, is chance and not the recipe's doing.
 */
const ROOM = 3;

const settingsOf = (network: NetworkName, size: number): ModelSettings => ({
  network,
  classes: 2,
  height: size,
  width: size,
  channels: 3,
  normalization: 'none',
  initWeights: true,
  dropoutRate: 0,
});

function inTensorFlow(graph: Graph, feeds: readonly Feed[], fetches: readonly Value[]): ArrayLike<number>[] {
  const session = new Session(graph);
  try {
    return session.run(feeds, fetches).map(({ data }) => data as ArrayLike<number>); // numbers, all of them
  } finally {
    session.dispose();
  }
}

describe('learning rates', () => {
  it.each(expected.schedules)(
    '$type over $epochs epochs behind $warmup of warm-up are those of torch.optim.lr_scheduler',
    ({ type, step_size: stepSize = 1, gamma = 1, min_lr: minimum = 0, epochs, warmup: warmupEpochs, lr, rates }) => {
      const schedules: Record<typeof type, Schedule> = {
        step: { kind: 'step', stepSize, gamma, warmupEpochs },
        cosine: { kind: 'cosine', epochs: epochs - warmupEpochs, minimum, warmupEpochs },
        none: { kind: 'none', warmupEpochs },
      };
      const own = rates.map((_, index) => learningRateAt(index + 1, lr, schedules[type]));
      expect(largestDifference(own, rates)).toBeLessThan(1e-9); // double precision; ten digits are committed
    },
  );
});

describe('the loss', () => {
  const { logits, labels, cases } = expected.losses;

  it.each(cases)(
    "with smoothing $labelSmoothing and weights $classWeights is torch.nn.CrossEntropyLoss's, with its gradient",
    ({ labelSmoothing, classWeights, loss, gradient }) => {
      const graph = new Graph();
      const [scores, truth] = [
        placeholder(graph, 'logits', { dtype: 'float32', shape: [null, 2] }),
        placeholder(graph, 'labels', { dtype: 'int32', shape: [null] }),
      ];
      const own = trainingLoss(scores, truth, { labelSmoothing, classWeights: classWeights && [...classWeights] });
      const count = labels.length;
      const feeds = [
        { value: scores, data: Float32Array.from(logits.flat()), shape: [count, 2] },
        { value: truth, data: Int32Array.from(labels), shape: [count] },
      ];
      const [value, slope] = inTensorFlow(graph, feeds, [own, ...gradients(own, [scores])]);
      expect(largestDifference(value ?? [], [loss])).toBeLessThan(FLOAT32);
      expect(largestDifference(slope ?? [], gradient.flat())).toBeLessThan(FLOAT32);
    },
  );
});

describe('gradient clipping', () => {
  it.each(expected.clipping)(
    'to a norm of $largest is torch.nn.utils.clip_grad_norm_',
    ({ largest, gradients: slopes, clipped }) => {
      const graph = new Graph();
      const values = slopes.map(({ length }, i) => placeholder(graph, `g${i}`, { dtype: 'float32', shape: [length] }));
      const feeds = slopes.map((data, i) => ({
        value: values[i] as Value, // one a gradient
        data: Float32Array.from(data),
        shape: [data.length],
      }));
      const own = inTensorFlow(graph, feeds, clippedByNorm(values, largest));
      for (const [i, exact] of clipped.entries()) expect(largestDifference(own[i] ?? [], exact)).toBeLessThan(FLOAT32);
    },
  );
});

describe('a learning rate by part', () => {
  it.each(given.cases)(
    "is the rate itself times the factor: $type's steps at $lr",
    ({ type, lr, weight_decay: weightDecay, values, ...own }) => {
      const graph = new Graph();
      const size = given.initial.length;
      const parameter = variable(graph, 'parameter', { shape: [size] });
      const gradient = placeholder(graph, 'gradient', { dtype: 'float32', shape: [size] });
      const { betas: [beta1, beta2] = [0, 0], rho = 0, eps: epsilon } = own;
      const settings: OptimizerSettings =
        type === 'Adam'
          ? { kind: 'Adam', beta1, beta2, epsilon, weightDecay }
          : { kind: 'Adadelta', rho, epsilon, weightDecay };
      const factors = new Map([[parameter, 4]]);
      const optimizer = createOptimizer(graph, settings, [[parameter, gradient]], { factors });
      const updated = done(optimizer.updates, 'updated');
      const session = new Session(graph);
      try {
        session.assign([{ variable: parameter, data: Float32Array.from(given.initial) }]);
        session.reset(optimizer.slots);
        for (const [i, slope] of given.gradients.entries()) {
          const scalars = optimizer.feeds(i + 1, lr / 4).map(({ value, scalar }) => scalarFeed(value, scalar));
          session.run([...scalars, { value: gradient, data: Float32Array.from(slope), shape: [size] }], [updated]);
        }
        expect(largestDifference(session.read([parameter])[0] ?? [], values.at(-1) ?? [])).toBeLessThan(FLOAT32);
      } finally {
        session.dispose();
      }
    },
  );
});

describe('balanced class weights', () => {
  it.each(expected.balanced)("of $fake fakes and $real reals are scikit-learn's", ({ fake, real, weights }) => {
    const faces = Array.from(
      { length: fake + real },
      (_, i) => ({ file: 'f', label: i < fake ? FAKE : REAL }) as const,
    );
    expect(largestDifference(classWeightsOf({ class_weights: 'balanced' }, faces) ?? [], weights)).toBeLessThan(1e-9);
  });
});

describe('training steps', () => {
  const { images, lr: learningRate, weightDecay, samples, cases } = expected.training;
  const adam = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay } as const;
  const isOfKind: Record<StateKind, (name: string) => boolean> = {
    parameters: (name) => !name.includes('running_'),
    runningMeans: (name) => name.endsWith('running_mean'),
    runningVars: (name) => name.endsWith('running_var'),
  };
  const worst = (figure: (own: Own) => number) =>
    Math.max(...cases.flatMap(({ float32 }) => [figure(float32.contiguous), figure(float32.channelsLast)]));
  const readable = (tensors: readonly TorchTensor[]) =>
    tensors.map(({ name, values }) => ({ name, count: values.length, at: (i: number) => values[i] as number }));

  it.each(cases)("with $name ($network) are as near to PyTorch's float64 as its own float32, times three", (item) => {
    const recipe: Recipe = {
      freeze: [...item.freeze],
      learningRateFactors: { ...item.factors },
      clipNorm: item.clipNorm,
      labelSmoothing: item.labelSmoothing,
      classWeights: item.classWeights && [...item.classWeights],
    };
    const session = new ModelSession(createModel(settingsOf(item.network, images.height), adam, { recipe }));
    try {
      session.initialize(0);
      session.writeWeights(({ name, torchShape }) => formulaParameter(name, torchShape, item.gain));
      const origin = session.readWeights();
      const losses = item.losses.map((_, i) => {
        const pixels = formulaImages({ ...images, name: `${images.name}/${i + 1}` });
        const batch = { pixels, labels: formulaLabels(images.count) };
        return session.step(batch, { learningRate, step: i + 1, seed: 0 }).lossSum / images.count;
      });
      const away = losses.map((loss, i) => Math.abs(loss - (item.losses[i] as number)) / (item.losses[i] as number));
      expect(away[0], 'before any step').toBeLessThan(ROOM * worst((own) => own.losses[0] as number));
      expect(Math.max(...away)).toBeLessThan(ROOM * worst((own) => Math.max(...own.losses)));
      const state = session.readWeights();
      for (const [kind, sample] of Object.entries(item.state) as [StateKind, string][]) {
        const only = (tensors: readonly TorchTensor[]) => readable(tensors.filter(({ name }) => isOfKind[kind](name)));
        const distance = sampledDistance(only(state), unpacked(sample), { most: samples, origin: only(origin) });
        expect(distance, kind).toBeLessThan(ROOM * worst((own) => own[kind]));
      }
      const isFrozen = (name: string) => item.freeze.some((prefix) => name.startsWith(`${prefix}.`));
      for (const [i, { name, values }] of state.entries())
        if (isFrozen(name)) expect(values, name).toEqual(origin[i]?.values);
    } finally {
      session.dispose();
    }
  });
});

describe('a recipe that asks for nothing', () => {
  const settings = settingsOf('resnet18', 32);
  const adam = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
  const nodesOf = (recipe?: Recipe) => createModel(settings, adam, { recipe }).graph.nodes;
  const written = (recipe?: Recipe) => nodesOf(recipe).map(({ name, op, inputs }) => [name, op, inputs.length]);

  it('costs nothing: no node of clipping, smoothing or weights, and the rate that is fed goes straight to every update', () => {
    expect(written(PLAIN_RECIPE)).toEqual(written());
    const training = nodesOf().filter(({ name }) => name.startsWith('training/'));
    const costly = ['L2Loss', 'Sqrt', 'Minimum', 'OneHot', 'SoftmaxCrossEntropyWithLogits', 'RealDiv'];
    expect(training.filter(({ op }) => costly.includes(op))).toEqual([]);
    const updates = training.filter(({ op }) => op === 'ResourceApplyAdam');
    expect(updates).toHaveLength(62);
    expect(new Set(updates.map(({ inputs }) => inputs[5]?.node.op))).toEqual(new Set(['Placeholder']));
  });

  it('has more to compute than one that freezes: no gradient and no slot of what is frozen', () => {
    const frozen = { ...PLAIN_RECIPE, freeze: ['conv1', 'bn1', 'layer1', 'layer2', 'layer3'] };
    const filters = (recipe: Recipe) =>
      nodesOf(recipe).filter(({ name, op }) => name.startsWith('training/') && op === 'Conv2DBackpropFilter').length;
    const slots = (recipe: Recipe) => createModel(settings, adam, { recipe }).training?.optimizer.slots.length;
    expect([filters(PLAIN_RECIPE), filters(frozen)]).toEqual([20, 5]);
    expect([slots(PLAIN_RECIPE), slots(frozen)]).toEqual([2 * 62, 2 * 17]);
  });
});
