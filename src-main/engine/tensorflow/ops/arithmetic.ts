/** Element-wise operations, shapes, reductions and constants. Broadcasting is NumPy's. */
import { assert } from '#shared/errors.ts';
import { attribute, type DataType, type Graph, isLow, knownSize, only, type Shape, type Value } from '../graph.ts';

/** A constant tensor; a number is a scalar. In a low type it is rounded from float32. */
export function constant(
  graph: Graph,
  values: number | readonly number[],
  { dtype = 'float32', shape }: { dtype?: DataType; shape?: readonly number[] } = {},
): Value {
  if (isLow(dtype)) return cast(constant(graph, values, shape === undefined ? {} : { shape }), dtype);
  const list = typeof values === 'number' ? [values] : values;
  const sizes = shape ?? (typeof values === 'number' ? [] : [list.length]);
  return only(
    graph.add('Const', [], {
      attributes: { dtype: attribute.type(dtype), value: attribute.tensor({ dtype, shape: sizes, values: list }) },
      outputs: [{ dtype, shape: sizes }],
    }),
  );
}

/** An input, fed at each run. */
export function placeholder(graph: Graph, name: string, { dtype, shape }: { dtype: DataType; shape: Shape }): Value {
  return only(
    graph.add('Placeholder', [], {
      name,
      attributes: { dtype: attribute.type(dtype), shape: attribute.shape(shape) },
      outputs: [{ dtype, shape }],
    }),
  );
}

export function cast(x: Value, dtype: DataType): Value {
  if (x.dtype === dtype) return x;
  return only(
    x.graph.add('Cast', [x], {
      attributes: { SrcT: attribute.type(x.dtype), DstT: attribute.type(dtype), Truncate: attribute.bool(false) },
      outputs: [{ dtype, shape: x.shape }],
      gradient: ([dy]) => [dy ? cast(dy, x.dtype) : null],
    }),
  );
}

/** `compute` of x in float32, back in x's own type: what adds up many values would lose them in a low one. Nothing else in float32. */
export const inFloat32 = (x: Value, compute: (wide: Value) => Value): Value =>
  isLow(x.dtype) ? cast(compute(cast(x, 'float32')), x.dtype) : compute(x);

export function identity(x: Value, options: { name?: string; after?: readonly Value[] } = {}): Value {
  return only(
    x.graph.add('Identity', [x], {
      ...(options.name === undefined ? {} : { name: options.name }),
      control: (options.after ?? []).map((value) => value.node),
      attributes: { T: attribute.type(x.dtype) },
      outputs: [x],
      gradient: ([dy]) => [dy ?? null],
    }),
  );
}

/** x, held constant by `gradients`: decisions and masks have no slope. */
export const stopGradient = (x: Value): Value =>
  only(x.graph.add('StopGradient', [x], { attributes: typed(x), outputs: [x], gradient: () => [null] }));

function elementwise(op: string, x: Value, y: Value, gradient: (dy: Value) => [Value, Value]): Value {
  assert(x.dtype === y.dtype, `${op} of ${x.dtype} and ${y.dtype}`);
  return only(
    x.graph.add(op, [x, y], {
      attributes: { T: attribute.type(x.dtype) },
      outputs: [{ dtype: x.dtype, shape: broadcastShape(x.shape, y.shape) }],
      gradient: ([dy]) => {
        if (!dy) return [null, null];
        const [dx, dz] = gradient(dy);
        return [reduceTo(dx, x), reduceTo(dz, y)];
      },
    }),
  );
}

export const add = (x: Value, y: Value): Value => elementwise('AddV2', x, y, (dy) => [dy, dy]);
export const subtract = (x: Value, y: Value): Value => elementwise('Sub', x, y, (dy) => [dy, negate(dy)]);
export const multiply = (x: Value, y: Value): Value =>
  elementwise('Mul', x, y, (dy) => [multiply(dy, y), multiply(dy, x)]);

export const divide = (x: Value, y: Value): Value =>
  elementwise('RealDiv', x, y, (dy) => [divide(dy, y), negate(divide(multiply(dy, x), multiply(y, y)))]);

function unary(op: string, x: Value, gradient: (dy: Value, y: Value) => Value): Value {
  return only(
    x.graph.add(op, [x], {
      attributes: { T: attribute.type(x.dtype) },
      outputs: [x],
      gradient: ([dy], [y]) => [dy && y ? gradient(dy, y) : null],
    }),
  );
}

export const negate = (x: Value): Value => unary('Neg', x, (dy) => negate(dy));

/** 1 / sqrt(x). */
export const rsqrt = (x: Value): Value =>
  unary('Rsqrt', x, (dy, y) => only(x.graph.add('RsqrtGrad', [y, dy], { attributes: typed(x), outputs: [x] })));

/** max(x, 0), any shape. */
export const relu = (x: Value): Value =>
  unary('Relu', x, (dy, y) => only(x.graph.add('ReluGrad', [dy, y], { attributes: typed(x), outputs: [x] })));

