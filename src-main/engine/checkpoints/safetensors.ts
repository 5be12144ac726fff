/**
 * Files of weights and checkpoints: safetensors (https://huggingface.co/docs/safetensors), which hold data and nothing else. Read at least as strictly as
 * the original's `tensor.rs` does, written with the same bytes as its writer.
 */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { type WrittenFile, writeFileAtomically } from './atomic-write.ts';
import {
  compareUtf8,
  type HeaderContent,
  LENGTH_BYTES,
  MAX_HEADER_BYTES,
  METADATA_KEY,
  parseHeader,
  renderHeader,
  type TensorPlace,
} from './safetensors-header.ts';
import { DTYPE_BYTES, DTYPES, elementCount, type NamedTensor, type NamedTensors } from './tensor-file.ts';
import { invalidFile, MAX_FILE_BYTES, MAX_RANK, MAX_TENSORS, openWeightsFile, readRange } from './weights-file.ts';

export type SafetensorsHeader = {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, TensorPlace>;
  readonly sizeBytes: number;
};

export type Safetensors = {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of their bytes, as views of one buffer. */
  readonly tensors: NamedTensors;
  /** Of the whole file, in hexadecimal. What the format cannot notice, a damaged value, this does: compare it. */
  readonly sha256: string;
};

/** Reads and checks the header; of the data only its size. */
export async function readSafetensorsHeader(file: string): Promise<SafetensorsHeader> {
  const { handle, sizeBytes } = await openWeightsFile(file);
  await using _ = handle;
  const { metadata, places } = (await readHead(handle, { file, sizeBytes })).content;
  return { metadata, tensors: new Map(places.map((place) => [place.name, place])), sizeBytes };
}

/** Reads the whole file once. */
export async function readSafetensors(file: string): Promise<Safetensors> {
  const { handle, sizeBytes } = await openWeightsFile(file);
  await using _ = handle;
  const { head, content } = await readHead(handle, { file, sizeBytes });
  const hash = createHash('sha256').update(head);
  const data = await readRange(handle, {
    file,
    start: head.length,
    end: sizeBytes,
    onPiece: (piece) => hash.update(piece),
  });
  const tensors = new Map<string, NamedTensor>();
  for (const { name, dtype, shape, start, end } of content.places)
    tensors.set(name, { name, dtype, shape, data: data.subarray(start, end) });
  return { metadata: content.metadata, tensors, sha256: hash.digest('hex') };
}

/**
 * Writes the tensors whole or not at all; the same tensors and metadata always give the same bytes. The order is that of
 * safetensors' own writer: by type, widest first, so that each begins aligned, then by name.
 */
export async function writeSafetensors(
  file: string,
  tensors: Iterable<NamedTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<WrittenFile> {
  const sorted = [...tensors].sort(
    (a, b) => DTYPES.indexOf(a.dtype) - DTYPES.indexOf(b.dtype) || compareUtf8(a.name, b.name),
  );
  checkTensors(file, sorted);
  const header = renderHeader(sorted, new Map(Object.entries(metadata)));
  if (header.length > MAX_HEADER_BYTES)
    throw unwritable(file, `its header would take ${header.length} bytes and the limit is ${MAX_HEADER_BYTES}`);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(header.length));
  return writeFileAtomically(file, [length, header, ...sorted.map(({ data }) => data)]);
}

async function readHead(
  handle: Parameters<typeof readRange>[0],
  { file, sizeBytes }: { file: string; sizeBytes: number },
): Promise<{ head: Uint8Array; content: HeaderContent }> {
  const hint = 'Check that it is a safetensors file; files of PyTorch become one with `facet weights import`.';
  if (sizeBytes < LENGTH_BYTES)
    throw invalidFile(
      file,
      `it has ${sizeBytes} bytes, fewer than the ${LENGTH_BYTES} that a safetensors file begins with`,
      {
        hint,
      },
    );
  const length = Buffer.from(await readRange(handle, { file, start: 0, end: LENGTH_BYTES })).readBigUInt64LE();
  if (length > BigInt(MAX_HEADER_BYTES))
    throw invalidFile(file, `byte 0 announces a header of ${length} bytes and the limit is ${MAX_HEADER_BYTES}`, {
      hint,
    });
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > sizeBytes)
    throw invalidFile(file, `byte 0 announces a header of ${length} bytes and the file ends at byte ${sizeBytes}`, {
      hint,
    });
  const head = await readRange(handle, { file, start: 0, end: dataStart });
  const content = parseHeader(head.subarray(LENGTH_BYTES), { file, dataBytes: sizeBytes - dataStart });
  return { head, content };
}

/** What could not be read again is not written. */
function checkTensors(file: string, tensors: readonly NamedTensor[]): void {
  const names = new Set<string>();
  let totalBytes = 0;
  for (const { name, dtype, shape, data } of tensors) {
    const due = elementCount(shape) * DTYPE_BYTES[dtype];
    if (data.length !== due)
      throw unwritable(file, `tensor "${name}", ${dtype} [${shape}], takes ${due} bytes and has ${data.length}`);
    if (names.has(name)) throw unwritable(file, `there are two tensors "${name}"`);
    if (name === METADATA_KEY || !name.isWellFormed()) throw unwritable(file, `no tensor can be called "${name}"`);
    if (shape.length > MAX_RANK) throw unwritable(file, `tensor "${name}" has more than ${MAX_RANK} dimensions`);
    names.add(name);
    totalBytes += data.length;
  }
  if (names.size > MAX_TENSORS) throw unwritable(file, `it would hold more than ${MAX_TENSORS} tensors`);
  if (totalBytes + MAX_HEADER_BYTES > MAX_FILE_BYTES)
    throw unwritable(file, `its tensors take ${totalBytes} bytes and the limit is ${MAX_FILE_BYTES}`);
}

const unwritable = (file: string, fact: string) =>
  new AppError('file_invalid', `"${file}" was not written: ${fact}.`, { hint: 'Nothing was changed.' });
