import { describe, expect, it } from 'vitest';
import { gradients } from '#main/engine/tensorflow/gradients.ts';
import { Graph, type Value } from '#main/engine/tensorflow/graph.ts';
import {
  add,
  addN,
  biasAdd,
  broadcastTo,
  cast,
  constant,
  divide,
  identity,
  matmul,
  mean,
  multiply,
  negate,
  padSpatial,
  relu,
  relu6,
  reshape,
  rsqrt,
  shapeOf,
  sigmoid,
  silu,
  stopGradient,
  subtract,
  sum,
  total,
} from '#main/engine/tensorflow/ops/arithmetic.ts';
import { softmaxCrossEntropy } from '#main/engine/tensorflow/ops/classification.ts';
import { conv2d, depthwiseConv2d } from '#main/engine/tensorflow/ops/convolution.ts';
import { concatChannels, transpose } from '#main/engine/tensorflow/ops/layout.ts';
import { batchNormEvaluation, batchNormTraining } from '#main/engine/tensorflow/ops/normalization.ts';
import { adaptiveAveragePool, averagePool, maxPool } from '#main/engine/tensorflow/ops/pooling.ts';
import { dropout, dropRows } from '#main/engine/tensorflow/ops/random.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { compareWithDifferences, type DifferenceOptions } from '#tests/helpers/finite-differences.ts';

const positive: DifferenceOptions['draw'] = (random) => random.between(0.5, 2);
/** At least 0.1 from the kink at zero, which a step of 1e-4 then cannot cross. */
const awayFromZero: DifferenceOptions['draw'] = (random) => (random.next() < 0.5 ? -1 : 1) * random.between(0.1, 1);

const image = [2, 6, 5, 3];
const cases: Record<string, DifferenceOptions> = {
  add: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: ([x, y]) => add(x as Value, y as Value),
  },
  'add with broadcasting': { shapes: [[2, 3], [3]], build: ([x, y]) => add(x as Value, y as Value) },
  subtract: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: ([x, y]) => subtract(x as Value, y as Value),
  },
  multiply: { shapes: [[2, 3], []], build: ([x, y]) => multiply(x as Value, y as Value) },
  divide: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: ([x, y]) => divide(x as Value, y as Value),
    draw: positive,
  },
  'multiply where a path meets itself': {
    shapes: [[4]],
    build: ([x]) => multiply(x as Value, multiply(x as Value, x as Value)),
  },
  addN: { shapes: [[3], [3], [3]], build: (xs) => addN(xs) },
  negate: { shapes: [[3]], build: ([x]) => negate(x as Value) },
  rsqrt: { shapes: [[5]], build: ([x]) => rsqrt(x as Value), draw: positive },
  relu: { shapes: [[4, 5]], build: ([x]) => relu(x as Value), draw: awayFromZero },
  identity: { shapes: [[3]], build: ([x]) => identity(x as Value) },
  reshape: { shapes: [[2, 6]], build: ([x]) => multiply(reshape(x as Value, [3, 4]), reshape(x as Value, [3, 4])) },
  broadcastTo: {
    shapes: [[1, 3]],
    build: ([x]) => broadcastTo(x as Value, constant((x as Value).graph, [4, 3], { dtype: 'int32' }), [4, 3]),
  },
  sum: { shapes: [[2, 3, 4]], build: ([x]) => sum(x as Value, [0, 2]) },
  mean: { shapes: [[2, 3, 4]], build: ([x]) => mean(x as Value, [1], { keepDimensions: true }) },
  matmul: {
    shapes: [
      [3, 4],
      [4, 2],
    ],
    build: ([x, y]) => matmul(x as Value, y as Value),
  },
  biasAdd: { shapes: [[2, 3, 3, 4], [4]], build: ([x, y]) => biasAdd(x as Value, y as Value) },
  padSpatial: { shapes: [image], build: ([x]) => padSpatial(x as Value, 2) },
  'conv2d 3x3, stride 1, padding 1': {
    shapes: [image, [3, 3, 3, 4]],
    build: ([x, w]) => conv2d(x as Value, w as Value, { stride: 1, padding: 1 }),
  },
  'conv2d 3x3, stride 2, padding 1': {
    shapes: [image, [3, 3, 3, 4]],
    build: ([x, w]) => conv2d(x as Value, w as Value, { stride: 2, padding: 1 }),
  },
  'conv2d 1x1, stride 2, no padding': {
    shapes: [image, [1, 1, 3, 4]],
    build: ([x, w]) => conv2d(x as Value, w as Value, { stride: 2, padding: 0 }),
  },
  'conv2d 7x7, stride 2, padding 3': {
    shapes: [
      [1, 9, 9, 2],
      [7, 7, 2, 2],
    ],
    build: ([x, w]) => conv2d(x as Value, w as Value, { stride: 2, padding: 3 }),
  },
  // The difference between the largest and the next of a window is far above the step with these draws.
  'maxPool 3x3, stride 2, padding 1': {
    shapes: [[1, 5, 5, 2]],
    build: ([x]) => maxPool(relu(x as Value), { size: 3, stride: 2, padding: 1 }),
    draw: positive,
    step: 1e-6,
  },
  'maxPool 3x3, stride 2, of padded inputs': {
    shapes: [[1, 5, 5, 2]],
    build: ([x]) => maxPool(relu(x as Value), { size: 3, stride: 2, padding: 1, padsFirst: true }),
    draw: positive,
    step: 1e-6,
  },
  softmaxCrossEntropy: {
    shapes: [[4, 3]],
    build: ([x]) => softmaxCrossEntropy(x as Value, constant((x as Value).graph, [0, 2, 1, 2], { dtype: 'int32' })),
  },
  sigmoid: { shapes: [[2, 3]], build: ([x]) => sigmoid(x as Value) },
  silu: { shapes: [[2, 3]], build: ([x]) => silu(x as Value) },
  relu6: { shapes: [[2, 3]], build: ([x]) => relu6(x as Value), draw: awayFromZero },
  transpose: { shapes: [image], build: ([x]) => transpose(x as Value, [0, 3, 1, 2]) },
  concatChannels: {
    shapes: [image, [2, 6, 5, 1]],
    build: ([x, y]) => concatChannels([x as Value, y as Value]),
  },
  averagePool: { shapes: [image], build: ([x]) => averagePool(x as Value, { size: 2, stride: 2 }) },
  'depthwiseConv2d with stride': {
    shapes: [image, [3, 3, 3, 1]],
    build: ([x, filter]) => depthwiseConv2d(x as Value, filter as Value, { stride: 2, padding: 1 }),
  },
  'mean softmaxCrossEntropy': {
    shapes: [[4, 2]],
    build: ([x]) =>
      mean(softmaxCrossEntropy(x as Value, constant((x as Value).graph, [0, 1, 1, 0], { dtype: 'int32' })), [0]),
  },
};

