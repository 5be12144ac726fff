/** Weights and settings out of an ONNX file that Facet wrote. Its operations are not looked at: the network is Facet's own, by the name in the file. */

import { elementCount, type NamedTensor } from '#main/engine/checkpoints/tensor-file.ts';
import { invalidFile, MAX_RANK, MAX_TENSORS, readWholeFile } from '#main/engine/checkpoints/weights-file.ts';
import { type Fail, numbersOf, readFields, textOf } from '#main/engine/protobuf/read.ts';
import type { ReadModel } from '../read-model.ts';
import { ENTRY, GRAPH, MODEL, TENSOR, TYPE_NUMBERS } from './encode.ts';

/** Tensors under torchvision's names, in its layout. @throws file_invalid (damaged, or not Facet's), file_not_found */
export async function readOnnx(file: string): Promise<ReadModel> {
  const { bytes, sha256 } = await readWholeFile(file);
  const fail: Fail = (fact) => invalidFile(file, fact);
  const metadata = new Map<string, string>();
  const tensors = new Map<string, NamedTensor>();
  for (const field of readFields(bytes, fail)) {
    if (field.number === MODEL.metadata) {
      const [key, value] = entryOf(field.bytes, fail);
      metadata.set(key, value);
    }
    if (field.number !== MODEL.graph) continue;
    for (const part of readFields(field.bytes, fail)) {
      if (part.number !== GRAPH.initializers) continue;
      const tensor = tensorOf(part.bytes, fail);
      if (tensor !== null) tensors.set(tensor.name, tensor);
      if (tensors.size > MAX_TENSORS) throw fail(`it holds more than ${MAX_TENSORS} tensors`);
    }
  }
  return { metadata, tensors, sha256 };
}

function entryOf(message: Uint8Array, fail: Fail): readonly [string, string] {
  let [key, value] = ['', ''];
  for (const field of readFields(message, fail)) {
    if (field.number === ENTRY.key) key = textOf(field);
    if (field.number === ENTRY.value) value = textOf(field);
  }
  return [key, value];
}

/** Null for what is no float32: no parameter is. */
function tensorOf(message: Uint8Array, fail: Fail): NamedTensor | null {
  const shape: number[] = [];
  let name = '';
  let type = 0;
  let data: Uint8Array = new Uint8Array(0);
  for (const field of readFields(message, fail)) {
    if (field.number === TENSOR.dims) shape.push(...numbersOf(field, fail));
    if (field.number === TENSOR.type) type = field.value;
    if (field.number === TENSOR.name) name = textOf(field);
    if (field.number === TENSOR.raw) data = field.bytes;
  }
  if (type !== TYPE_NUMBERS.float32) return null;
  if (shape.length > MAX_RANK) throw fail(`tensor "${name}" has more than ${MAX_RANK} dimensions`);
  if (data.length !== 4 * elementCount(shape))
    throw fail(`tensor "${name}" [${shape}] has ${data.length} bytes of values`);
  return { name, dtype: 'F32', shape, data };
}
