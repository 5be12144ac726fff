/** An ONNX file: ModelProto as onnx/onnx.proto numbers its fields. A package for it (onnx-proto) would bring protobufjs and copies of all weights for what is a page. */
import {
  bytesField,
  floatField,
  int64Field,
  messageField,
  type Pieces,
  stringField,
} from '#main/engine/protobuf/write.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxPort, OnnxTensor, OnnxType } from './types.ts';

/** Of ONNX 1.12: old enough for every runtime in use, new enough for all that the networks need. */
const IR_VERSION = 8;
export const OPSET = 17;

export const MODEL = { irVersion: 1, producer: 2, producerVersion: 3, doc: 6, graph: 7, opsets: 8, metadata: 14 };
const OPSET_VERSION = 2;
export const GRAPH = { nodes: 1, name: 2, initializers: 5, inputs: 11, outputs: 12 };
const NODE = { inputs: 1, outputs: 2, name: 3, op: 4, attributes: 5 };
const ATTRIBUTE = { name: 1, float: 2, int: 3, ints: 8, type: 20 };
const ATTRIBUTE_TYPES = { float: 1, int: 2, ints: 7 };
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 };
export const TYPE_NUMBERS: Readonly<Record<OnnxType, number>> = { float32: 1, uint8: 2, int64: 7 };
const PORT = { name: 1, type: 2 };
const TENSOR_TYPE = 1;
const TENSOR_TYPE_FIELDS = { element: 1, shape: 2 };
const SHAPE_DIMENSION = 1;
const DIMENSION = { size: 1, name: 2 };
export const ENTRY = { key: 1, value: 2 };

export type OnnxModel = {
  readonly graph: OnnxGraph;
  readonly producerVersion: string;
  /** A paragraph for people. */
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The content of a `.onnx` file. Weights are not copied. */
export const encodeOnnx = ({ graph, producerVersion, doc, metadata }: OnnxModel): Pieces =>
  [
    int64Field(MODEL.irVersion, IR_VERSION),
    stringField(MODEL.producer, 'facet'),
    stringField(MODEL.producerVersion, producerVersion),
    stringField(MODEL.doc, doc),
    messageField(MODEL.graph, ...graphFields(graph)),
    messageField(MODEL.opsets, int64Field(OPSET_VERSION, OPSET)),
    ...Object.entries(metadata).map(([key, value]) =>
      messageField(MODEL.metadata, stringField(ENTRY.key, key), stringField(ENTRY.value, value)),
    ),
  ].flat();

const graphFields = ({ name, nodes, initializers, inputs, outputs }: OnnxGraph): Pieces[] => [
  ...nodes.map((node) => messageField(GRAPH.nodes, ...nodeFields(node))),
  stringField(GRAPH.name, name),
  ...initializers.map((tensor) => messageField(GRAPH.initializers, ...tensorFields(tensor))),
  ...inputs.map((port) => messageField(GRAPH.inputs, ...portFields(port))),
  ...outputs.map((port) => messageField(GRAPH.outputs, ...portFields(port))),
];

const nodeFields = ({ op, inputs, output, attributes }: OnnxNode): Pieces[] => [
  ...inputs.map((input) => stringField(NODE.inputs, input)),
  stringField(NODE.outputs, output),
  stringField(NODE.name, output),
  stringField(NODE.op, op),
  ...Object.entries(attributes).map(([name, value]) => messageField(NODE.attributes, ...attributeFields(name, value))),
];

const attributeFields = (name: string, attribute: OnnxAttribute): Pieces[] => [
  stringField(ATTRIBUTE.name, name),
  ...valueFields(attribute),
  int64Field(ATTRIBUTE.type, ATTRIBUTE_TYPES[attribute.kind]),
];

function valueFields(attribute: OnnxAttribute): Pieces[] {
  if (attribute.kind === 'float') return [floatField(ATTRIBUTE.float, attribute.value)];
  if (attribute.kind === 'int') return [int64Field(ATTRIBUTE.int, attribute.value)];
  return attribute.value.map((value) => int64Field(ATTRIBUTE.ints, value));
}

const tensorFields = ({ name, type, shape, bytes }: OnnxTensor): Pieces[] => [
  ...shape.map((size) => int64Field(TENSOR.dims, size)),
  int64Field(TENSOR.type, TYPE_NUMBERS[type]),
  stringField(TENSOR.name, name),
  bytesField(TENSOR.raw, bytes),
];

const portFields = ({ name, type, shape }: OnnxPort): Pieces[] => [
  stringField(PORT.name, name),
  messageField(
    PORT.type,
    messageField(
      TENSOR_TYPE,
      int64Field(TENSOR_TYPE_FIELDS.element, TYPE_NUMBERS[type]),
      messageField(
        TENSOR_TYPE_FIELDS.shape,
        ...shape.map((size) =>
          messageField(
            SHAPE_DIMENSION,
            typeof size === 'number' ? int64Field(DIMENSION.size, size) : stringField(DIMENSION.name, size),
          ),
        ),
      ),
    ),
  ),
];
