/** Convolution and pooling on [N, H, W, C], with the padding that PyTorch means. */
import { assert } from '#shared/errors.ts';
import { attribute, knownSize, only, type Shape, type Value } from '../graph.ts';
import { padSpatial, shapeOf } from './arithmetic.ts';

export type ConvolutionOptions = { readonly stride: number; readonly padding: number };

/**
 * 2-D convolution. x [N, H, W, I], filter [KH, KW, I, O] -> [N, H', W', O], H' = floor((H + 2 padding - KH) / stride) + 1.
 *
 * At stride 1 with `padding = (K - 1) / 2` TensorFlow's SAME is PyTorch's padding. Elsewhere a Pad node and VALID: SAME pads the far side more than
 * PyTorch does, and Conv2D's own EXPLICIT attribute takes a slow path on the CPU.
 */
export function conv2d(x: Value, filter: Value, { stride, padding }: ConvolutionOptions): Value {
  assert(knownSize(x, 3) === knownSize(filter, 2), `${x.node.name} has as many channels as the filter takes`);
  const isSame =
    stride === 1 && padding > 0 && knownSize(filter, 0) === 2 * padding + 1 && knownSize(filter, 1) === 2 * padding + 1;
  const padded = isSame ? x : padSpatial(x, padding);
  const spatial = (axis: 1 | 2) => {
    const size = x.shape[axis] ?? null;
    return size === null ? null : Math.floor((size + 2 * padding - knownSize(filter, axis - 1)) / stride) + 1;
  };
  return convolve(padded, filter, {
    stride,
    paddingMode: isSame ? 'SAME' : 'VALID',
    shape: [x.shape[0] ?? null, spatial(1), spatial(2), knownSize(filter, 3)],
  });
}

type Convolve = { readonly stride: number; readonly paddingMode: 'SAME' | 'VALID'; readonly shape: Shape };

function convolve(x: Value, filter: Value, { stride, paddingMode, shape }: Convolve): Value {
  const attributes = {
    T: attribute.type(x.dtype),
    strides: attribute.ints([1, stride, stride, 1]),
    padding: attribute.text(paddingMode),
    data_format: attribute.text('NHWC'),
  };
  return only(
    x.graph.add('Conv2D', [x, filter], {
      attributes,
      outputs: [{ dtype: x.dtype, shape }],
      gradient: ([dy]) => {
        if (!dy) return [null, null];
        const toInput = () =>
          only(x.graph.add('Conv2DBackpropInput', [shapeOf(x), filter, dy], { attributes, outputs: [x] }));
        const toFilter = () =>
          only(x.graph.add('Conv2DBackpropFilter', [x, shapeOf(filter), dy], { attributes, outputs: [filter] }));
        return [toInput(), toFilter()];
      },
    }),
  );
}

export type PoolingOptions = { readonly size: number; readonly stride: number; readonly padding: number };

/**
 * Maximum over size x size windows. As PyTorch's MaxPool2d, where padding counts as minus infinity.
 * Zero padding is the same thing where x >= 0, as after a ReLU: that is asserted by the caller's choice of `padding`.
 */
export function maxPool(x: Value, { size, stride, padding }: PoolingOptions): Value {
  assert(
    padding === 0 || x.node.op === 'Relu',
    'a padded max pool follows a ReLU, so that zeros stand for minus infinity',
  );
  const padded = padSpatial(x, padding);
  const attributes = {
    T: attribute.type(x.dtype),
    ksize: attribute.ints([1, size, size, 1]),
    strides: attribute.ints([1, stride, stride, 1]),
    padding: attribute.text('VALID'),
    data_format: attribute.text('NHWC'),
  };
  const spatial = (axis: 1 | 2) => {
    const extent = padded.shape[axis] ?? null;
    return extent === null ? null : Math.floor((extent - size) / stride) + 1;
  };
  return only(
    x.graph.add('MaxPool', [padded], {
      attributes,
      outputs: [{ dtype: x.dtype, shape: [x.shape[0] ?? null, spatial(1), spatial(2), x.shape[3] ?? null] }],
      gradient: ([dy], [y]) => {
        if (!dy || !y) return [null];
        return [only(x.graph.add('MaxPoolGrad', [padded, y, dy], { attributes, outputs: [padded] }))];
      },
    }),
  );
}