describe('gradients', () => {
  for (const [name, options] of Object.entries(cases)) {
    it(`of ${name} are what central differences say`, () => {
      for (const { analytic, numeric } of compareWithDifferences(options)) {
        // 1e-6: float32 of the two numbers that are handed out, over differences of order h^2 = 1e-8.
        expect(Math.abs(analytic - numeric)).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
      }
    });
  }

  it('of batch norm with the statistics of the batch are what central differences say, to the precision of its float32 kernel', () => {
    const build: DifferenceOptions['build'] = ([x, scale, offset]) => {
      const narrow = (value: Value | undefined) => cast(value as Value, 'float32');
      return cast(batchNormTraining(narrow(x), { scale: narrow(scale), offset: narrow(offset) }, 1e-5).y, 'float64');
    };
    const shapes = [[4, 3, 3, 2], [2], [2]];
    for (const { analytic, numeric } of compareWithDifferences({ shapes, build, step: 1e-2 })) {
      // The kernel exists in float32 only: rounding of 1e-7 x sqrt(72 terms) over 2 h, and h^2.
      expect(Math.abs(analytic - numeric)).toBeLessThan(2e-3 * Math.max(1, Math.abs(numeric)));
    }
  });

  it('of batch norm with running statistics are what central differences say', () => {
    const build: DifferenceOptions['build'] = ([x, scale, offset, mean, variance]) =>
      batchNormEvaluation(
        x as Value,
        { scale: scale as Value, offset: offset as Value },
        { running: { mean: mean as Value, variance: variance as Value }, epsilon: 1e-5 },
      );
    const options = { shapes: [[2, 3, 3, 2], [2], [2], [2], [2]], build, draw: positive };
    // rsqrt(variance + epsilon) takes its epsilon as float32 or float64, as the variance is.
    for (const { analytic, numeric } of compareWithDifferences(options)) {
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
    }
  });

  it('of dropout follow the mask that the seed decides', () => {
    const build: DifferenceOptions['build'] = ([x]) => {
      const { graph } = x as Value;
      const narrow = cast(x as Value, 'float32');
      return cast(dropout(narrow, 0.5, constant(graph, [7, 3], { dtype: 'int32' })), 'float64');
    };
    for (const { analytic, numeric } of compareWithDifferences({ shapes: [[4, 8]], build, step: 1e-2 })) {
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-4 * Math.max(1, Math.abs(numeric))); // float32 / h
    }
  });

  it.each([
    ['a larger map', [1, 9, 4, 2]],
    ['a smaller one, which is repeated', [1, 2, 1, 2]],
  ])('of adaptiveAveragePool of %s are what central differences say', (_, shape) => {
    const build: DifferenceOptions['build'] = ([x]) =>
      reshape(cast(adaptiveAveragePool(cast(x as Value, 'float32'), 3), 'float64'), [1, 3, 3, 2]); // all sizes known
    for (const { analytic, numeric } of compareWithDifferences({ shapes: [shape], build, step: 1e-2 })) {
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-4 * Math.max(1, Math.abs(numeric))); // float32 / h
    }
  });

  it('of blocks that are left out follow the mask, which is one for an image', () => {
    const build: DifferenceOptions['build'] = ([x]) => {
      const { graph } = x as Value;
      const narrow = cast(x as Value, 'float32');
      return cast(dropRows(narrow, 0.5, constant(graph, [7, 3], { dtype: 'int32' })), 'float64');
    };
    const found = compareWithDifferences({ shapes: [[6, 2, 2, 3]], build, step: 1e-2 });
    for (const { analytic, numeric } of found)
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-4 * Math.max(1, Math.abs(numeric)));
  });

  it('names the node where a path leads through an operation without one', () => {
    const graph = new Graph();
    const x = constant(graph, [1, 2]);
    const y = total(cast(shapeOf(x), 'float32'));
    expect(() => gradients(y, [x])).toThrow(/Shape \(Shape\) has no gradient/);
  });

  it('says so where the result does not depend on the input', () => {
    const graph = new Graph();
    const x = constant(graph, [1, 2]);
    expect(() => gradients(total(stopGradient(x)), [x])).toThrow(/does not depend on Const/);
  });

  it('leaves no tensor behind', () => {
    const before = tensorCount();
    compareWithDifferences({ shapes: [[2, 2]], build: ([x]) => relu(x as Value), draw: awayFromZero });
    expect(tensorCount()).toBe(before);
  });
});
