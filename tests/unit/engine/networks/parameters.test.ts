import { describe, expect, it } from 'vitest';
import { type ParameterLayout, tensorflowPosition, toTensorflow, toTorch } from '#main/engine/networks/parameters.ts';

describe("a parameter's layout", () => {
  it('moves the outputs of a linear layer from the front to the back: a transpose', () => {
    const linear = { layout: 'linear', torchShape: [2, 3] } as const;
    expect([...toTensorflow(linear, Float32Array.of(1, 2, 3, 4, 5, 6))]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('moves a convolution from [out, in, h, w] to [h, w, in, out]', () => {
    const conv = { layout: 'conv', torchShape: [2, 2, 1, 2] } as const;
    // In PyTorch's order: output, input, column.
    expect([...toTensorflow(conv, Float32Array.of(111, 112, 121, 122, 211, 212, 221, 222))]).toEqual([
      ...[111, 211, 121, 221],
      ...[112, 212, 122, 222],
    ]);
  });

  it('leaves vectors as they are', () => {
    const values = Float32Array.of(3, 1, 2);
    expect([...toTensorflow({ layout: 'vector', torchShape: [3] }, values)]).toEqual([3, 1, 2]);
  });

  const kinds: [ParameterLayout, number[]][] = [
    ['conv', [37, 5, 3, 2]],
    ['depthwise', [19, 1, 3, 3]],
    ['linear', [33, 7]],
    ['vector', [21]],
  ];
  it.each(kinds)(
    'of kind %s comes back as it was, and each value lies where its position says',
    (layout, torchShape) => {
      const parameter = { layout, torchShape };
      const count = torchShape.reduce((product, size) => product * size, 1);
      const values = Float32Array.from({ length: count }, (_, i) => i);
      const moved = toTensorflow(parameter, values);
      expect(toTorch(parameter, moved)).toEqual(values);
      expect([...values.keys()].map((i) => moved[tensorflowPosition(parameter, i)])).toEqual([...values]);
    },
  );
});