/** 1 / (1 + exp(-x)). */
export const sigmoid = (x: Value): Value =>
  unary('Sigmoid', x, (dy, y) => only(x.graph.add('SigmoidGrad', [y, dy], { attributes: typed(x), outputs: [x] })));

/** min(max(x, 0), 6). */
export const relu6 = (x: Value): Value =>
  unary('Relu6', x, (dy, y) => only(x.graph.add('Relu6Grad', [dy, y], { attributes: typed(x), outputs: [x] })));

/**
 * x sigmoid(x). Source: Elfwing, Uchibe and Doya 2018. Its gradient calculates sigmoid(x) once more, when it is reached, so that training need not keep a
 * tensor of x's size for each: a third of what an EfficientNet would keep beside x and its product.
 */
export const silu = (x: Value): Value =>
  only(
    x.graph.add('Mul', [x, sigmoid(x)], {
      attributes: typed(x),
      outputs: [x],
      gradient: ([dy]) => {
        if (!dy) return [null, null];
        const again = only(x.graph.add('Sigmoid', [x], { attributes: typed(x), outputs: [x], control: [dy.node] }));
        const throughSigmoid = x.graph.add('SigmoidGrad', [again, multiply(dy, x)], {
          attributes: typed(x),
          outputs: [x],
        });
        return [add(multiply(dy, again), only(throughSigmoid)), null];
      },
    }),
  );

const typed = (x: Value) => ({ T: attribute.type(x.dtype) });

/** The sum of several tensors of one shape. */
export function addN(values: readonly Value[]): Value {
  const [first] = values;
  assert(first !== undefined, 'addN gets at least one value');
  if (values.length === 1) return first;
  if (values.length === 2) return add(first, values[1] as Value);
  return only(
    first.graph.add('AddN', values, {
      attributes: { T: attribute.type(first.dtype), N: attribute.int(values.length) },
      outputs: [first],
      gradient: ([dy]) => values.map(() => dy ?? null),
    }),
  );
}

/** The shape of a tensor as [rank] int32, known when the graph runs. */
export const shapeOf = (x: Value): Value =>
  only(
    x.graph.add('Shape', [x], {
      attributes: { T: attribute.type(x.dtype), out_type: attribute.type('int32') },
      outputs: [{ dtype: 'int32', shape: [x.shape.length] }],
    }),
  );

/** `shape` may hold one null: the dimension that takes what is left (TensorFlow's -1). */
export function reshape(x: Value, shape: Shape): Value {
  assert(shape.filter((size) => size === null).length <= 1, 'reshape leaves at most one dimension open');
  const target = constant(
    x.graph,
    shape.map((size) => size ?? -1),
    { dtype: 'int32' },
  );
  return reshapeTo(x, target, shape);
}

function reshapeTo(x: Value, target: Value, shape: Shape): Value {
  return only(
    x.graph.add('Reshape', [x, target], {
      attributes: { T: attribute.type(x.dtype), Tshape: attribute.type('int32') },
      outputs: [{ dtype: x.dtype, shape }],
      gradient: ([dy]) => [dy ? reshapeTo(dy, shapeOf(x), x.shape) : null, null],
    }),
  );
}

export function broadcastTo(x: Value, target: Value, shape: Shape): Value {
  return only(
    x.graph.add('BroadcastTo', [x, target], {
      attributes: { T: attribute.type(x.dtype), Tidx: attribute.type('int32') },
      outputs: [{ dtype: x.dtype, shape }],
      gradient: ([dy]) => [dy ? reduceTo(dy, x) : null, null],
    }),
  );
}

function reduce(op: 'Sum' | 'Mean', x: Value, axes: readonly number[], keepDimensions: boolean): Value {
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const shape = keepDimensions ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return only(
    x.graph.add(op, [x, constant(x.graph, axes, { dtype: 'int32' })], {
      attributes: {
        T: attribute.type(x.dtype),
        Tidx: attribute.type('int32'),
        keep_dims: attribute.bool(keepDimensions),
      },
      outputs: [{ dtype: x.dtype, shape }],
      gradient: ([dy]) => {
        if (!dy) return [null, null];
        const spread = broadcastTo(reshape(dy, kept), shapeOf(x), x.shape);
        if (op === 'Sum') return [spread, null];
        return [multiply(spread, inverseCount(x, axes)), null];
      },
    }),
  );
}

/** 1 / (number of elements that a mean over `axes` takes together), a scalar; computed when the graph runs if a size is open. */
function inverseCount(x: Value, axes: readonly number[]): Value {
  const sizes = axes.map((axis) => x.shape[axis] ?? null);
  if (sizes.every((size) => size !== null)) {
    return constant(x.graph, 1 / sizes.reduce((product, size) => product * size, 1), { dtype: x.dtype });
  }
  assert(axes.length === 1 && axes[0] === 0, 'only the batch is open');
  return only(
    x.graph.add('Reciprocal', [cast(batchSize(x), x.dtype)], {
      attributes: typed(x),
      outputs: [{ dtype: x.dtype, shape: [] }],
    }),
  );
}

