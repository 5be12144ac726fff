/** What each operation of the evaluation graphs is in ONNX (onnx/defs, opset 17). `ops/` of the engine says what it is in TensorFlow. */

import { type GraphNode, knownSize, type TensorLiteral, type Value } from '#main/engine/tensorflow/graph.ts';
import { assert } from '#shared/errors.ts';
import { adaptivePoolOf, type Fold, foldOf, literalOf, numbersOf, unpadded } from './patterns.ts';
import { float, int, ints, type Rule, type Translation } from './translation.ts';

const NUMBER_OF_FLOAT = 1; // onnx.proto, TensorProto.FLOAT

const one =
  (op: string): Rule =>
  (t, node, output) =>
    t.add(op, [t.of(input(node, 0))], { output });

const elementwise =
  (op: string): Rule =>
  (t, node, output) => {
    const [a, b] = [input(node, 0), input(node, 1)];
    return t.add(op, [operand(t, a, b), operand(t, b, a)], { output });
  };

export const RULES: Readonly<Record<string, Rule>> = {
  AddV2: elementwise('Add'),
  Mul: elementwise('Mul'),
  Relu: one('Relu'),
  Sigmoid: one('Sigmoid'),
  Softmax: one('Softmax'), // over the last dimension in both

  Cast: (t, node, output) =>
    t.add('Cast', [t.of(input(node, 0))], { output, attributes: { to: int(NUMBER_OF_FLOAT) } }),

  Relu6: (t, node, output) => {
    const bound = (name: string, value: number) => t.constant(name, { dtype: 'float32', shape: [], values: [value] });
    return t.add('Clip', [t.of(input(node, 0)), bound('relu6/least', 0), bound('relu6/most', 6)], { output });
  },

  Conv2D: (t, node, output) => convolution(t, node, { output, filter: input(node, 1), bias: null }),
  DepthwiseConv2dNative: (t, node, output) => convolution(t, node, { output, filter: input(node, 1), bias: null }),

  /** Of a batch norm, a convolution or a linear layer. */
  BiasAdd: (t, node, output) => {
    const [x, bias] = [input(node, 0), input(node, 1)];
    const fold = foldOf(bias);
    if (fold !== null) return batchNorm(t, x, { fold, output });
    if (x.node.op !== 'MatMul') return convolution(t, x.node, { output, filter: input(x.node, 1), bias });
    const parts = [t.of(input(x.node, 0)), t.parameter(input(x.node, 1)), t.parameter(bias)];
    return t.add('Gemm', parts, { output, attributes: { transB: int(1) } }); // torchvision's [out, in]
  },

  MaxPool: (t, node, output) => {
    const { x, padding } = unpadded(input(node, 0)); // ONNX pads with minus infinity, as PyTorch does
    return t.add('MaxPool', [t.of(x)], { output, attributes: { ...windows(node), pads: onAllSides(padding) } });
  },
  AvgPool: (t, node, output) => t.add('AveragePool', [t.of(input(node, 0))], { output, attributes: windows(node) }),

  Mean: (t, node, output) => {
    const keeps = node.attributes['keep_dims'];
    assert(
      numbersOf(input(node, 1))?.join() === '1,2' && keeps?.kind === 'bool' && keeps.value,
      'a mean is one over height and width that keeps both',
    );
    return one('GlobalAveragePool')(t, node, output);
  },

  ConcatV2: (t, node, output) => {
    const parts = node.inputs.slice(0, -1);
    return t.add(
      'Concat',
      parts.map((part) => t.of(part)),
      { output, attributes: { axis: int(1) } },
    );
  },

  /** To channels first, which is how values lie in ONNX already. */
  Transpose: (t, node) => {
    assert(numbersOf(input(node, 1))?.join() === '0,3,1,2', 'a transposition puts channels first');
    return t.of(input(node, 0));
  },

  Reshape: (t, node, output) => {
    const pool = adaptivePoolOf(node);
    if (pool !== null) {
      const across = t.add('MatMul', [t.constant(`${output}/rows`, float32(pool.rows)), t.of(pool.x)], {
        output: `${output}/by-row`,
      });
      const columns = t.constant(`${output}/columns`, float32(transposed(pool.columns)));
      return t.add('MatMul', [across, columns], { output });
    }
    const x = input(node, 0);
    const isFlat = x.node.op === 'Transpose' || (knownSize(x, 1) === 1 && knownSize(x, 2) === 1);
    assert(isFlat && node.outputs[0]?.shape.length === 2, `${node.name} flattens channels first`);
    return t.add('Flatten', [t.of(x)], { output, attributes: { axis: int(1) } });
  },
};

