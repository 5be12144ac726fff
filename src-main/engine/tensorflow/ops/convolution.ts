/** Convolution on [N, H, W, C], with the padding that PyTorch means. */
import { assert } from '#shared/errors.ts';
import { attribute, knownSize, only, type Shape, type Value } from '../graph.ts';
import { padSpatial, shapeOf } from './arithmetic.ts';
import { averagePool } from './pooling.ts';

export type ConvolutionOptions = { readonly stride: number; readonly padding: number };

/**
 * 2-D convolution. x [N, H, W, I], filter [KH, KW, I, O] -> [N, H', W', O], H' = floor((H + 2 padding - KH) / stride) + 1.
 *
 * At stride 1 with `padding = (K - 1) / 2` TensorFlow's SAME is PyTorch's padding. Elsewhere a Pad node and VALID: SAME pads the far side more than
 * PyTorch does, and Conv2D's own EXPLICIT attribute takes a slow path on the CPU.
 */
export function conv2d(x: Value, filter: Value, options: ConvolutionOptions): Value {
  const isPointwise = knownSize(filter, 0) === 1 && knownSize(filter, 1) === 1;
  if (isPointwise && options.stride > 1)
    return conv2d(everyNth(padSpatial(x, options.padding), options.stride), filter, { stride: 1, padding: 0 });
  return padded(x, filter, { ...options, op: 'Conv2D', channels: knownSize(filter, 3) });
}

/**
 * [N, H, W, C] -> [N, ceil(H / stride), ceil(W / stride), C]: the pixels that a 1x1 filter reads. Taken out first because oneDNN's gradients of such a
 * filter cost twice as much at a stride.
 */
const everyNth = (x: Value, stride: number): Value => averagePool(x, { size: 1, stride });

/** Each channel with a filter of its own: x [N, H, W, C], filter [KH, KW, C, 1] -> [N, H', W', C]. torch.nn.Conv2d with `groups = C`. */
export const depthwiseConv2d = (x: Value, filter: Value, options: ConvolutionOptions): Value =>
  padded(x, filter, { ...options, op: 'DepthwiseConv2dNative', channels: knownSize(filter, 2) });

type Operation = { readonly op: 'Conv2D' | 'DepthwiseConv2dNative'; readonly channels: number };

function padded(x: Value, filter: Value, { stride, padding, op, channels }: ConvolutionOptions & Operation): Value {
  assert(knownSize(x, 3) === knownSize(filter, 2), `${x.node.name} has as many channels as the filter takes`);
  const isSame =
    stride === 1 && padding > 0 && knownSize(filter, 0) === 2 * padding + 1 && knownSize(filter, 1) === 2 * padding + 1;
  const spatial = (axis: 1 | 2) => {
    const size = x.shape[axis] ?? null;
    return size === null ? null : Math.floor((size + 2 * padding - knownSize(filter, axis - 1)) / stride) + 1;
  };
  return convolve(isSame ? x : padSpatial(x, padding), filter, {
    op,
    stride,
    paddingMode: isSame ? 'SAME' : 'VALID',
    shape: [x.shape[0] ?? null, spatial(1), spatial(2), channels],
  });
}

type Convolve = Pick<Operation, 'op'> & {
  readonly stride: number;
  readonly paddingMode: 'SAME' | 'VALID';
  readonly shape: Shape;
};

function convolve(x: Value, filter: Value, { op, stride, paddingMode, shape }: Convolve): Value {
  const attributes = {
    T: attribute.type(x.dtype),
    strides: attribute.ints([1, stride, stride, 1]),
    padding: attribute.text(paddingMode),
    data_format: attribute.text('NHWC'),
  };
  return only(
    x.graph.add(op, [x, filter], {
      attributes,
      outputs: [{ dtype: x.dtype, shape }],
      gradient: ([dy]) => {
        if (!dy) return [null, null];
        const toInput = () =>
          only(x.graph.add(`${op}BackpropInput`, [shapeOf(x), filter, dy], { attributes, outputs: [x] }));
        const toFilter = () =>
          only(x.graph.add(`${op}BackpropFilter`, [x, shapeOf(filter), dy], { attributes, outputs: [filter] }));
        return [toInput(), toFilter()];
      },
    }),
  );
}
