/**
 * Writes a Graph as a TensorFlow SavedModel: one meta graph with the tag `serve`, no variables folder (the engine assigns variables itself; in an exported
 * network they are constants). Field numbers: tensorflow/core/protobuf/{saved_model,meta_graph}.proto and core/framework/*.proto.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { assertNever } from '#shared/errors.ts';
import {
  boolField,
  bytesField,
  floatField,
  int64Field,
  int64sField,
  mapEntryField,
  messageField,
  type Pieces,
  stringField,
} from '../protobuf/write.ts';
import {
  type Attribute,
  attribute,
  type DataType,
  type Graph,
  type GraphNode,
  only,
  type Shape,
  type TensorLiteral,
  type Value,
} from './graph.ts';

/** Numbers of tensorflow/core/framework/types.proto. */
export const DATA_TYPE_NUMBERS: Readonly<Record<DataType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
  resource: 20,
};

/** The GraphDef version TensorFlow 2.21 writes; older ones switch compatibility code on. */
const PRODUCER_VERSION = 1882;
const SCHEMA_VERSION = 1;
const PREDICT_METHOD = 'tensorflow/serving/predict';

const SAVED_MODEL = { schemaVersion: 1, metaGraphs: 2 };
const META_GRAPH = { info: 1, graph: 2, signatures: 5 };
const INFO_TAGS = 4;
const GRAPH = { nodes: 1, versions: 4 };
const VERSIONS_PRODUCER = 1;
const NODE = { name: 1, op: 2, inputs: 3, attributes: 5 };
const ATTRIBUTE = { list: 1, text: 2, int: 3, float: 4, bool: 5, type: 6, shape: 7, tensor: 8 };
const LIST_INTS = 3;
const TENSOR = { dtype: 1, shape: 2, content: 4 };
const SHAPE_DIMENSION = 2;
const DIMENSION_SIZE = 1;
const SIGNATURE = { inputs: 1, outputs: 2, method: 3 };
const TENSOR_INFO = { name: 1, dtype: 2, shape: 3 };

/** Where a constant lies in the file, for those who read one back. */
export const SAVED_MODEL_FIELDS = {
  metaGraphs: SAVED_MODEL.metaGraphs,
  graph: META_GRAPH.graph,
  nodes: GRAPH.nodes,
  nodeName: NODE.name,
  attributes: NODE.attributes,
  tensor: ATTRIBUTE.tensor,
  content: TENSOR.content,
};

/** float32 values, row-major, by the node in whose place they stand in the file as a constant. */
export type Constants = ReadonlyMap<GraphNode, Float32Array>;

/** What others feed and fetch, by the names that they use. */
export type Signature = {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
};

export type SavedModelOptions = {
  readonly constants?: Constants;
  /** As `serving_default`. With it, only what its outputs need is written; without, every node. */
  readonly signature?: Signature;
};

export const SAVED_MODEL_FILE = 'saved_model.pb';

/** Writes `<folder>/saved_model.pb`. */
export function writeSavedModel(graph: Graph, folder: string, constants?: Constants): void {
  mkdirSync(folder, { recursive: true });
  const file = openSync(path.join(folder, SAVED_MODEL_FILE), 'w');
  try {
    for (const piece of encodeSavedModel(graph, constants === undefined ? {} : { constants }))
      for (let start = 0; start < piece.length; ) start += writeSync(file, piece, start);
  } finally {
    closeSync(file);
  }
}

/** The content of `saved_model.pb`. Values of constants are not copied. */
export function encodeSavedModel(graph: Graph, { constants = new Map(), signature }: SavedModelOptions = {}): Pieces {
  const replaced = (node: GraphNode): GraphNode => {
    const values = constants.get(node);
    return values === undefined ? node : asConstant(node, values);
  };
  const needed = signature === undefined ? null : neededNodes(Object.values(signature.outputs), replaced);
  const nodes = graph.nodes.filter((node) => needed === null || needed.has(node)).map(replaced);
  return [
    int64Field(SAVED_MODEL.schemaVersion, SCHEMA_VERSION),
    messageField(
      SAVED_MODEL.metaGraphs,
      messageField(META_GRAPH.info, stringField(INFO_TAGS, 'serve')),
      messageField(
        META_GRAPH.graph,
        ...nodes.map((node) => messageField(GRAPH.nodes, ...nodeFields(node))),
        messageField(GRAPH.versions, int64Field(VERSIONS_PRODUCER, PRODUCER_VERSION)),
      ),
      ...(signature === undefined
        ? []
        : [mapEntryField(META_GRAPH.signatures, 'serving_default', ...signatureFields(signature))]),
    ),
  ].flat();
}

