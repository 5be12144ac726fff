/** Weights that PyTorch wrote (`torch.save` of a state dict, or of a checkpoint around one), read without running anything. */
import { isLegacyFormat, readLegacyFormat } from './pytorch-legacy.ts';
import { readZipFormat } from './pytorch-zip.ts';
import { type PyTorchContent, readStateDict, type TensorRecipe } from './state-dict.ts';
import { DTYPE_BYTES, elementCount, type NamedTensor, type NamedTensors } from './tensor-file.ts';
import { contiguousData } from './tensor-layout.ts';
import { invalidFile, maxUnpackedBytes, readWholeFile } from './weights-file.ts';
import { isZip } from './zip.ts';

export type PyTorchStateDict = {
  readonly tensors: NamedTensors;
  /** 'legacy' is the format before PyTorch 1.6. */
  readonly format: 'zip' | 'legacy';
  /** The key of the checkpoint's entry that is the state dict; null where the file holds just the state dict. */
  readonly takenFrom: string | null;
  /** Whether each name began with `module.` (torch.nn.DataParallel); it is taken off. */
  readonly hadModulePrefix: boolean;
  /** What else the file holds, by name. */
  readonly ignored: readonly string[];
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
};

/** What people mistake for weights of PyTorch, by how the file begins. */
const OTHER_FORMATS: readonly { readonly start: string; readonly name: string; readonly hint: string }[] = [
  { start: '\x89HDF', name: 'an HDF5 file, as Keras writes', hint: 'Facet reads weights of PyTorch and safetensors.' },
  { start: '\x93NUMPY', name: 'an array of NumPy', hint: 'Facet reads weights of PyTorch and safetensors.' },
  { start: '\x1f\x8b', name: 'packed by gzip', hint: 'Unpack it with gunzip.' },
  {
    start: '\x80',
    name: 'a pickle, and not one that torch.save wrote',
    hint: 'In PyTorch: torch.save(model.state_dict(), "weights.pth").',
  },
];

/** Tensors keep PyTorch's names, types and layout; views of shared storages become tensors of their own. */
export async function readPyTorchStateDict(file: string): Promise<PyTorchStateDict> {
  const { bytes, sha256 } = await readWholeFile(file);
  const format = formatOf(file, bytes);
  const content = format === 'zip' ? readZipFormat(file, bytes) : readLegacyFormat(file, bytes);
  const { recipes, ...found } = readStateDict(content.value, (fact) => invalidFile(file, fact));
  const limit = maxUnpackedBytes(bytes.length);
  const tensors = new Map<string, NamedTensor>();
  let totalBytes = 0;
  for (const [name, recipe] of recipes) {
    totalBytes += elementCount(recipe.shape) * DTYPE_BYTES[recipe.dtype];
    if (totalBytes > limit)
      throw invalidFile(
        file,
        `it has ${bytes.length} bytes and its tensors up to "${name}" take ${totalBytes}; the limit is ${limit}`,
      );
    tensors.set(name, tensorOf(content, { file, name, recipe }));
  }
  return { tensors, format, ...found, sha256 };
}

function formatOf(file: string, bytes: Uint8Array): 'zip' | 'legacy' {
  if (isZip(bytes)) return 'zip';
  if (isLegacyFormat(bytes)) return 'legacy';
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const other = OTHER_FORMATS.find((format) => start.startsWith(format.start));
  if (other) throw invalidFile(file, `it is ${other.name}`, { hint: other.hint });
  if (start[8] === '{') throw invalidFile(file, 'it looks like safetensors already', { hint: 'Use it as it is.' });
  throw invalidFile(file, `it is no file of PyTorch's: it begins with ${JSON.stringify(start.slice(0, 4))}`);
}

function tensorOf(
  content: PyTorchContent,
  { file, name, recipe }: { file: string; name: string; recipe: TensorRecipe },
): NamedTensor {
  const fail = (fact: string) => invalidFile(file, `tensor "${name}" ${fact}`);
  const { key, dtype, count, view } = recipe.storage;
  const storage = content.storage(recipe.storage);
  if (!storage) throw fail(`lies in storage "${key}", which is missing`);
  const elementBytes = dtype ? DTYPE_BYTES[dtype] : 1;
  if (storage.length !== count * elementBytes)
    throw fail(`lies in storage "${key}", which should have ${count * elementBytes} bytes and has ${storage.length}`);
  const part = view ? storage.subarray(view.offset * elementBytes, (view.offset + view.count) * elementBytes) : storage;
  return { name, dtype: recipe.dtype, shape: recipe.shape, data: contiguousData(recipe, part, fail) };
}
