/**
 * Reverse-mode differentiation over the nodes of a graph. Source: Griewank and Walther 2008, "Evaluating Derivatives", section 3.2: walk from
 * the result backward, ask each node on the way for the gradients of its inputs, and sum where paths meet.
 */
import { AppError } from '#shared/errors.ts';
import type { GraphNode, Value } from './graph.ts';
import { addN, constant } from './ops/arithmetic.ts';

/**
 * The gradients of `y` (a scalar, or a tensor whose elements are summed) with respect to each of `xs`, of their shapes.
 * @throws internal, naming the node, where a path leads through an operation that has no gradient, or none leads from an x to y
 */
export function gradients(y: Value, xs: readonly Value[]): Value[] {
  const relevant = nodesBetween(xs, y);
  const collected = new Map<GraphNode, (Value[] | undefined)[]>();
  const give = (target: Value, gradient: Value) => {
    const slots = collected.get(target.node) ?? [];
    collected.set(target.node, slots);
    const slot = slots[target.index] ?? [];
    slots[target.index] = slot;
    slot.push(gradient);
  };

  return y.graph.within('gradients', () => {
    give(y, onesLike(y));
    const sumOf = (value: Value): Value | null => {
      const parts = collected.get(value.node)?.[value.index];
      return parts === undefined ? null : addN(parts);
    };
    const wanted = new Set(xs.map((x) => x.node));
    for (const node of y.graph.nodes.toReversed()) {
      if (!relevant.has(node) || !collected.has(node)) continue;
      if (!node.inputs.some((input) => relevant.has(input.node))) continue; // an x itself, or a dead end
      if (wanted.has(node) && node.inputs.length === 0) continue;
      for (const [i, gradient] of inputGradients(node, sumOf).entries()) {
        const input = node.inputs[i];
        if (input !== undefined && gradient !== null && relevant.has(input.node)) give(input, gradient);
      }
    }
    return xs.map((x) => {
      const gradient = sumOf(x);
      if (gradient === null) throw new AppError('internal', `${y.node.name} does not depend on ${x.node.name}.`);
      return gradient;
    });
  });
}

function inputGradients(node: GraphNode, sumOf: (value: Value) => Value | null): (Value | null)[] {
  if (node.gradient === null) {
    throw new AppError('internal', `${node.name} (${node.op}) has no gradient, and one is needed.`);
  }
  const rule = node.gradient;
  const outputGradients = node.outputs.map(sumOf);
  return outerGraph(node).within(node.name, () => rule(outputGradients, node.outputs));
}

const outerGraph = (node: GraphNode) => (node.outputs[0] as Value).graph; // a node that was reached has an output

function onesLike(y: Value): Value {
  if (y.shape.length === 0) return constant(y.graph, 1, { dtype: y.dtype });
  const node = y.graph.add('OnesLike', [y], {
    attributes: { T: { kind: 'type', value: y.dtype } },
    outputs: [y],
  });
  return node.outputs[0] as Value; // declared in the line above
}

/** Nodes that depend on one of `xs` and that `y` depends on. */
function nodesBetween(xs: readonly Value[], y: Value): Set<GraphNode> {
  const needed = new Set<GraphNode>([y.node]);
  const reached = new Set<GraphNode>(xs.map((x) => x.node));
  for (const node of y.graph.nodes.toReversed()) {
    if (needed.has(node)) for (const input of node.inputs) needed.add(input.node);
  }
  for (const node of y.graph.nodes) {
    if (node.inputs.some((input) => reached.has(input.node))) reached.add(node);
  }
  return new Set([...needed].filter((node) => reached.has(node)));
}