function asConstant(node: GraphNode, values: Float32Array): GraphNode {
  const { shape } = only(node);
  const literal = { dtype: 'float32', shape: shape as readonly number[], values } as const; // a value that is at hand has a known shape
  const attributes = { dtype: attribute.type('float32'), value: attribute.tensor(literal) };
  return { ...node, op: 'Const', inputs: [], control: [], attributes };
}

/** Nodes that have to run before `outputs` are there. */
function neededNodes(outputs: readonly Value[], replaced: (node: GraphNode) => GraphNode): ReadonlySet<GraphNode> {
  const needed = new Set<GraphNode>();
  const open = outputs.map(({ node }) => node);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    const { inputs, control } = replaced(node);
    open.push(...inputs.map((input) => input.node), ...control);
  }
  return needed;
}

const signatureFields = ({ inputs, outputs }: Signature): Pieces[] => [
  ...Object.entries(inputs).map(([name, value]) => mapEntryField(SIGNATURE.inputs, name, ...tensorInfoFields(value))),
  ...Object.entries(outputs).map(([name, value]) => mapEntryField(SIGNATURE.outputs, name, ...tensorInfoFields(value))),
  stringField(SIGNATURE.method, PREDICT_METHOD),
];

const tensorInfoFields = ({ node, index, dtype, shape }: Value): Pieces[] => [
  stringField(TENSOR_INFO.name, `${node.name}:${index}`),
  int64Field(TENSOR_INFO.dtype, DATA_TYPE_NUMBERS[dtype]),
  messageField(TENSOR_INFO.shape, ...shapeFields(shape)),
];

const nodeFields = ({ name, op, inputs, control, attributes }: GraphNode): Pieces[] => [
  stringField(NODE.name, name),
  stringField(NODE.op, op),
  ...inputs.map((input) => stringField(NODE.inputs, `${input.node.name}:${input.index}`)),
  ...control.map((before) => stringField(NODE.inputs, `^${before.name}`)),
  ...Object.entries(attributes).map(([key, value]) => mapEntryField(NODE.attributes, key, attributeField(value))),
];

function attributeField(attribute: Attribute): Pieces {
  switch (attribute.kind) {
    case 'type':
      return int64Field(ATTRIBUTE.type, DATA_TYPE_NUMBERS[attribute.value]);
    case 'shape':
      return messageField(ATTRIBUTE.shape, ...shapeFields(attribute.value));
    case 'int':
      return int64Field(ATTRIBUTE.int, attribute.value);
    case 'ints':
      return messageField(ATTRIBUTE.list, int64sField(LIST_INTS, attribute.value));
    case 'float':
      return floatField(ATTRIBUTE.float, attribute.value);
    case 'bool':
      return boolField(ATTRIBUTE.bool, attribute.value);
    case 'text':
      return stringField(ATTRIBUTE.text, attribute.value);
    case 'tensor':
      return messageField(ATTRIBUTE.tensor, ...tensorFields(attribute.value));
    default:
      return assertNever(attribute);
  }
}

/** Of a size that is open, -1. */
const shapeFields = (shape: Shape): Pieces[] =>
  shape.map((size) => messageField(SHAPE_DIMENSION, int64Field(DIMENSION_SIZE, size ?? -1)));

const tensorFields = ({ dtype, shape, values }: TensorLiteral): Pieces[] => [
  int64Field(TENSOR.dtype, DATA_TYPE_NUMBERS[dtype]),
  messageField(TENSOR.shape, ...shapeFields(shape)),
  bytesField(TENSOR.content, literalBytes(dtype, values)),
];

/** The values' own bytes where they are float32 already. */
function literalBytes(dtype: TensorLiteral['dtype'], values: ArrayLike<number>): Uint8Array {
  if (dtype === 'float32' && values instanceof Float32Array)
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const typed = {
    float32: () => new Float32Array(values),
    float64: () => new Float64Array(values),
    int32: () => new Int32Array(values),
    int64: () => BigInt64Array.from(Array.from(values, BigInt)),
    uint8: () => new Uint8Array(values),
    bool: () => new Uint8Array(values),
    resource: () => new Uint8Array(0),
  }[dtype]();
  return new Uint8Array(typed.buffer);
}
