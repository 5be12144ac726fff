/**
 * Holds a gradient against central differences. Both are computed in one graph in float64, so that what is left of the difference is the
 * rounding of the method itself, h^2 = 1e-8, and not that of float32.
 */

import { gradients } from '#main/engine/tensorflow/gradients.ts';
import { Graph, type Value } from '#main/engine/tensorflow/graph.ts';
import { add, cast, constant, multiply, placeholder, subtract, total } from '#main/engine/tensorflow/ops/arithmetic.ts';
import { Session } from '#main/engine/tensorflow/session.ts';
import { createRandom } from '#shared/domain/random.ts';

export type Comparison = { readonly analytic: number; readonly numeric: number };

export type DifferenceOptions = {
  readonly shapes: readonly (readonly number[])[];
  /** Built three times over: at x, x + h d and x - h d. Gets float64 values of `shapes`; returns one of any shape. */
  readonly build: (inputs: readonly Value[]) => Value;
  /** A value of the input at random: keep it away from kinks. Default: uniform in [-1, 1). */
  readonly draw?: (random: ReturnType<typeof createRandom>) => number;
  readonly step?: number;
  readonly directions?: number;
};

/** The derivative of a random projection of build(x) along random directions of each input in turn. */
export function compareWithDifferences({
  shapes,
  build,
  draw,
  step = 1e-4,
  directions = 4,
}: DifferenceOptions): Comparison[] {
  const random = createRandom(20_260_101);
  const drawn = draw ?? ((r) => r.between(-1, 1));
  const graph = new Graph();
  const inputs = shapes.map((shape, i) => placeholder(graph, `x${i}`, { dtype: 'float32', shape }));
  const wide = inputs.map((input) => cast(input, 'float64'));
  const y = build(wide);
  const weights = constantLike(y, () => random.between(-1, 1));
  const projected = (value: Value) => total(multiply(value, weights));
  const slopes = gradients(projected(y), wide);

  const pairs = shapes.flatMap((_, moved) =>
    Array.from({ length: directions }, () => {
      const x = wide[moved] as Value;
      const direction = constantLike(x, () => random.between(-1, 1));
      const shift = multiply(direction, constant(graph, step, { dtype: 'float64' }));
      const at = (value: Value) => projected(build(wide.map((input, i) => (i === moved ? value : input))));
      const difference = subtract(at(add(x, shift)), at(subtract(x, shift)));
      return [
        cast(total(multiply(slopes[moved] as Value, direction)), 'float32'),
        cast(multiply(difference, constant(graph, 1 / (2 * step), { dtype: 'float64' })), 'float32'),
      ] as const;
    }),
  );

  const session = new Session(graph);
  try {
    const feeds = inputs.map((value, i) => {
      const shape = shapes[i] as readonly number[];
      const count = shape.reduce((product, size) => product * size, 1);
      return { value, shape, data: Float32Array.from({ length: count }, () => drawn(random)) };
    });
    const values = session.run(feeds, pairs.flat()).map(({ data }) => data[0] as number);
    return pairs.map((_, i) => ({ analytic: values[2 * i] as number, numeric: values[2 * i + 1] as number }));
  } finally {
    session.dispose();
  }
}

function constantLike(value: Value, next: () => number): Value {
  const shape = value.shape as readonly number[]; // tests use known shapes
  const count = shape.reduce((product, size) => product * size, 1);
  return constant(value.graph, Array.from({ length: count }, next), { dtype: value.dtype, shape });
}
