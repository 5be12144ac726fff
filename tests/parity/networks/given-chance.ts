/** What a graph leaves to chance: its random numbers can be given, and then what follows from them can be compared. */
import type { Graph, Value } from '#main/engine/tensorflow/graph.ts';
import type { Feed } from '#main/engine/tensorflow/session.ts';
import { formulaUniforms } from '#tests/helpers/formula.ts';

/** `uniform`: numbers in [0, 1), of which those below the rate leave something out. */
export type GraphChance = { readonly uniform: Value; readonly rate: number };

/** In the order of the forward pass. */
export function chancesOf(graph: Graph): GraphChance[] {
  return graph.nodes
    .filter(({ op }) => op === 'StatelessRandomUniform')
    .map((node) => {
      const comparison = graph.nodes.find(({ op, inputs }) => op === 'GreaterEqual' && inputs[0]?.node === node);
      const bound = comparison?.inputs[1]?.node.attributes['value'];
      if (bound?.kind !== 'tensor') throw new Error(`${node.name} is compared with a constant`);
      return { uniform: node.outputs[0] as Value, rate: Math.fround(bound.value.values[0] as number) };
    });
}

/** The formula's numbers in the place of random ones, as tests/parity/networks.py gives them to PyTorch. `shapes`: of each chance's, with the batch. */
export const givenChance = (graph: Graph, shapes: readonly (readonly number[])[]): Feed[] =>
  chancesOf(graph).map(({ uniform }, i) => {
    const shape = shapes[i] ?? [];
    const count = shape.reduce((product, size) => product * size, 1);
    return { value: uniform, data: formulaUniforms(`chance/${i}`, count), shape };
  });
