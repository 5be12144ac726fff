/** Values that move and stay as they are: dimensions in another order, channels put together and taken apart. */
import { assert } from '#shared/errors.ts';
import { attribute, knownSize, only, type Value } from '../graph.ts';
import { constant } from './arithmetic.ts';

/** Dimension i of the result is dimension `order[i]` of x. */
export function transpose(x: Value, order: readonly number[]): Value {
  const permutation = constant(x.graph, order, { dtype: 'int32' });
  return only(
    x.graph.add('Transpose', [x, permutation], {
      attributes: { T: attribute.type(x.dtype), Tperm: attribute.type('int32') },
      outputs: [{ dtype: x.dtype, shape: order.map((axis) => x.shape[axis] ?? null) }],
      gradient: ([dy]) => [
        dy
          ? transpose(
              dy,
              order.map((_, axis) => order.indexOf(axis)),
            )
          : null,
        null,
      ],
    }),
  );
}

/** [N, H, W, C1], [N, H, W, C2], ... -> [N, H, W, C1 + C2 + ...]. */
export function concatChannels(parts: readonly Value[]): Value {
  const [first] = parts;
  assert(first !== undefined, 'concatChannels gets at least one value');
  const axis = first.shape.length - 1;
  const sizes = parts.map((part) => knownSize(part, -1));
  const shape = [...first.shape.slice(0, -1), sizes.reduce((sum, size) => sum + size, 0)];
  return only(
    first.graph.add('ConcatV2', [...parts, constant(first.graph, axis, { dtype: 'int32' })], {
      attributes: { T: attribute.type(first.dtype), N: attribute.int(parts.length), Tidx: attribute.type('int32') },
      outputs: [{ dtype: first.dtype, shape }],
      gradient: ([dy]) => [...(dy ? splitChannels(dy, sizes) : parts.map(() => null)), null],
    }),
  );
}

function splitChannels(x: Value, sizes: readonly number[]): readonly Value[] {
  const axis = x.shape.length - 1;
  const node = x.graph.add(
    'SplitV',
    [x, constant(x.graph, sizes, { dtype: 'int32' }), constant(x.graph, axis, { dtype: 'int32' })],
    {
      attributes: { T: attribute.type(x.dtype), Tlen: attribute.type('int32'), num_split: attribute.int(sizes.length) },
      outputs: sizes.map((size) => ({ dtype: x.dtype, shape: [...x.shape.slice(0, -1), size] })),
    },
  );
  return node.outputs;
}
