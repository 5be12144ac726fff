/** Every network but ResNet-18 (resnet18.test.ts goes further) beside torchvision's, weights by the formula: see ARCHITECTURE.md, "Agreement with PyTorch". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel, type Model } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { toTorch } from '#main/engine/networks/parameters.ts';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import {
  largestDifference,
  type NamedValues,
  readExpectations,
  sampledDistance,
  unpacked,
} from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels, formulaParameter } from '#tests/helpers/formula.ts';

type Distance = { readonly sampled: number };
type Layouts<T> = { readonly contiguous: T; readonly channelsLast: T };
type ImageSpec = { readonly name: string; readonly count: number; readonly height: number; readonly width: number };
type StateKind = 'parameters' | 'runningMeans' | 'runningVars';
type Expected = {
  readonly images: ImageSpec;
  readonly gain: number;
  readonly samples: number;
  readonly parameterCount: number;
  readonly parameters: readonly (readonly [string, readonly number[]])[];
  readonly statistics: readonly (readonly [string, readonly number[]])[];
  readonly layers: readonly (readonly [string, readonly number[], number])[];
  readonly evaluation: {
    readonly logits: readonly (readonly number[])[];
    readonly fullSizeLogits: readonly (readonly number[])[];
  };
  readonly maps: readonly {
    readonly layer: string;
    readonly shape: readonly number[];
    readonly values: string;
    readonly float32: Layouts<number>;
  }[];
  readonly step: {
    readonly logits: readonly (readonly number[])[];
    readonly gradientSample: string;
    readonly float32: Layouts<{ readonly logits: number; readonly gradients: Distance }>;
  };
  readonly adam: {
    readonly steps: number;
    readonly lr: number;
    readonly weightDecay: number;
    readonly losses: readonly number[];
    readonly samples: Readonly<Partial<Record<StateKind, string>>>;
    readonly float32: Layouts<{ readonly losses: readonly number[] } & Readonly<Partial<Record<StateKind, Distance>>>>;
  };
};

/** With two classes, as the field counts them. */
const PARAMETERS: Readonly<Record<NetworkName, number>> = {
  resnet18: 11_177_538,
  efficientnet_b0: 4_010_110,
  densenet121: 6_955_906,
  vgg16: 134_268_738,
  mobilenet_v2: 2_226_434,
  resnet50: 23_512_130,
};
const FULL_SIZE = 224;

/** Training a whole network in float32: no further from float64 than three times PyTorch's own worst layout. */
const ROOM = 3;
const worst = <T>({ contiguous, channelsLast }: Layouts<T>, figure: (own: T) => number) =>
  Math.max(figure(contiguous), figure(channelsLast));

const settings = (network: NetworkName, size: number) =>
  ({
    network,
    classes: 2,
    height: size,
    width: size,
    channels: 3,
    normalization: 'none',
    initWeights: true,
    dropoutRate: 0,
  }) as const;

const others = NETWORK_NAMES.filter((name) => name !== 'resnet18');

