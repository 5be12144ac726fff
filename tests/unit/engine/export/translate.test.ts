/** ONNX graphs of all networks, looked at by a reader that knows nothing of the one that wrote them. */
import { describe, expect, it } from 'vitest';
import { encodeOnnx } from '#main/engine/export/onnx/encode.ts';
import { translateModel } from '#main/engine/export/onnx/translate.ts';
import type { ModelSettings } from '#main/engine/messages.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { joined } from '#main/engine/protobuf/write.ts';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { readExpectations } from '#tests/helpers/expectations.ts';
import { fieldsOf } from '../tensorboard/decode.ts';

const settings = (network: NetworkName, sizePx: number): ModelSettings => ({
  ...{ network, classes: 2, height: sizePx, width: sizePx, channels: 3, normalization: 'none' },
  ...{ initWeights: true, dropoutRate: 0, stochasticDepth: 0 },
});

/** How many modules of a type torchvision's own network has. */
function modulesOf(network: NetworkName): (type: string) => number {
  const { layers } = readExpectations<{ readonly layers: readonly (readonly [type: string])[] }>(`networks/${network}`);
  return (type) => layers.filter(([own]) => own === type).length;
}

/** Values are left out: only where they stand is looked at. */
function onnxOf(network: NetworkName, sizePx = 64) {
  const model = createModel(settings(network, sizePx), null);
  const graph = translateModel(model, () => new Float32Array(0));
  const bytes = joined(encodeOnnx({ graph, producerVersion: '1', doc: 'words', metadata: { facet: '{}' } }));
  return { model, ...decoded(bytes) };
}

const textOf = (value: number | Uint8Array | undefined): string => Buffer.from((value ?? '') as Uint8Array).toString();

/** Field numbers of onnx.proto. */
function decoded(bytes: Uint8Array) {
  const file = fieldsOf(bytes);
  const graph = fieldsOf(file.get(7)?.[0] as Uint8Array);
  const messages = (field: number) => (graph.get(field) ?? []).map((message) => fieldsOf(message as Uint8Array));
  const nodes = messages(1).map((node) => ({
    inputs: (node.get(1) ?? []).map(textOf),
    outputs: (node.get(2) ?? []).map(textOf),
    op: textOf(node.get(4)?.[0]),
  }));
  const initializers = messages(5).map((tensor) => ({
    name: textOf(tensor.get(8)?.[0]),
    shape: tensor.get(1) ?? [],
    type: tensor.get(2)?.[0],
  }));
  const names = (field: number) => messages(field).map((port) => textOf(port.get(1)?.[0]));
  const opset = fieldsOf(file.get(8)?.[0] as Uint8Array).get(2)?.[0];
  return { nodes, initializers, inputs: names(11), outputs: names(12), irVersion: file.get(1)?.[0], opset };
}

describe.each([...NETWORK_NAMES])('%s as ONNX', (network) => {
  it('asks for nothing that is not there before it, gives scores and logits, and says what it is', () => {
    const { nodes, initializers, inputs, outputs, irVersion, opset } = onnxOf(network);
    expect([irVersion, opset]).toEqual([8, 17]);
    expect([inputs, outputs]).toEqual([['images'], ['scores', 'logits']]);
    const known = new Set([...inputs, ...initializers.map(({ name }) => name)]);
    expect(known.size).toBe(1 + initializers.length);
    for (const node of nodes) {
      for (const input of node.inputs) expect(known.has(input), `${node.op} of ${input}`).toBe(true);
      for (const output of node.outputs) {
        expect(known.has(output), `${output} twice`).toBe(false);
        known.add(output);
      }
    }
    for (const output of outputs) expect(known.has(output)).toBe(true);
    const used = new Set(nodes.flatMap((node) => node.inputs));
    expect(initializers.filter(({ name }) => !used.has(name))).toEqual([]);
  });

  it("has torchvision's parameters under their names, in their shapes, and its modules as operations", () => {
    const { model, nodes, initializers } = onnxOf(network);
    const shapes = new Map(initializers.map(({ name, shape }) => [name, shape]));
    for (const { name, torchShape } of model.parameters) expect(shapes.get(name), name).toEqual(torchShape);
    const count = (op: string) => nodes.filter((node) => node.op === op).length;
    const modules = ['Conv2d', 'BatchNorm2d', 'Linear'].map(modulesOf(network));
    expect(['Conv', 'BatchNormalization', 'Gemm'].map(count)).toEqual(modules);
    expect(count('Transpose')).toBe(1); // the pictures, once
  });
});

it('pools to seven by seven only where a map has another size', () => {
  const count = (sizePx: number) => onnxOf('vgg16', sizePx).nodes.filter(({ op }) => op === 'MatMul').length;
  expect([count(64), count(224)]).toEqual([2, 0]);
});