/** The size of the first dimension, an int32 scalar. */
export function batchSize(x: Value): Value {
  const index = (value: number) => constant(x.graph, [value], { dtype: 'int32' });
  return only(
    x.graph.add('StridedSlice', [shapeOf(x), index(0), index(1), index(1)], {
      attributes: {
        T: attribute.type('int32'),
        Index: attribute.type('int32'),
        begin_mask: attribute.int(0),
        end_mask: attribute.int(0),
        ellipsis_mask: attribute.int(0),
        new_axis_mask: attribute.int(0),
        shrink_axis_mask: attribute.int(1),
      },
      outputs: [{ dtype: 'int32', shape: [] }],
    }),
  );
}

export const sum = (x: Value, axes: readonly number[], { keepDimensions = false } = {}): Value =>
  reduce('Sum', x, axes, keepDimensions);
export const mean = (x: Value, axes: readonly number[], { keepDimensions = false } = {}): Value =>
  reduce('Mean', x, axes, keepDimensions);

/** The sum of every element, a scalar. */
export const total = (x: Value): Value =>
  sum(
    x,
    x.shape.map((_, axis) => axis),
  );

/** [N, K] x [K, M] -> [N, M]. */
export function matmul(a: Value, b: Value, { transposeA = false, transposeB = false } = {}): Value {
  const rows = a.shape[transposeA ? 1 : 0] ?? null;
  const columns = knownOrNull(b, transposeB ? 0 : 1);
  return only(
    a.graph.add('MatMul', [a, b], {
      attributes: {
        T: attribute.type(a.dtype),
        transpose_a: attribute.bool(transposeA),
        transpose_b: attribute.bool(transposeB),
      },
      outputs: [{ dtype: a.dtype, shape: [rows, columns] }],
      gradient: ([dy]) => {
        assert(!transposeA && !transposeB, 'gradients of a product with transposed sides are not needed');
        return dy ? [matmul(dy, b, { transposeB: true }), matmul(a, dy, { transposeA: true })] : [null, null];
      },
    }),
  );
}

const knownOrNull = (x: Value, axis: number) => x.shape[axis] ?? null;

/** Adds a vector [C] to the last dimension. */
export function biasAdd(x: Value, bias: Value): Value {
  assert(knownSize(x, -1) === knownSize(bias, 0), 'one bias a channel');
  return only(
    x.graph.add('BiasAdd', [x, bias], {
      attributes: { T: attribute.type(x.dtype), data_format: attribute.text('NHWC') },
      outputs: [x],
      gradient: ([dy]) => (dy ? [dy, biasGradient(dy, bias)] : [null, null]),
    }),
  );
}

const biasGradient = (dy: Value, bias: Value) =>
  only(
    dy.graph.add('BiasAddGrad', [dy], {
      attributes: { T: attribute.type(dy.dtype), data_format: attribute.text('NHWC') },
      outputs: [bias],
    }),
  );

/** Zero padding of height and width of [N, H, W, C]. */
export function padSpatial(x: Value, padding: number): Value {
  if (padding === 0) return x;
  const [n = null, h = null, w = null, c = null] = x.shape;
  const amounts = constant(x.graph, [0, 0, padding, padding, padding, padding, 0, 0], {
    dtype: 'int32',
    shape: [4, 2],
  });
  const grown = (size: number | null) => (size === null ? null : size + 2 * padding);
  return only(
    x.graph.add('Pad', [x, amounts], {
      attributes: { T: attribute.type(x.dtype), Tpaddings: attribute.type('int32') },
      outputs: [{ dtype: x.dtype, shape: [n, grown(h), grown(w), c] }],
      gradient: ([dy]) => [dy ? cutSpatial(dy, padding, x) : null, null],
    }),
  );
}

function cutSpatial(dy: Value, padding: number, x: Value): Value {
  const begin = constant(dy.graph, [0, padding, padding, 0], { dtype: 'int32' });
  return only(
    dy.graph.add('Slice', [dy, begin, shapeOf(x)], {
      attributes: { T: attribute.type(dy.dtype), Index: attribute.type('int32') },
      outputs: [x],
    }),
  );
}

/** The shape of x + y. */
export function broadcastShape(x: Shape, y: Shape): Shape {
  const rank = Math.max(x.length, y.length);
  return Array.from({ length: rank }, (_, i) => {
    const a = x.at(i - rank) === undefined || i - rank < -x.length ? 1 : (x.at(i - rank) ?? null);
    const b = y.at(i - rank) === undefined || i - rank < -y.length ? 1 : (y.at(i - rank) ?? null);
    if (a === 1) return b;
    if (b === 1 || a === b) return a;
    assert(a === null || b === null, `shapes that broadcast: ${x} and ${y}`);
    return a ?? b;
  });
}

/** Sums a gradient over what broadcasting had spread, back to the shape of `target`. */
function reduceTo(dy: Value, target: Value): Value {
  const lead = dy.shape.length - target.shape.length;
  const axes = dy.shape.flatMap((size, axis) =>
    axis < lead || (target.shape[axis - lead] === 1 && size !== 1) ? [axis] : [],
  );
  if (axes.length === 0) return dy;
  return inFloat32(dy, (wide) => reshape(sum(wide, axes), target.shape));
}
