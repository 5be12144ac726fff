/** Pooling on [N, H, W, C], as PyTorch means it. */
import { assert } from '#shared/errors.ts';
import { attribute, type GraphNode, knownSize, only, type Value } from '../graph.ts';
import { constant, padSpatial, relu, reshape, shapeOf } from './arithmetic.ts';

export type PoolingOptions = { readonly size: number; readonly stride: number; readonly padding: number };

type MaxPoolOptions = PoolingOptions & { readonly padsFirst?: boolean };

/** Ops whose result is never below 0: zeros around it stand for minus infinity. */
const NEVER_NEGATIVE = ['Relu', 'Relu6'];

/**
 * Maximum over size x size windows. As PyTorch's MaxPool2d, where padding counts as minus infinity: a padded x comes from a ReLU.
 *
 * `padsFirst`: what the ReLU reads is padded, instead of what it gives. The values are the same, and a gradient keeps one tensor for both, not two.
 */
export function maxPool(x: Value, { size, stride, padding, padsFirst = false }: MaxPoolOptions): Value {
  assert(
    padding === 0 || NEVER_NEGATIVE.includes(x.node.op),
    'a padded max pool follows a ReLU, so that zeros stand for minus infinity',
  );
  const padded =
    padsFirst && padding > 0 && x.node.op === 'Relu' ? reluOfPadded(x.node, padding) : padSpatial(x, padding);
  const attributes = windows(x, { size, stride });
  return only(
    x.graph.add('MaxPool', [padded], {
      attributes,
      outputs: [{ dtype: x.dtype, shape: pooledShape(padded, { size, stride }) }],
      gradient: ([dy], [y]) => {
        if (!dy || !y) return [null];
        return [only(x.graph.add('MaxPoolGrad', [padded, y, dy], { attributes, outputs: [padded] }))];
      },
    }),
  );
}

function reluOfPadded({ inputs: [x] }: GraphNode, padding: number): Value {
  assert(x !== undefined, 'a ReLU has one input');
  return relu(padSpatial(x, padding));
}

/** Mean over size x size windows, without padding. As PyTorch's AvgPool2d. */
export function averagePool(x: Value, { size, stride }: Omit<PoolingOptions, 'padding'>): Value {
  const attributes = windows(x, { size, stride });
  return only(
    x.graph.add('AvgPool', [x], {
      attributes,
      outputs: [{ dtype: x.dtype, shape: pooledShape(x, { size, stride }) }],
      gradient: ([dy]) => [
        dy ? only(x.graph.add('AvgPoolGrad', [shapeOf(x), dy], { attributes, outputs: [x] })) : null,
      ],
    }),
  );
}

/**
 * [N, H, W, C] -> [N, size, size, C]: means over windows that together cover the map, which overlap where it cannot be divided evenly and repeat where it
 * is smaller. As PyTorch's AdaptiveAvgPool2d: window i goes from floor(i H / size) to ceil((i + 1) H / size).
 */
export function adaptiveAveragePool(x: Value, size: number): Value {
  const [h, w, c] = [knownSize(x, 1), knownSize(x, 2), knownSize(x, 3)];
  if (h === size && w === size) return x;
  const rows = leftMultiply(reshape(x, [null, h, w * c]), windowMeans(h, size));
  const columns = leftMultiply(reshape(rows, [null, w, c]), windowMeans(w, size));
  return reshape(columns, [null, size, size, c]);
}

/** [to, from], row by row: each row the weights of one mean. */
function windowMeans(from: number, to: number): { readonly weights: readonly number[]; readonly to: number } {
  const weights = Array.from({ length: to }, (_, i) => {
    const [begin, end] = [Math.floor((i * from) / to), Math.ceil(((i + 1) * from) / to)];
    return Array.from({ length: from }, (_, j) => (j >= begin && j < end ? 1 / (end - begin) : 0));
  });
  return { weights: weights.flat(), to };
}

type Matrix = { readonly weights: readonly number[]; readonly to: number };

/** [B, from, K] -> [B, to, K]: the constant matrix [to, from] times each of the B. */
function leftMultiply(x: Value, { weights, to }: Matrix): Value {
  const from = knownSize(x, 1);
  const matrix = constant(x.graph, weights, { shape: [to, from] });
  const product = (values: Value, isTransposed: boolean, rows: number): Value =>
    only(
      x.graph.add('BatchMatMulV2', [matrix, values], {
        attributes: {
          T: attribute.type(x.dtype),
          adj_x: attribute.bool(isTransposed),
          adj_y: attribute.bool(false),
        },
        outputs: [{ dtype: x.dtype, shape: [x.shape[0] ?? null, rows, x.shape[2] ?? null] }],
        gradient: ([dy]) => [null, dy && !isTransposed ? product(dy, true, from) : null],
      }),
    );
  return product(x, false, to);
}

type Windows = { readonly size: number; readonly stride: number };

const windows = (x: Value, { size, stride }: Windows) => ({
  T: attribute.type(x.dtype),
  ksize: attribute.ints([1, size, size, 1]),
  strides: attribute.ints([1, stride, stride, 1]),
  padding: attribute.text('VALID'),
  data_format: attribute.text('NHWC'),
});

function pooledShape(x: Value, { size, stride }: Windows) {
  const pooled = (axis: 1 | 2) => Math.floor((knownSize(x, axis) - size) / stride) + 1;
  return [x.shape[0] ?? null, pooled(1), pooled(2), knownSize(x, 3)];
}
