/**
 * Gradients of a loss that is scaled up on the way, so that small ones do not vanish in float16, and the step that is left out where one overflows. Source:
 * Micikevicius et al. 2018, "Mixed Precision Training", section 3.2; what the scale is from step to step: training/loss-scale.ts.
 */
import { assert } from '#shared/errors.ts';
import { gradients } from './gradients.ts';
import { attribute, type GraphNode, only, type Value } from './graph.ts';
import { addN, constant, divide, multiply, placeholder, total } from './ops/arithmetic.ts';
import { after } from './variables.ts';

export type ScaledGradients = {
  /** float32, of the loss itself: the scale is divided out again. */
  readonly gradients: readonly Value[];
  /** A float32 scalar, fed at each step. */
  readonly scale: Value;
  /** A bool scalar: all of them are finite. */
  readonly allFinite: Value;
};

/** The gradients of `loss`, a float32 scalar, with respect to float32 `xs`. */
export function scaledGradients(loss: Value, xs: readonly Value[]): ScaledGradients {
  const { graph } = loss;
  const scale = placeholder(graph, 'loss_scale', { dtype: 'float32', shape: [] });
  const scaled = gradients(multiply(loss, scale), xs);
  return graph.within('loss_scaling', () => {
    const inverse = divide(constant(graph, 1), scale);
    const unscaled = scaled.map((gradient) => multiply(gradient, inverse));
    // A sum is finite only where all that it adds up is.
    const sum = addN(unscaled.map(total));
    const allFinite = only(
      graph.add('IsFinite', [sum], {
        attributes: { T: attribute.type('float32') },
        outputs: [{ dtype: 'bool', shape: [] }],
      }),
    );
    return { gradients: unscaled, scale, allFinite };
  });
}

/** x where `condition` holds (a bool scalar, one for the whole run of the graph); else it is not there, and nothing that reads it runs. */
export const onlyWhere = (condition: Value, x: Value): Value => branches(condition, x).whereTrue;

/** `x`, there once `updates` have run where `condition` holds, which they wait for by what they read (`onlyWhere`); at once where it does not. */
export function afterConditional(
  x: Value,
  {
    condition,
    updates,
    name,
  }: { readonly condition: Value; readonly updates: readonly GraphNode[]; readonly name: string },
): Value {
  const { whereTrue, whereFalse } = branches(condition, x);
  const merged = x.graph.add('Merge', [whereFalse, after(whereTrue, updates, `${name}_updated`)], {
    attributes: { T: attribute.type(x.dtype), N: attribute.int(2) },
    outputs: [x, { dtype: 'int32', shape: [] }],
  });
  return merged.outputs[0] as Value; // declared in the line above
}

function branches(condition: Value, x: Value): { readonly whereFalse: Value; readonly whereTrue: Value } {
  const node = x.graph.add('Switch', [x, condition], {
    attributes: { T: attribute.type(x.dtype) },
    outputs: [x, x],
  });
  const [whereFalse, whereTrue] = node.outputs;
  assert(whereFalse && whereTrue, 'a Switch has two outputs');
  return { whereFalse, whereTrue };
}
