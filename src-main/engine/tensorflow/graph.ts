/**
 * A TensorFlow graph as plain TypeScript values, written node by node and handed to TensorFlow as one SavedModel. Nothing is computed here:
 * a Value is a promise of a tensor, with its type and shape known before anything runs.
 */
import { AppError, assert } from '#shared/errors.ts';

/** What a network may compute in beside float32: values within a graph only. They are cast from what is fed, and to what is fetched. */
export type LowType = 'bfloat16' | 'float16';

export type DataType = 'float32' | 'float64' | 'int32' | 'int64' | 'uint8' | 'bool' | 'resource' | LowType;

/** Sizes of each dimension; null where it is known only when the graph runs (the batch). */
export type Shape = readonly (number | null)[];

export type Attribute =
  | { readonly kind: 'type'; readonly value: DataType }
  | { readonly kind: 'shape'; readonly value: Shape }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: TensorLiteral };

/** A constant written into the graph: little-endian values in row-major order. */
export type TensorLiteral = {
  readonly dtype: Exclude<DataType, LowType>;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
};

export const attribute = {
  type: (value: DataType): Attribute => ({ kind: 'type', value }),
  shape: (value: Shape): Attribute => ({ kind: 'shape', value }),
  int: (value: number): Attribute => ({ kind: 'int', value }),
  ints: (value: readonly number[]): Attribute => ({ kind: 'ints', value }),
  float: (value: number): Attribute => ({ kind: 'float', value }),
  bool: (value: boolean): Attribute => ({ kind: 'bool', value }),
  text: (value: string): Attribute => ({ kind: 'text', value }),
  tensor: (value: TensorLiteral): Attribute => ({ kind: 'tensor', value }),
};

export type Spec = { readonly dtype: DataType; readonly shape: Shape };

/** The gradient of a loss with respect to each input of a node, given those with respect to its outputs; null = there is none. */
export type GradientRule = (outputGradients: readonly (Value | null)[], outputs: readonly Value[]) => (Value | null)[];

export type GraphNode = {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly control: readonly GraphNode[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly Value[];
  readonly gradient: GradientRule | null;
};

/** One output of a node. */
export type Value = Spec & { readonly graph: Graph; readonly node: GraphNode; readonly index: number };

export type NodeOptions = {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly Spec[];
  readonly control?: readonly GraphNode[];
  readonly gradient?: GradientRule;
  /** The last part of the node's name; the op's name where it is left out. */
  readonly name?: string;
};

/** The nodes of one graph in the order they were added, which is an order in which they can be computed. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly #names = new Map<string, number>();
  #scope = '';

  /** Adds a node and returns it. Its name is unique: scope/name, with _1, _2 ... where it was taken. */
  add(op: string, inputs: readonly Value[], options: NodeOptions): GraphNode {
    for (const input of inputs) assert(input.graph === this, `the inputs of ${op} belong to its graph`);
    const outputs: Value[] = [];
    const node: GraphNode = {
      name: this.#uniqueName(options.name ?? op),
      op,
      inputs,
      control: options.control ?? [],
      attributes: options.attributes ?? {},
      outputs,
      gradient: options.gradient ?? null,
    };
    for (const [index, spec] of options.outputs.entries()) {
      outputs.push({ graph: this, node, index, dtype: spec.dtype, shape: spec.shape });
    }
    this.nodes.push(node);
    return node;
  }

  /** Names of the nodes that `build` adds start with `scope/`: TensorFlow's errors then name a layer, not `Conv2D_17`. */
  within<T>(scope: string, build: () => T): T {
    const outer = this.#scope;
    this.#scope = `${outer}${scope}/`;
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  #uniqueName(wanted: string): string {
    const full = this.#scope + wanted;
    const taken = this.#names.get(full) ?? 0;
    this.#names.set(full, taken + 1);
    return taken === 0 ? full : this.#uniqueName(`${wanted}_${taken}`);
  }
}

/** The only output of a node. */
export function only(node: GraphNode): Value {
  const [value] = node.outputs;
  assert(value !== undefined && node.outputs.length === 1, `${node.name} has one output`);
  return value;
}

/** A dimension that must be known while the graph is written. */
export function knownSize(value: Value, dimension: number): number {
  const size = value.shape.at(dimension);
  assert(size !== undefined && size !== null, `dimension ${dimension} of ${value.node.name} is known`);
  return size;
}

export function expectShape(value: Value, expected: Shape, what: string): void {
  const fits =
    value.shape.length === expected.length &&
    expected.every((size, i) => size === null || value.shape[i] === null || value.shape[i] === size);
  if (fits) return;
  throw new AppError('internal', `${what}: expected shape ${shapeText(expected)}, got ${shapeText(value.shape)}.`);
}

export const isLow = (dtype: DataType): dtype is LowType => dtype === 'bfloat16' || dtype === 'float16';

export const shapeText = (shape: Shape): string => `[${shape.map((size) => size ?? '?').join(', ')}]`;
