/** ResNet-18 beside torchvision's, weights by the formula: see architecture, "Agreement with PyTorch". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel, type Model } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { toTorch } from '#main/engine/networks/parameters.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import {
  largestDifference,
  type NamedValues,
  readExpectations,
  sampledDistance,
  unpacked,
} from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels, formulaParameter } from '#tests/helpers/formula.ts';

type Distance = { readonly whole: number; readonly sampled: number };
type Layouts<T> = { readonly contiguous: T; readonly channelsLast: T };
type ImageSpec = { readonly name: string; readonly count: number; readonly height: number; readonly width: number };
type StateKind = 'parameters' | 'runningMeans' | 'runningVars';
type Expected = {
  readonly images: ImageSpec;
  readonly parameterCount: number;
  readonly parameters: readonly (readonly [string, readonly number[]])[];
  readonly statistics: readonly (readonly [string, readonly number[]])[];
  /** Type, output shape without the batch, parameters. */
  readonly layers: readonly (readonly [string, readonly number[], number])[];
  readonly evaluation: { readonly logits: readonly (readonly number[])[] };
  readonly step: {
    readonly logits: readonly (readonly number[])[];
    readonly loss: number;
    readonly gradientNorms: readonly number[];
    readonly gradientSample: string;
    readonly float32: Layouts<{ readonly logits: number; readonly loss: number; readonly gradients: Distance }>;
  };
  readonly adam: {
    readonly steps: number;
    readonly lr: number;
    readonly weightDecay: number;
    readonly losses: readonly number[];
    readonly samples: Readonly<Record<StateKind, string>>;
    readonly float32: Layouts<{ readonly losses: readonly number[] } & Readonly<Record<StateKind, Distance>>>;
  };
};
type GradCam = {
  readonly classes: { readonly predicted: readonly number[]; readonly chosen: readonly number[] };
  readonly maps: readonly {
    readonly method: CamMethod;
    readonly layer: string;
    readonly classes: 'predicted' | 'chosen';
    readonly shape: readonly number[];
    readonly values: string;
  }[];
};

const expected = readExpectations<Expected>('resnet18');
const gradCam = readExpectations<GradCam>('gradcam');

/** Training a whole network in float32: no further from float64 than three times PyTorch's own worst layout. */
const ROOM = 3;
const worst = <T>({ contiguous, channelsLast }: Layouts<T>, figure: (own: T) => number) =>
  Math.max(figure(contiguous), figure(channelsLast));

describe('ResNet-18', () => {
  let model: Model;
  let session: ModelSession;
  let tensorsBefore: number;
  const { images } = expected;
  const batch = (name = images.name) => ({
    pixels: formulaImages({ ...images, name }),
    labels: formulaLabels(images.count),
  });
  const setFormula = () => {
    session.initialize(0);
    session.writeWeights(({ name, torchShape }) => formulaParameter(name, torchShape));
  };

  beforeAll(() => {
    tensorsBefore = tensorCount();
    const { weightDecay } = expected.adam;
    model = createModel(
      {
        network: 'resnet18',
        classes: 2,
        height: images.height,
        width: images.width,
        channels: 3,
        normalization: 'none',
        initWeights: true,
        dropoutRate: 0,
      },
      { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay },
    );
    session = new ModelSession(model);
    setFormula();
  });
  afterAll(() => {
    session.dispose();
    expect(tensorCount()).toBe(tensorsBefore);
  });

  it("has torchvision's parameters: names, shapes, order and number", () => {
    const named = (isTrained: boolean) =>
      model.parameters
        .filter((parameter) => parameter.isTrained === isTrained)
        .map(({ name, torchShape }) => [name, torchShape]);
    expect(named(true)).toEqual(expected.parameters);
    expect(named(false)).toEqual(expected.statistics);
    const count = expected.parameters.reduce(
      (sum, [, shape]) => sum + shape.reduce((product, size) => product * size, 1),
      0,
    );
    expect(count).toBe(11_177_538);
    expect(count).toBe(expected.parameterCount);
  });

  it('has the layers that torchvision runs, in their order, with their shapes and parameters', () => {
    expect(model.layers.map(({ type, outputShape, parameters }) => [type, outputShape, parameters])).toEqual(
      expected.layers,
    );
  });

  it("gives torchvision's evaluation logits to 1e-4 of the largest", () => {
    const [logits] = session.fetch(batch(), [model.evaluation.logits]);
    expect(largestDifference(logits?.data ?? [], expected.evaluation.logits.flat())).toBeLessThan(1e-4);
  });

  it("gives the grad-cam package's raw heat maps to 1e-3 of the largest, by four methods, at two layers, for the predicted and a chosen class", () => {
    for (const { method, layer, classes, values } of gradCam.maps) {
      const chosen = classes === 'predicted' ? gradCam.classes.predicted.map(() => -1) : gradCam.classes.chosen;
      const { maps } = session.explain(batch(), { layer, method, classes: Int32Array.from(chosen) });
      expect(largestDifference(maps, unpacked(values)), `${method}, ${layer}, ${classes} class`).toBeLessThan(1e-3);
    }
  });

  it("gives a training step's logits, loss and gradients as near to PyTorch's float64 as its own float32, times three", () => {
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
    const distance = sampledDistance(named, unpacked(step.gradientSample));
    expect(distance).toBeLessThan(ROOM * worst(step.float32, (own) => own.gradients.sampled));
  });

  it('keeps that over five steps of Adam: losses, parameters and running statistics', () => {
    setFormula();
    const origin = session.readWeights();
    const { adam } = expected;
    const losses = Array.from({ length: adam.steps }, (_, i) => {
      const each = batch(`${images.name}/${i + 1}`);
      const { lossSum } = session.step(each, { learningRate: adam.lr, step: i + 1, seed: 0 });
      return lossSum / each.labels.length;
    });
    // PyTorch's own distance differs from step to step by four orders of magnitude, by chance: the worst of five is compared with the worst of five.
    const distances = losses.map((loss, i) => Math.abs(loss - (adam.losses[i] as number)) / (adam.losses[i] as number));
    expect(Math.max(...distances)).toBeLessThan(ROOM * worst(adam.float32, (own) => Math.max(...own.losses)));
    const state = session.readWeights();
    const trainedNames = new Set(expected.parameters.map(([name]) => name));
    const kinds: Record<StateKind, (name: string) => boolean> = {
      parameters: (name) => trainedNames.has(name),
      runningMeans: (name) => name.endsWith('running_mean'),
      runningVars: (name) => name.endsWith('running_var'),
    };
    for (const [kind, belongs] of Object.entries(kinds) as [StateKind, (name: string) => boolean][]) {
      const only = (tensors: readonly NamedValues[]) => tensors.filter(({ name }) => belongs(name));
      const distance = sampledDistance(only(state), unpacked(adam.samples[kind]), only(origin));
      expect(distance, kind).toBeLessThan(ROOM * worst(adam.float32, (own) => own[kind].sampled));
    }
  });

  it('leaves no tensor behind over fifty steps', () => {
    const small = { pixels: formulaImages({ ...images, count: 1 }), labels: formulaLabels(1) };
    session.step(small, { learningRate: 1e-4, step: 6, seed: 0 });
    const before = tensorCount();
    for (let step = 7; step < 57; step++) session.step(small, { learningRate: 1e-4, step, seed: 0 });
    expect(tensorCount()).toBe(before);
  });
});
