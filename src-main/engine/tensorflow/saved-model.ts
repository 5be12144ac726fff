/**
 * Writes a Graph as a TensorFlow SavedModel: one meta graph with the tag `serve`, no variables folder (the engine assigns variables itself).
 * The protocol buffer classes are the ones that tfjs-node generated from TensorFlow's own .proto files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { assert, assertNever } from '#shared/errors.ts';
import {
  type Attribute,
  attribute,
  type DataType,
  type Graph,
  type GraphNode,
  only,
  type Shape,
  type TensorLiteral,
} from './graph.ts';

/** Numbers of tensorflow/core/framework/types.proto. */
export const DATA_TYPE_NUMBERS: Readonly<Record<DataType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int64: 9,
  bool: 10,
  resource: 20,
};

/** The GraphDef version TensorFlow 2.21 writes; older ones switch compatibility code on. */
const PRODUCER_VERSION = 1882;

/** What is used of the generated protocol buffer classes, which come without types. */
type Message = { serializeBinary(): Uint8Array } & Record<string, (value?: unknown) => unknown>;
type MessageClass = { new (): Message };
type Messages = Readonly<Record<string, MessageClass & Readonly<Record<string, MessageClass>>>>;

const pb = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js') as Messages;

/** Makes a message and calls its setters, `{ setName: 'x' }`. */
function message(Class: MessageClass | undefined, setters: Readonly<Record<string, unknown>>): Message {
  assert(Class !== undefined, 'the protocol buffer class exists in this version of tfjs-node');
  const built = new Class();
  for (const [setter, value] of Object.entries(setters)) call(built, setter, value);
  return built;
}

function call(target: Message, method: string, value?: unknown): unknown {
  assert(typeof target[method] === 'function', `a protocol buffer message has ${method}`);
  return target[method](value);
}

/** float32 values, row-major, by the node in whose place they stand in the file as a constant. */
export type Constants = ReadonlyMap<GraphNode, Float32Array>;

/** Writes `<folder>/saved_model.pb`. */
export function writeSavedModel(graph: Graph, folder: string, constants?: Constants): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'saved_model.pb'), encodeSavedModel(graph, constants));
}

export function encodeSavedModel(graph: Graph, constants: Constants = new Map()): Uint8Array {
  const graphDef = message(pb['GraphDef'], {
    setVersions: message(pb['VersionDef'], { setProducer: PRODUCER_VERSION }),
  });
  for (const node of graph.nodes) {
    const values = constants.get(node);
    call(graphDef, 'addNode', encodeNode(values === undefined ? node : asConstant(node, values)));
  }
  const info = message(pb['MetaGraphDef']?.['MetaInfoDef'], { addTags: 'serve' });
  const metaGraph = message(pb['MetaGraphDef'], { setMetaInfoDef: info, setGraphDef: graphDef });
  return message(pb['SavedModel'], { setSavedModelSchemaVersion: 1, addMetaGraphs: metaGraph }).serializeBinary();
}

function asConstant(node: GraphNode, values: Float32Array): GraphNode {
  const { shape } = only(node);
  const literal = { dtype: 'float32', shape: shape as readonly number[], values } as const; // a value that is at hand has a known shape
  const attributes = { dtype: attribute.type('float32'), value: attribute.tensor(literal) };
  return { ...node, op: 'Const', inputs: [], control: [], attributes };
}

function encodeNode(node: GraphNode): Message {
  const encoded = message(pb['NodeDef'], { setName: node.name, setOp: node.op });
  for (const input of node.inputs) call(encoded, 'addInput', `${input.node.name}:${input.index}`);
  for (const before of node.control) call(encoded, 'addInput', `^${before.name}`);
  // The generated map type has a `set`; nothing else of it is used.
  const attributes = call(encoded, 'getAttrMap') as Map<string, Message>;
  for (const [name, value] of Object.entries(node.attributes)) attributes.set(name, encodeAttribute(value));
  return encoded;
}

function encodeAttribute(attribute: Attribute): Message {
  switch (attribute.kind) {
    case 'type':
      return message(pb['AttrValue'], { setType: DATA_TYPE_NUMBERS[attribute.value] });
    case 'shape':
      return message(pb['AttrValue'], { setShape: encodeShape(attribute.value) });
    case 'int':
      return message(pb['AttrValue'], { setI: attribute.value });
    case 'ints':
      return message(pb['AttrValue'], {
        setList: message(pb['AttrValue']?.['ListValue'], { setIList: [...attribute.value] }),
      });
    case 'float':
      return message(pb['AttrValue'], { setF: attribute.value });
    case 'bool':
      return message(pb['AttrValue'], { setB: attribute.value });
    case 'text':
      return message(pb['AttrValue'], { setS: Buffer.from(attribute.value).toString('base64') });
    case 'tensor':
      return message(pb['AttrValue'], { setTensor: encodeTensor(attribute.value) });
    default:
      return assertNever(attribute);
  }
}

function encodeShape(shape: Shape): Message {
  const encoded = message(pb['TensorShape'], {});
  for (const size of shape) call(encoded, 'addDim', message(pb['TensorShape']?.['Dim'], { setSize: size ?? -1 }));
  return encoded;
}

function encodeTensor({ dtype, shape, values }: TensorLiteral): Message {
  return message(pb['Tensor'], {
    setDtype: DATA_TYPE_NUMBERS[dtype],
    setTensorShape: encodeShape(shape),
    setTensorContent: literalBytes(dtype, values),
  });
}

function literalBytes(dtype: DataType, values: ArrayLike<number>): Uint8Array {
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
