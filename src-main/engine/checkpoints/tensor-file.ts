/**
 * What every file of weights holds: named tensors in torchvision's layout (convolution [out, in, h, w], linear [out, in]), as the
 * bytes that stand in the file. Numbers are little endian, like every machine that Facet runs on.
 */
import { assert } from '#shared/errors.ts';

/** Bytes of an element. The order is that in which safetensors' own writer sorts tensors, so that each begins aligned. */
export const DTYPE_BYTES = {
  U64: 8,
  I64: 8,
  F64: 8,
  F32: 4,
  U32: 4,
  I32: 4,
  BF16: 2,
  F16: 2,
  U16: 2,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

export type Dtype = keyof typeof DTYPE_BYTES;
export const DTYPES = Object.keys(DTYPE_BYTES) as readonly Dtype[]; // Object.keys forgets the key type
export const isDtype = (name: string): name is Dtype => Object.hasOwn(DTYPE_BYTES, name);

/** `data` is row-major, without gaps; it may be a view of the bytes of a whole file: do not write into it. */
export type NamedTensor = {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
};

export type NamedTensors = ReadonlyMap<string, NamedTensor>;

/** Infinity where the product, or a part of it, is past what can be counted exactly: then nothing matches it. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce(
    (product, size) => (Number.isSafeInteger(product * size) ? product * size : Number.POSITIVE_INFINITY),
    1,
  );

/** Wraps values without copying them. */
export function float32Tensor(name: string, values: Float32Array, shape: readonly number[]): NamedTensor {
  assert(values.length === elementCount(shape), `tensor "${name}" [${shape}] has ${values.length} values`);
  return { name, dtype: 'F32', shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** PyTorch's counters (`num_batches_tracked`) are int64. */
export function int64Tensor(name: string, values: readonly number[], shape: readonly number[]): NamedTensor {
  assert(values.length === elementCount(shape), `tensor "${name}" [${shape}] has ${values.length} values`);
  return { name, dtype: 'I64', shape, data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) };
}

/** The tensor's values, rounded to float32 where its type is wider. Shares the tensor's bytes where that needs no copy. */
export function toFloat32({ dtype, data }: NamedTensor): Float32Array {
  const { buffer, byteOffset } = aligned(data, DTYPE_BYTES[dtype]);
  const count = data.length / DTYPE_BYTES[dtype];
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer, byteOffset, count);
    case 'F16':
      return float16Values(new Uint16Array(buffer, byteOffset, count));
    case 'BF16': // the upper half of a float32
      return new Float32Array(new Uint32Array(new Uint16Array(buffer, byteOffset, count)).map((b) => b << 16).buffer);
    case 'I64':
      return Float32Array.from(new BigInt64Array(buffer, byteOffset, count), Number);
    case 'U64':
      return Float32Array.from(new BigUint64Array(buffer, byteOffset, count), Number);
    default:
      return new Float32Array(new PLAIN_ARRAYS[dtype](buffer, byteOffset, count));
  }
}

type PlainArray = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => ArrayLike<number>;

const PLAIN_ARRAYS: Readonly<Record<'F64' | 'I32' | 'U32' | 'I16' | 'U16' | 'I8' | 'U8' | 'BOOL', PlainArray>> = {
  F64: Float64Array,
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

/** Typed arrays must begin at a multiple of their element's size; bytes inside a file need not. */
const aligned = (bytes: Uint8Array, elementBytes: number): Uint8Array =>
  bytes.byteOffset % elementBytes === 0 ? bytes : bytes.slice();

/** IEEE 754-2008 binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
function float16Values(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  for (const [i, bits] of halves.entries()) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) values[i] = sign * fraction * 2 ** -24;
    else if (exponent < 0x1f) values[i] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
    else values[i] = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  return values;
}
