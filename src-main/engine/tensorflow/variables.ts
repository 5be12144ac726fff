/** Resource variables: tensors that live in TensorFlow from one run of a session to the next. */
import { assert } from '#shared/errors.ts';
import { attribute, type Graph, type GraphNode, only, type Value } from './graph.ts';
import { constant, placeholder } from './ops/arithmetic.ts';

export type Variable = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly handle: Value;
  /** The value at the start of a run: updates of the same run come after what reads this. */
  readonly value: Value;
  /** Feed `next` and fetch `assigned` to set it. */
  readonly next: Value;
  readonly assigned: Value;
  /** Fetch to fill it with its start value. */
  readonly reset: Value;
};

/** A float32 variable. It holds nothing until assigned or reset (to `fill` everywhere). */
export function variable(
  graph: Graph,
  name: string,
  { shape, fill = 0 }: { shape: readonly number[]; fill?: number },
): Variable {
  return graph.within(name, () => {
    const handle = only(
      graph.add('VarHandleOp', [], {
        attributes: {
          dtype: attribute.type('float32'),
          shape: attribute.shape(shape),
          shared_name: attribute.text(name),
          container: attribute.text(''),
        },
        outputs: [{ dtype: 'resource', shape: [] }],
      }),
    );
    const value = only(
      graph.add('ReadVariableOp', [handle], {
        attributes: { dtype: attribute.type('float32') },
        outputs: [{ dtype: 'float32', shape }],
      }),
    );
    const next = placeholder(graph, 'next', { dtype: 'float32', shape });
    const filled = only(
      graph.add('Fill', [constant(graph, shape, { dtype: 'int32' }), constant(graph, fill)], {
        attributes: { T: attribute.type('float32'), index_type: attribute.type('int32') },
        outputs: [{ dtype: 'float32', shape }],
      }),
    );
    return {
      name,
      shape,
      handle,
      value,
      next,
      assigned: done(assign(handle, next), 'assigned'),
      reset: done(assign(handle, filled), 'reset'),
    };
  });
}

function assign(handle: Value, value: Value): GraphNode {
  return handle.graph.add('AssignVariableOp', [handle, value], {
    attributes: { dtype: attribute.type('float32'), validate_shape: attribute.bool(false) },
    outputs: [],
  });
}

/** variable -= amount. */
export function assignSubtract(target: Variable, amount: Value): GraphNode {
  return target.handle.graph.add('AssignSubVariableOp', [target.handle, amount], {
    attributes: { dtype: attribute.type('float32') },
    outputs: [],
  });
}

/** A scalar 1 that is there once `nodes` have run. The binding fetches tensors only: an operation without one is fetched through this. */
export function done(nodes: GraphNode | readonly GraphNode[], name: string): Value {
  const list = 'op' in nodes ? [nodes] : nodes;
  const [first] = list;
  assert(first !== undefined, 'something was done');
  const graph = (first.inputs[0] as Value).graph; // an operation on a variable has its handle as input
  const one = constant(graph, 1);
  return only(
    graph.add('Identity', [one], { name, control: list, attributes: { T: attribute.type('float32') }, outputs: [one] }),
  );
}

/** `x`, there only once `nodes` have run. */
export const after = (x: Value, nodes: readonly GraphNode[], name: string): Value =>
  only(
    x.graph.add('Identity', [x], { name, control: nodes, attributes: { T: attribute.type(x.dtype) }, outputs: [x] }),
  );
