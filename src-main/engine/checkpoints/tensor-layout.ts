/** From a tensor as PyTorch keeps it (a window with strides on a shared storage) to one whose values follow each other. */
import type { AppError } from '#shared/errors.ts';
import type { TensorRecipe } from './state-dict.ts';
import { DTYPE_BYTES, elementCount } from './tensor-file.ts';

/**
 * The tensor's values in row-major order: a view of the storage's bytes where they lie like that already, else a copy.
 * `fail` makes the error for a tensor that reaches out of its storage.
 */
export function contiguousData(
  recipe: TensorRecipe,
  storage: Uint8Array,
  fail: (fact: string) => AppError,
): Uint8Array {
  const { shape, strides, offset, dtype } = recipe;
  const elementBytes = DTYPE_BYTES[dtype];
  const count = elementCount(shape);
  if (count === 0) return new Uint8Array(0);
  const last = shape.reduce((index, size, axis) => index + (size - 1) * (strides[axis] ?? 0), offset);
  const available = Math.floor(storage.length / elementBytes);
  if (!(last < available)) throw fail(`reaches element ${last} of a storage that has ${available}`);
  if (isContiguous(shape, strides)) return storage.subarray(offset * elementBytes, (offset + count) * elementBytes);
  return gather(recipe, { storage, count, elementBytes });
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    if (size !== 1 && strides[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

/** Walks the tensor in row-major order with an index for each axis, like an odometer. */
function gather(
  { shape, strides, offset }: TensorRecipe,
  { storage, count, elementBytes }: { storage: Uint8Array; count: number; elementBytes: number },
): Uint8Array {
  const data = new Uint8Array(count * elementBytes);
  const index = shape.map(() => 0);
  let from = offset * elementBytes;
  for (let to = 0; to < data.length; ) {
    for (let i = 0; i < elementBytes; i++) data[to++] = storage[from + i] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = (strides[axis] ?? 0) * elementBytes;
      const size = shape[axis] ?? 1;
      const next = (index[axis] ?? 0) + 1;
      from += stride;
      index[axis] = next;
      if (next < size) break;
      from -= size * stride;
      index[axis] = 0;
    }
  }
  return data;
}