/** A constant goes along with a map: a vector is one value a channel. */
function operand(t: Translation, value: Value, other: Value): string {
  const literal = literalOf(value);
  if (literal === null) return t.of(value);
  assert(literal.shape.length <= 1, 'a constant beside a map is a number or a vector');
  const [channels] = literal.shape;
  const shape = channels === undefined || other.shape.length !== 4 ? literal.shape : [channels, 1, 1];
  return t.constant(value.node.name, { dtype: 'float32', shape, values: literal.values });
}

type ConvolutionParts = { readonly output: string; readonly filter: Value; readonly bias: Value | null };

function convolution(t: Translation, node: GraphNode, { output, filter, bias }: ConvolutionParts): string {
  const isDepthwise = node.op === 'DepthwiseConv2dNative';
  assert(isDepthwise || node.op === 'Conv2D', `${node.name} is a convolution`);
  const { x, padding } = unpadded(input(node, 0));
  const kernel = knownSize(filter, 0);
  const mode = node.attributes['padding'];
  const isSame = mode?.kind === 'text' && mode.value === 'SAME'; // at stride 1 with an odd kernel: `ops/convolution.ts`
  const parts = [t.of(x), t.parameter(filter), ...(bias === null ? [] : [t.parameter(bias)])];
  return t.add('Conv', parts, {
    output,
    attributes: {
      kernel_shape: ints([kernel, knownSize(filter, 1)]),
      strides: ints(spatial(node, 'strides')),
      pads: onAllSides(isSame ? (kernel - 1) / 2 : padding),
      group: int(isDepthwise ? knownSize(filter, 2) : 1),
    },
  });
}

/** `x` is a convolution with scaled filters, or a map times the factor. */
function batchNorm(
  t: Translation,
  x: Value,
  { fold, output }: { readonly fold: Fold; readonly output: string },
): string {
  const { scale, offset, mean, variance, epsilon } = fold;
  const normalised =
    x.node.op === 'Mul'
      ? t.of(input(x.node, 0))
      : convolution(t, x.node, {
          output: `${output}/convolution`,
          filter: input(input(x.node, 1).node, 0),
          bias: null,
        });
  const parts = [scale, offset, mean, variance].map((value) => t.parameter(value));
  return t.add('BatchNormalization', [normalised, ...parts], { output, attributes: { epsilon: float(epsilon) } });
}

const windows = (node: GraphNode) => ({
  kernel_shape: ints(spatial(node, 'ksize')),
  strides: ints(spatial(node, 'strides')),
});

/** Height and width of an attribute for [N, H, W, C]. */
function spatial(node: GraphNode, name: string): readonly number[] {
  const found = node.attributes[name];
  assert(found?.kind === 'ints', `${node.name} has ${name}`);
  return found.value.slice(1, 3);
}

const onAllSides = (padding: number) => ints([padding, padding, padding, padding]);

function input(node: GraphNode, place: number): Value {
  const value = node.inputs[place];
  assert(value !== undefined, `${node.name} has more than ${place} inputs`);
  return value;
}

const float32 = ({ shape, values }: Pick<TensorLiteral, 'shape' | 'values'>) =>
  ({ dtype: 'float32', shape, values }) as const;

/** [rows, columns] -> [columns, rows]. */
function transposed({ shape, values }: TensorLiteral): Pick<TensorLiteral, 'shape' | 'values'> {
  const [rows = 0, columns = 0] = shape;
  const turned = Float32Array.from(
    { length: values.length },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number, // as many as the shape says
  );
  return { shape: [columns, rows], values: turned };
}