describe.each(others)('%s', (network) => {
  const expected = readExpectations<Expected>(network);
  const { images, gain, samples } = expected;
  const batch = (name = images.name) => ({
    pixels: formulaImages({ ...images, name }),
    labels: formulaLabels(images.count),
  });
  const setFormula = (session: ModelSession) =>
    session.writeWeights(({ name, torchShape }) => formulaParameter(name, torchShape, gain));
  let model: Model;
  let session: ModelSession;

  beforeAll(() => {
    const { weightDecay } = expected.adam;
    const adam = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay } as const;
    model = createModel(settings(network, images.height), adam);
    session = new ModelSession(model);
    session.initialize(0);
    setFormula(session);
  });
  afterAll(() => session.dispose());

  it("has torchvision's parameters: names, shapes and number", () => {
    const named = (isTrained: boolean) =>
      model.parameters
        .filter((parameter) => parameter.isTrained === isTrained)
        .map(({ name, torchShape }) => [name, torchShape]);
    expect(named(true)).toEqual(expected.parameters);
    expect(named(false)).toEqual(expected.statistics);
    expect(expected.parameterCount).toBe(PARAMETERS[network]);
  });

  it("gives torchvision's layer table and evaluation logits at 224 x 224", () => {
    const full = createModel(settings(network, FULL_SIZE), null);
    expect(full.layers.map(({ type, outputShape, parameters }) => [type, outputShape, parameters])).toEqual(
      expected.layers,
    );
    const evaluation = new ModelSession(full);
    try {
      setFormula(evaluation);
      const pixels = formulaImages({ name: images.name, count: 2, height: FULL_SIZE, width: FULL_SIZE });
      const [logits] = evaluation.fetch({ pixels, labels: formulaLabels(2) }, [full.evaluation.logits]);
      expect(largestDifference(logits?.data ?? [], expected.evaluation.fullSizeLogits.flat())).toBeLessThan(1e-4);
    } finally {
      evaluation.dispose();
    }
  });

  it("gives torchvision's evaluation logits to 1e-4 of the largest, and the grad-cam package's raw maps to 1e-3", () => {
    const [logits] = session.fetch(batch(), [model.evaluation.logits]);
    expect(largestDifference(logits?.data ?? [], expected.evaluation.logits.flat())).toBeLessThan(1e-4);
    for (const { layer, shape, values, float32 } of expected.maps) {
      const classes = new Int32Array(images.count).fill(-1);
      const { maps, rows, columns } = session.explain(batch(), { layer, classes });
      expect([images.count, rows, columns], layer).toEqual(shape);
      // Deep below the logits a ReLU may turn on what float32 rounds: there PyTorch's own float32 is the measure.
      const room = Math.max(1e-3, ROOM * worst(float32, (own) => own));
      expect(largestDifference(maps, unpacked(values)), layer).toBeLessThan(room);
    }
  });

  it("gives a training step's logits and gradients as near to PyTorch's float64 as its own float32, times three", () => {
    const training = model.training;
    if (training === null) throw new Error('the model was made for training');
    const { step } = expected;
    const [logits, ...slopes] = session.fetch(batch(), [training.logits, ...training.gradients]);
    expect(largestDifference(logits?.data ?? [], step.logits.flat())).toBeLessThan(
      ROOM * worst(step.float32, (own) => own.logits),
    );
    const trained = model.parameters.filter((parameter) => parameter.isTrained);
    const named = trained.map((parameter, i) => ({
      name: parameter.name,
      values: toTorch(parameter, slopes[i]?.data as Float32Array),
    }));
    const distance = sampledDistance(named, unpacked(step.gradientSample), undefined, samples);
    expect(distance).toBeLessThan(ROOM * worst(step.float32, (own) => own.gradients.sampled));
  });

  it('keeps that over steps of Adam: losses, parameters and running statistics', () => {
    const origin = session.readWeights();
    const { adam } = expected;
    const losses = Array.from({ length: adam.steps }, (_, i) => {
      const each = batch(`${images.name}/${i + 1}`);
      const { lossSum } = session.step(each, { learningRate: adam.lr, step: i + 1, seed: 0 });
      return lossSum / each.labels.length;
    });
    const distances = losses.map((loss, i) => Math.abs(loss - (adam.losses[i] as number)) / (adam.losses[i] as number));
    expect(Math.max(...distances)).toBeLessThan(ROOM * worst(adam.float32, (own) => Math.max(...own.losses)));
    const state = session.readWeights();
    const trainedNames = new Set(expected.parameters.map(([name]) => name));
    const kinds: Record<StateKind, (name: string) => boolean> = {
      parameters: (name) => trainedNames.has(name),
      runningMeans: (name) => name.endsWith('running_mean'),
      runningVars: (name) => name.endsWith('running_var'),
    };
    for (const [kind, sample] of Object.entries(adam.samples) as [StateKind, string][]) {
      const only = (tensors: readonly NamedValues[]) => tensors.filter(({ name }) => kinds[kind](name));
      const distance = sampledDistance(only(state), unpacked(sample), only(origin), samples);
      expect(distance, kind).toBeLessThan(ROOM * worst(adam.float32, (own) => own[kind]?.sampled ?? 0));
    }
  });
});
