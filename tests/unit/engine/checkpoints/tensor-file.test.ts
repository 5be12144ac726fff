import { describe, expect, it } from 'vitest';
import { elementCount, float32Tensor, int64Tensor, toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const tensor = (dtype: Parameters<typeof toFloat32>[0]['dtype'], data: Uint8Array) => ({
  name: 't',
  dtype,
  shape: [],
  data,
});

describe('tensors of files', () => {
  it('gives float32 values without a copy, and with one where the bytes are not aligned', () => {
    const values = new Float32Array([1.5, -2, 3e-40]);
    const wrapped = float32Tensor('w', values, [3]);
    expect(toFloat32(wrapped).buffer).toBe(values.buffer);
    const shifted = new Uint8Array(13);
    shifted.set(bytesOf(values), 1);
    expect(toFloat32(tensor('F32', shifted.subarray(1)))).toEqual(values);
  });

  it('decodes every half float as IEEE 754 says: zeros, subnormals, ends of the range, infinities', () => {
    const halves = new Uint16Array([
      0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x3555, 0x7bff, 0xfbff, 0x7c00, 0xfc00,
    ]);
    const expected = [
      0,
      -0,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      1,
      0.333251953125,
      65504,
      -65504,
      Infinity,
      -Infinity,
    ];
    expect([...toFloat32(tensor('F16', bytesOf(halves)))]).toEqual(expected);
    expect(toFloat32(tensor('F16', bytesOf(new Uint16Array([0x7e00]))))[0]).toBeNaN();
  });

  it('decodes bfloat16 as the upper half of a float32', () => {
    const values = toFloat32(tensor('BF16', bytesOf(new Uint16Array([0x3f80, 0xc000, 0x7f80, 0x0001]))));
    expect([...values]).toEqual([1, -2, Infinity, 2 ** -133]);
  });

  it('rounds wider numbers to float32', () => {
    expect(toFloat32(tensor('F64', bytesOf(new Float64Array([0.1, 1e300]))))).toEqual(
      new Float32Array([0.1, Infinity]),
    );
    expect([...toFloat32(int64Tensor('n', [3, -(2 ** 40)], [2]))]).toEqual([3, -(2 ** 40)]);
    expect([...toFloat32(tensor('U64', bytesOf(new BigUint64Array([2n ** 63n]))))]).toEqual([2 ** 63]);
    expect([...toFloat32(tensor('I8', new Uint8Array([255])))]).toEqual([-1]);
    expect([...toFloat32(tensor('BOOL', new Uint8Array([1, 0])))]).toEqual([1, 0]);
  });

  it('counts elements, and says Infinity where a product cannot be counted, even one that a zero would hide', () => {
    expect([elementCount([]), elementCount([2, 3]), elementCount([2, 0])]).toEqual([1, 6, 0]);
    expect(elementCount([2 ** 52, 4])).toBe(Infinity);
    expect(elementCount([2 ** 52, 4, 0])).toBe(Infinity);
  });

  it('refuses to wrap values that do not fit the shape', () => {
    expect(() => float32Tensor('w', new Float32Array(5), [2, 3])).toThrow('tensor "w" [2,3] has 5 values');
  });
});
