import { describe, expect, it } from 'vitest';
import { toTensorflow, toTorch } from '#main/engine/networks/parameters.ts';
import { gradients } from '#main/engine/tensorflow/gradients.ts';
import { Graph, type Value } from '#main/engine/tensorflow/graph.ts';
import { add, biasAdd, constant, matmul, mean, multiply, relu, total } from '#main/engine/tensorflow/ops/arithmetic.ts';
import { softmaxCrossEntropy } from '#main/engine/tensorflow/ops/classification.ts';
import { conv2d } from '#main/engine/tensorflow/ops/convolution.ts';
import { batchNormEvaluation, batchNormTraining } from '#main/engine/tensorflow/ops/normalization.ts';
import { maxPool } from '#main/engine/tensorflow/ops/pooling.ts';
import { Session } from '#main/engine/tensorflow/session.ts';
import { largestDifference, readExpectations } from '#tests/helpers/expectations.ts';
import { formulaTensor } from '#tests/helpers/formula.ts';

type Spec = { readonly shape: readonly number[]; readonly scale: number; readonly offset: number };
type Case = {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Spec>>;
  readonly outputShape: readonly number[];
  readonly output: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
};
type Convolution = Case & { readonly stride: number; readonly padding: number };
type Pool = Case & { readonly size: number; readonly stride: number; readonly padding: number };
type BatchNorm = Case & {
  readonly isTraining: boolean;
  readonly epsilon: number;
  readonly momentum: number;
  readonly runningMeanAfter: readonly number[];
  readonly runningVarAfter: readonly number[];
};
type Expected = {
  readonly convolutions: readonly Convolution[];
  readonly maxPools: readonly Pool[];
  readonly batchNorms: readonly BatchNorm[];
  readonly relu: Case;
  readonly add: Case;
  readonly averagePool: Case;
  readonly linear: Case;
  readonly crossEntropy: Omit<Case, 'output' | 'outputShape'> & {
    readonly labels: readonly number[];
    readonly losses: readonly number[];
    readonly mean: number;
  };
};

const expected = readExpectations<Expected>('ops');

/** Sums of at most 98 products in float32, over values of order 1 to 10. */
const TOLERANCE = 2e-6;

const layoutOf = (shape: readonly number[], key: string) => {
  if (key === 'filters') return { layout: 'conv', torchShape: shape } as const;
  return key === 'weight' ? ({ layout: 'linear', torchShape: shape } as const) : null;
};

function inputsOf(graph: Graph, { name, inputs }: Pick<Case, 'name' | 'inputs'>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, { shape, scale, offset }]) => {
      const values = formulaTensor(
        `${name}/${key}`,
        shape.reduce((product, size) => product * size, 1),
        { scale, offset },
      );
      const layout = layoutOf(shape, key);
      const own =
        layout?.layout === 'conv' ? [shape[2], shape[3], shape[1], shape[0]] : layout ? [shape[1], shape[0]] : shape;
      return [key, constant(graph, [...(layout ? toTensorflow(layout, values) : values)], { shape: own as number[] })];
    }),
  );
}

function fetchAll(graph: Graph, values: readonly Value[]): Float32Array[] {
  const session = new Session(graph);
  try {
    return session.run([], values).map(({ data }) => data as Float32Array);
  } finally {
    session.dispose();
  }
}

function check(item: Case, build: (inputs: Record<string, Value>) => Value): void {
  const graph = new Graph();
  const inputs = inputsOf(graph, item);
  const y = build(inputs);
  expect(y.shape).toEqual(item.outputShape);
  const upstream = constant(graph, [...formulaTensor(`${item.name}/upstream`, item.output.length)], {
    shape: item.outputShape,
  });
  const keys = Object.keys(item.gradients);
  const slopes = gradients(
    total(multiply(y, upstream)),
    keys.map((key) => inputs[key] as Value),
  );
  const [output, ...found] = fetchAll(graph, [y, ...slopes]);
  expect(largestDifference(output as Float32Array, item.output)).toBeLessThan(TOLERANCE);
  for (const [i, key] of keys.entries()) {
    const layout = layoutOf((item.inputs[key] as Spec).shape, key);
    const values = layout ? toTorch(layout, found[i] as Float32Array) : (found[i] as Float32Array);
    expect(largestDifference(values, item.gradients[key] as readonly number[])).toBeLessThan(TOLERANCE);
  }
}

