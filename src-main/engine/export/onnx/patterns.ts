/** Groups of TensorFlow nodes that are one operation in ONNX: batch norm as `networks/layers.ts` folds it, padding, adaptive pooling. */
import type { GraphNode, TensorLiteral, Value } from '#main/engine/tensorflow/graph.ts';

/** A constant of the graph; null where the value is computed. */
export function literalOf({ node }: Value): TensorLiteral | null {
  const value = node.op === 'Const' ? node.attributes['value'] : undefined;
  return value?.kind === 'tensor' ? value.value : null;
}

export const numbersOf = (value: Value): readonly number[] | null => {
  const literal = literalOf(value);
  return literal === null ? null : Array.from(literal.values);
};

const inputsOf = (value: Value, op: string): readonly Value[] | null =>
  value.node.op === op ? value.node.inputs : null;

export type Fold = {
  readonly scale: Value;
  readonly offset: Value;
  readonly mean: Value;
  readonly variance: Value;
  readonly epsilon: number;
};

/** offset - mean (scale rsqrt(variance + epsilon)): what batch norm with running statistics adds. Null where `shift` is something else. */
export function foldOf(shift: Value): Fold | null {
  const [offset, moved] = inputsOf(shift, 'Sub') ?? [];
  const [mean, factor] = (moved && inputsOf(moved, 'Mul')) ?? [];
  const [scale, root] = (factor && inputsOf(factor, 'Mul')) ?? [];
  const [sum] = (root && inputsOf(root, 'Rsqrt')) ?? [];
  const [variance, small] = (sum && inputsOf(sum, 'AddV2')) ?? [];
  const epsilon = small && numbersOf(small)?.[0];
  if (!offset || !mean || !scale || !variance || epsilon === undefined) return null;
  return { scale, offset, mean, variance, epsilon };
}

/** A value before zeros were put around it, and how many on each side. */
export function unpadded(x: Value): { readonly x: Value; readonly padding: number } {
  const [inner, amounts] = inputsOf(x, 'Pad') ?? [];
  const padding = amounts && numbersOf(amounts)?.[2]; // [4, 2]: before and after N, H, W, C
  return inner === undefined || padding === undefined ? { x, padding: 0 } : { x: inner, padding };
}

export type AdaptivePool = {
  readonly x: Value;
  /** Means over rows [size, H] and over columns [size, W]. */
  readonly rows: TensorLiteral;
  readonly columns: TensorLiteral;
};

/** The three reshapes and two products of `ops/pooling.ts`; null where the node is another reshape. */
export function adaptivePoolOf(reshape: GraphNode): AdaptivePool | null {
  const [product] = reshape.inputs;
  const [columns, between] = (product && inputsOf(product, 'BatchMatMulV2')) ?? [];
  const [inner] = (between && inputsOf(between, 'Reshape')) ?? [];
  const [rows, flat] = (inner && inputsOf(inner, 'BatchMatMulV2')) ?? [];
  const [x] = (flat && inputsOf(flat, 'Reshape')) ?? [];
  const [byRow, byColumn] = [rows && literalOf(rows), columns && literalOf(columns)];
  return x && byRow && byColumn ? { x, rows: byRow, columns: byColumn } : null;
}
