/** What a translation has come to so far: each value is translated once, when something first asks for it, so that nodes stand in an order in which they can run. */

import type { Parameter } from '#main/engine/networks/parameters.ts';
import type { GraphNode, TensorLiteral, Value } from '#main/engine/tensorflow/graph.ts';
import { assert } from '#shared/errors.ts';
import type { OnnxAttribute, OnnxNode, OnnxTensor, OnnxType } from './types.ts';

/** torchvision's values of a parameter, in its layout. */
export type ValuesOf = (parameter: Parameter) => Float32Array;

/** Adds the nodes of one of ours, whose result is to be called `output`; returns the name under which it really stands. */
export type Rule = (translation: Translation, node: GraphNode, output: string) => string;

export type TranslationOptions = {
  readonly parameters: readonly Parameter[];
  readonly valuesOf: ValuesOf;
  /** By TensorFlow's operation. */
  readonly rules: Readonly<Record<string, Rule>>;
};

/** Of a literal; numbers that TensorFlow wants as int32 are int64 in ONNX. */
type Literal = Pick<TensorLiteral, 'shape' | 'values'> & { readonly dtype: OnnxType };

export class Translation {
  readonly nodes: OnnxNode[] = [];
  readonly initializers = new Map<string, OnnxTensor>();
  readonly #parameters: ReadonlyMap<GraphNode, Parameter>;
  readonly #options: TranslationOptions;
  readonly #known = new Map<GraphNode, string>();
  readonly #wanted = new Map<GraphNode, string>();

  constructor(options: TranslationOptions) {
    this.#options = options;
    this.#parameters = new Map(options.parameters.map((parameter) => [parameter.variable.value.node, parameter]));
  }

  /** The name of a value in ONNX. @throws internal where an operation has no rule */
  of({ node, index }: Value): string {
    assert(index === 0, `${node.name} is asked for its first output`);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const rule = this.#options.rules[node.op];
    assert(rule !== undefined, `ONNX has a counterpart of ${node.op} (${node.name})`);
    const name = rule(this, node, this.#wanted.get(node) ?? node.name.replace(/^evaluation\//, ''));
    this.#known.set(node, name);
    return name;
  }

  /** `value` stands under `name` already. */
  know({ node }: Value, name: string): void {
    this.#known.set(node, name);
  }

  /** `value` is to be called `name`. */
  want({ node }: Value, name: string): void {
    this.#wanted.set(node, name);
  }

  isParameter({ node }: Value): boolean {
    return this.#parameters.has(node);
  }

  /** The name of a trained parameter or running statistic, which then is in the file. */
  parameter({ node }: Value): string {
    const parameter = this.#parameters.get(node);
    assert(parameter !== undefined, `${node.name} is a parameter`);
    const { name, torchShape: shape } = parameter;
    if (!this.initializers.has(name)) {
      const values = this.#options.valuesOf(parameter);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      this.initializers.set(name, { name, type: 'float32', shape, bytes });
    }
    return name;
  }

  constant(name: string, { dtype, shape, values }: Literal): string {
    const typed = dtype === 'int64' ? BigInt64Array.from(Array.from(values, BigInt)) : Float32Array.from(values);
    this.initializers.set(name, { name, type: dtype, shape, bytes: new Uint8Array(typed.buffer) });
    return name;
  }

  /** Returns the name of its result. */
  add(
    op: string,
    inputs: readonly string[],
    { output, attributes = {} }: { readonly output: string; readonly attributes?: OnnxNode['attributes'] },
  ): string {
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }
}

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });
