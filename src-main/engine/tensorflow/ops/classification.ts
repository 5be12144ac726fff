/** From logits [N, C] to losses, scores and decisions. */
import { assert } from '#shared/errors.ts';
import { type Attribute, attribute, only, type Value } from '../graph.ts';
import { constant, multiply, reshape } from './arithmetic.ts';

/** Cross entropy of the softmax with integer labels [N] int32 -> loss of each example [N]. */
export const softmaxCrossEntropy = (logits: Value, labels: Value): Value =>
  crossEntropy('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], { Tlabels: attribute.type(labels.dtype) });

/** Cross entropy of the softmax with target rows [N, C] that each sum to 1 -> loss of each example [N]. Targets have no slope. */
export const softTargetCrossEntropy = (logits: Value, targets: Value): Value =>
  crossEntropy('SoftmaxCrossEntropyWithLogits', [logits, targets], {});

/** Both kernels give the loss of each example and its gradient toward the logits. */
function crossEntropy(
  op: 'SparseSoftmaxCrossEntropyWithLogits' | 'SoftmaxCrossEntropyWithLogits',
  [logits, expected]: readonly [Value, Value],
  own: Readonly<Record<string, Attribute>>,
): Value {
  const node = logits.graph.add(op, [logits, expected], {
    attributes: { T: attribute.type(logits.dtype), ...own },
    outputs: [{ dtype: logits.dtype, shape: [logits.shape[0] ?? null] }, logits],
    gradient: ([dLoss], [, towardLogits]) => {
      assert(towardLogits, 'the cross entropy has two outputs');
      return [dLoss ? multiply(towardLogits, reshape(dLoss, [null, 1])) : null, null];
    },
  });
  const [loss] = node.outputs;
  assert(loss, 'the cross entropy has two outputs');
  return loss;
}

/** Rows that sum to 1. Not differentiated: losses take logits. */
export const softmax = (logits: Value): Value =>
  only(logits.graph.add('Softmax', [logits], { attributes: { T: attribute.type(logits.dtype) }, outputs: [logits] }));

/** The class with the largest logit, [N] int32. */
export const argMax = (logits: Value): Value =>
  only(
    logits.graph.add('ArgMax', [logits, constant(logits.graph, 1, { dtype: 'int32' })], {
      attributes: {
        T: attribute.type(logits.dtype),
        Tidx: attribute.type('int32'),
        output_type: attribute.type('int32'),
      },
      outputs: [{ dtype: 'int32', shape: [logits.shape[0] ?? null] }],
    }),
  );

function compare(op: 'Equal' | 'Less' | 'GreaterEqual', x: Value, y: Value): Value {
  const own = op === 'Equal' ? { incompatible_shape_error: attribute.bool(true) } : {};
  return only(
    x.graph.add(op, [x, y], {
      attributes: { T: attribute.type(x.dtype), ...own },
      outputs: [{ dtype: 'bool', shape: x.shape }],
    }),
  );
}

/** x = y, x < y, x >= y: bool. */
export const equal = (x: Value, y: Value): Value => compare('Equal', x, y);
export const less = (x: Value, y: Value): Value => compare('Less', x, y);
export const greaterEqual = (x: Value, y: Value): Value => compare('GreaterEqual', x, y);

/** condition ? x : y, element by element. */
export const select = (condition: Value, x: Value, y: Value): Value =>
  only(x.graph.add('SelectV2', [condition, x, y], { attributes: { T: attribute.type(x.dtype) }, outputs: [x] }));

/** Labels [N] int32 -> [N, classes] of zeros and ones. */
export const oneHot = (labels: Value, classes: number): Value =>
  only(
    labels.graph.add(
      'OneHot',
      [
        labels,
        constant(labels.graph, classes, { dtype: 'int32' }),
        constant(labels.graph, 1),
        constant(labels.graph, 0),
      ],
      {
        attributes: { T: attribute.type('float32'), TI: attribute.type('int32'), axis: attribute.int(-1) },
        outputs: [{ dtype: 'float32', shape: [labels.shape[0] ?? null, classes] }],
      },
    ),
  );
