/** An ONNX graph as plain values: what the translation makes and the encoder writes. Source: onnx/onnx.proto, IR version 8. */

export type OnnxType = 'float32' | 'uint8' | 'int64';

/** Values in row-major order, little endian. */
export type OnnxTensor = {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
};

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number };

export type OnnxNode = {
  readonly op: string;
  readonly inputs: readonly string[];
  /** Also the node's name: every node here has one output. */
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
};

/** An input or output of the graph. A dimension in words is open: "N". */
export type OnnxPort = {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
};

export type OnnxGraph = {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
};
