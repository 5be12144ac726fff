/** What is left to chance in training: a function of a seed, so that a run repeats. `seed` [2] int32: the same seed, the same mask. */
import { attribute, only, type Shape, type Value } from '../graph.ts';
import { add, cast, constant, multiply, shapeOf, stopGradient } from './arithmetic.ts';
import { greaterEqual } from './classification.ts';

/** Dropout, scaled so that the expected value stays (Srivastava et al. 2014; as PyTorch's). rate in [0, 1). */
export function dropout(x: Value, rate: number, seed: Value): Value {
  if (rate === 0) return x;
  return kept(x, { rate, seed, shape: shapeOf(x), sizes: x.shape });
}

/** The same for whole images of a batch: x [N, H, W, C], of which some become zero. */
export function dropRows(x: Value, rate: number, seed: Value): Value {
  const { graph } = x;
  const ofBatch = constant(
    graph,
    x.shape.map((_, axis) => (axis === 0 ? 1 : 0)),
    { dtype: 'int32' },
  );
  const ones = constant(
    graph,
    x.shape.map((_, axis) => (axis === 0 ? 0 : 1)),
    { dtype: 'int32' },
  );
  const sizes = x.shape.map((size, axis) => (axis === 0 ? size : 1));
  return kept(x, { rate, seed, shape: add(multiply(shapeOf(x), ofBatch), ones), sizes });
}

type Mask = {
  readonly rate: number;
  readonly seed: Value;
  /** [rank] int32. */
  readonly shape: Value;
  /** The same, as far as it is known. */
  readonly sizes: Shape;
};

function kept(x: Value, { rate, seed, shape, sizes }: Mask): Value {
  const { graph } = x;
  const uniform = only(
    graph.add('StatelessRandomUniform', [shape, cast(seed, 'int64')], {
      attributes: { dtype: attribute.type('float32'), T: attribute.type('int32'), Tseed: attribute.type('int64') },
      outputs: [{ dtype: 'float32', shape: sizes }],
    }),
  );
  const mask = stopGradient(cast(greaterEqual(uniform, constant(graph, rate)), x.dtype));
  return multiply(x, multiply(mask, constant(graph, 1 / (1 - rate), { dtype: x.dtype })));
}
