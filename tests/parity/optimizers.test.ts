import { describe, expect, it } from 'vitest';
import { Graph } from '#main/engine/tensorflow/graph.ts';
import { placeholder } from '#main/engine/tensorflow/ops/arithmetic.ts';
import { createOptimizer, type OptimizerSettings } from '#main/engine/tensorflow/optimizers.ts';
import { Session, scalarFeed } from '#main/engine/tensorflow/session.ts';
import { done, variable } from '#main/engine/tensorflow/variables.ts';
import { largestDifference, readExpectations } from '#tests/helpers/expectations.ts';

type Case = {
  readonly type: 'Adam' | 'Adadelta';
  readonly lr: number;
  readonly weight_decay: number;
  readonly betas?: readonly [number, number];
  readonly rho?: number;
  readonly eps: number;
  /** The parameter after each step. */
  readonly values: readonly (readonly number[])[];
};
type Expected = {
  readonly initial: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: readonly Case[];
};

const expected = readExpectations<Expected>('optimizers');

function settingsOf({ type, weight_decay: weightDecay, betas, rho, eps: epsilon }: Case): OptimizerSettings {
  if (type === 'Adam') return { kind: 'Adam', beta1: betas?.[0] ?? 0, beta2: betas?.[1] ?? 0, epsilon, weightDecay };
  return { kind: 'Adadelta', rho: rho ?? 0, epsilon, weightDecay };
}

function trajectory(settings: OptimizerSettings, learningRate: number): Float32Array[] {
  const size = expected.initial.length;
  const graph = new Graph();
  const parameter = variable(graph, 'parameter', { shape: [size] });
  const gradient = placeholder(graph, 'gradient', { dtype: 'float32', shape: [size] });
  const optimizer = createOptimizer(graph, settings, [[parameter, gradient]]);
  const updated = done(optimizer.updates, 'updated');
  const session = new Session(graph);
  try {
    session.assign([{ variable: parameter, data: Float32Array.from(expected.initial) }]);
    session.reset(optimizer.slots);
    return expected.gradients.map((values, i) => {
      const scalars = optimizer.feeds(i + 1, learningRate).map(({ value, scalar }) => scalarFeed(value, scalar));
      session.run([...scalars, { value: gradient, data: Float32Array.from(values), shape: [size] }], [updated]);
      return session.read([parameter])[0] as Float32Array;
    });
  } finally {
    session.dispose();
  }
}

describe('optimizers', () => {
  for (const item of expected.cases) {
    it(`${item.type} at ${item.lr} with weight decay ${item.weight_decay} moves a parameter as torch.optim's float64 does`, () => {
      const steps = trajectory(settingsOf(item), item.lr);
      expect(steps).toHaveLength(item.values.length);
      for (const [i, values] of steps.entries()) {
        // float32 keeps 6e-8 of a value near 1; an epsilon in the wrong place shows as 1e-5 of it and more.
        expect(largestDifference(values, item.values[i] as readonly number[])).toBeLessThan(1e-6);
      }
    });
  }
});
