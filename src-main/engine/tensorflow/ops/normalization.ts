/**
 * Batch normalisation. Source: Ioffe and Szegedy 2015, "Batch Normalization", algorithm 1; epsilon and running statistics as PyTorch's BatchNorm2d:
 * the output uses the biased variance of the batch, the running variance takes the unbiased one. TensorFlow's kernel returns both.
 */
import { assert } from '#shared/errors.ts';
import { attribute, knownSize, type Value } from '../graph.ts';
import { add, biasAdd, cast, constant, multiply, rsqrt, subtract } from './arithmetic.ts';

export type BatchNormParameters = { readonly scale: Value; readonly offset: Value };
export type RunningStatistics = { readonly mean: Value; readonly variance: Value };

/** x [N, H, W, C], float32 or a low type -> normalised over N, H and W, with the batch's own mean [C] and unbiased variance [C], always float32. */
export function batchNormTraining(
  x: Value,
  { scale, offset }: BatchNormParameters,
  epsilon: number,
): { readonly y: Value; readonly mean: Value; readonly unbiasedVariance: Value } {
  const c = knownSize(x, 3);
  const statistic = { dtype: scale.dtype, shape: [c] };
  const empty = constant(x.graph, [], { shape: [0] });
  const common = {
    T: attribute.type(x.dtype),
    U: attribute.type('float32'),
    epsilon: attribute.float(epsilon),
    data_format: attribute.text('NHWC'),
    is_training: attribute.bool(true),
  };
  const node = x.graph.add('FusedBatchNormV3', [x, scale, offset, empty, empty], {
    attributes: { ...common, exponential_avg_factor: attribute.float(1) },
    outputs: [x, statistic, statistic, statistic, statistic, { dtype: 'float32', shape: [null] }],
    gradient: ([dy], [, , , reserved1, reserved2, reserved3]) => {
      if (!dy) return [null, null, null, null, null];
      assert(reserved1 && reserved2 && reserved3, 'FusedBatchNormV3 has six outputs');
      const backward = x.graph.add('FusedBatchNormGradV3', [dy, x, scale, reserved1, reserved2, reserved3], {
        attributes: common,
        outputs: [x, scale, offset, { dtype: 'float32', shape: [0] }, { dtype: 'float32', shape: [0] }],
      });
      return [...backward.outputs.slice(0, 3), null, null];
    },
  });
  const [y, mean, unbiasedVariance] = node.outputs;
  assert(y && mean && unbiasedVariance, 'FusedBatchNormV3 has six outputs');
  return { y, mean, unbiasedVariance };
}

/** The factor [C] and shift [C] that batch normalisation with running statistics comes to. */
export function foldBatchNorm({ scale, offset }: BatchNormParameters, running: RunningStatistics, epsilon: number) {
  const factor = multiply(scale, rsqrt(add(running.variance, constant(scale.graph, epsilon, { dtype: scale.dtype }))));
  return { factor, shift: subtract(offset, multiply(running.mean, factor)) };
}

/** x [N, H, W, C] normalised with running statistics. */
export function batchNormEvaluation(
  x: Value,
  parameters: BatchNormParameters,
  { running, epsilon }: { readonly running: RunningStatistics; readonly epsilon: number },
): Value {
  const { factor, shift } = foldBatchNorm(parameters, running, epsilon);
  return biasAdd(multiply(x, cast(factor, x.dtype)), cast(shift, x.dtype));
}