const get = (inputs: Record<string, Value>, key: string) => inputs[key] as Value;

describe('operations and their gradients', () => {
  for (const item of expected.convolutions) {
    it(`${item.name} (kernel, stride, padding, height) is torch.nn.functional.conv2d`, () =>
      check(item, (inputs) => conv2d(get(inputs, 'x'), get(inputs, 'filters'), item)));
  }
  for (const item of expected.maxPools) {
    // The formula's values go below zero, where only a ReLU before it makes our padded pool PyTorch's: so it is compared behind one.
    it(`${item.name} behind a ReLU is torch.nn.functional.max_pool2d`, () => {
      const graph = new Graph();
      const x = get(inputsOf(graph, item), 'x');
      const [output] = fetchAll(graph, [maxPool(relu(x), item)]);
      expect(
        largestDifference(
          output as Float32Array,
          item.output.map((value) => Math.max(0, value)),
        ),
      ).toBeLessThan(TOLERANCE);
    });
  }
  for (const item of expected.batchNorms) {
    it(`${item.name} is torch.nn.functional.batch_norm, running statistics included`, () => {
      const running = (inputs: Record<string, Value>) => ({
        mean: get(inputs, 'runningMean'),
        variance: get(inputs, 'runningVar'),
      });
      check(item, (inputs) => {
        const learned = { scale: get(inputs, 'scale'), offset: get(inputs, 'offset') };
        if (item.isTraining) return batchNormTraining(get(inputs, 'x'), learned, item.epsilon).y;
        return batchNormEvaluation(get(inputs, 'x'), learned, { running: running(inputs), epsilon: item.epsilon });
      });
      if (!item.isTraining) return;
      const graph = new Graph();
      const inputs = inputsOf(graph, item);
      const learned = { scale: get(inputs, 'scale'), offset: get(inputs, 'offset') };
      const batch = batchNormTraining(get(inputs, 'x'), learned, item.epsilon);
      const mixed = (old: Value, now: Value) =>
        add(multiply(old, constant(graph, 1 - item.momentum)), multiply(now, constant(graph, item.momentum)));
      const { mean: oldMean, variance: oldVariance } = running(inputs);
      const [meanAfter, varianceAfter] = fetchAll(graph, [
        mixed(oldMean, batch.mean),
        mixed(oldVariance, batch.unbiasedVariance),
      ]);
      expect(largestDifference(meanAfter as Float32Array, item.runningMeanAfter)).toBeLessThan(TOLERANCE);
      expect(largestDifference(varianceAfter as Float32Array, item.runningVarAfter)).toBeLessThan(TOLERANCE);
    });
  }
  it('relu is torch.nn.functional.relu', () => check(expected.relu, (inputs) => relu(get(inputs, 'x'))));
  it('add is torch.add', () => check(expected.add, (inputs) => add(get(inputs, 'x'), get(inputs, 'other'))));
  it('the mean over height and width is adaptive_avg_pool2d to one cell', () =>
    check(expected.averagePool, (inputs) => mean(get(inputs, 'x'), [1, 2])));
  it('a product and a bias are torch.nn.functional.linear', () =>
    check(expected.linear, (inputs) => biasAdd(matmul(get(inputs, 'x'), get(inputs, 'weight')), get(inputs, 'bias'))));
  it('the cross entropy of the softmax is torch.nn.functional.cross_entropy', () => {
    const { crossEntropy } = expected;
    const graph = new Graph();
    const logits = get(inputsOf(graph, crossEntropy), 'logits');
    const losses = softmaxCrossEntropy(logits, constant(graph, crossEntropy.labels, { dtype: 'int32' }));
    const average = mean(losses, [0]);
    const [each, all, slopes] = fetchAll(graph, [losses, average, ...gradients(average, [logits])]);
    expect(largestDifference(each as Float32Array, crossEntropy.losses)).toBeLessThan(TOLERANCE);
    expect(largestDifference(all as Float32Array, [crossEntropy.mean])).toBeLessThan(TOLERANCE);
    expect(largestDifference(slopes as Float32Array, crossEntropy.gradients['logits'] ?? [])).toBeLessThan(TOLERANCE);
  });
});
