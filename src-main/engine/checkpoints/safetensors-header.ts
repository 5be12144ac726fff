/**
 * The header of a safetensors file: https://huggingface.co/docs/safetensors, format 0.3 and later. A parser for exactly this JSON, and not JSON.parse,
 * because the latter hides repeated keys, takes 1e308, -0 and 2.0 for sizes, and knows no byte offset to report.
 * Stricter than the original: no repeated key, no unknown field, at most 8 MB, 20,000 tensors, rank 8.
 */
import { DTYPE_BYTES, DTYPES, type Dtype, elementCount, isDtype, type NamedTensor } from './tensor-file.ts';
import { invalidFile, MAX_RANK, MAX_TENSORS } from './weights-file.ts';

/** The length that a file begins with: a 64-bit little endian integer. */
export const LENGTH_BYTES = 8;
export const MAX_HEADER_BYTES = 8 * 2 ** 20;
export const METADATA_KEY = '__metadata__';

/** Where a tensor lies: bytes [start, end) counted from the end of the header. */
export type TensorPlace = {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
};

export type HeaderContent = { readonly metadata: ReadonlyMap<string, string>; readonly places: readonly TensorPlace[] };

/** Returns the tensors in the order of their bytes, which cover [0, dataBytes) without holes or overlaps. */
export function parseHeader(
  bytes: Uint8Array,
  { file, dataBytes }: { file: string; dataBytes: number },
): HeaderContent {
  const content = new HeaderReader(decode(bytes, file), file).header();
  const places = [...content.places].sort((a, b) => a.start - b.start || a.end - b.end);
  let expected = 0;
  for (const { name, start, end } of places) {
    if (start !== expected) {
      const fault = start < expected ? 'overlaps the one before it' : 'leaves a hole before it';
      throw invalidFile(file, `tensor "${name}" begins at data byte ${start}, where ${expected} is due: it ${fault}`);
    }
    expected = end;
  }
  if (expected !== dataBytes)
    throw invalidFile(
      file,
      `its tensors take ${expected} bytes and ${dataBytes} follow the header (${bytes.length} bytes)`,
    );
  return { metadata: content.metadata, places };
}

/** The header of tensors that lie one after another in the given order, padded with spaces to a multiple of 8 bytes. */
export function renderHeader(tensors: readonly NamedTensor[], metadata: ReadonlyMap<string, string>): Uint8Array {
  const fields: string[] = [];
  if (metadata.size > 0) {
    const pairs = [...metadata].sort(([a], [b]) => compareUtf8(a, b));
    fields.push(
      `"${METADATA_KEY}":{${pairs.map((pair) => pair.map((text) => JSON.stringify(text)).join(':')).join()}}`,
    );
  }
  let start = 0;
  for (const { name, dtype, shape, data } of tensors) {
    const place = { dtype, shape, data_offsets: [start, start + data.length] };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(place)}`);
    start += data.length;
  }
  const text = Buffer.from(`{${fields.join()}}`);
  return Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
}

/** As Rust orders strings, and with it safetensors' own writer: by their UTF-8 bytes. */
export const compareUtf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw invalidFile(file, `its header (bytes ${LENGTH_BYTES} to ${LENGTH_BYTES + bytes.length}) is not UTF-8 text`, {
      cause,
    });
  }
}

const SPACE = ' \t\n\r';
const INTEGER = /(?:0|[1-9][0-9]{0,15})(?![0-9.eE+-])/y;

/** Reads along the text; the position is that of the next character to look at. */
class HeaderReader {
  readonly #text: string;
  readonly #file: string;
  #position = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  header(): HeaderContent {
    if (!this.#text.startsWith('{')) throw this.#error('the header does not begin with "{"');
    let metadata: ReadonlyMap<string, string> = new Map();
    const places: TensorPlace[] = [];
    this.#object('the header', (name) => {
      if (name === METADATA_KEY) metadata = this.#metadata();
      else if (places.length === MAX_TENSORS) throw this.#error(`there are more than ${MAX_TENSORS} tensors`);
      else places.push(this.#place(name));
    });
    this.#skipSpace();
    if (this.#position < this.#text.length) throw this.#error('the header goes on after its closing "}"');
    return { metadata, places };
  }

  #metadata(): Map<string, string> {
    const metadata = new Map<string, string>();
    this.#object(`"${METADATA_KEY}"`, (key) => metadata.set(key, this.#string(`"${key}" of "${METADATA_KEY}"`)));
    return metadata;
  }

  #place(name: string): TensorPlace {
    const tensor = `tensor "${name}"`;
    let dtype: Dtype | undefined;
    let shape: readonly number[] | undefined;
    let offsets: readonly number[] | undefined;
    this.#object(tensor, (key) => {
      if (key === 'dtype') dtype = this.#dtype(tensor);
      else if (key === 'shape') shape = this.#integers(`the shape of ${tensor}`, MAX_RANK);
      else if (key === 'data_offsets') offsets = this.#integers(`data_offsets of ${tensor}`, 2);
      else throw this.#error(`${tensor} has the unknown field "${key}"`);
    });
    if (!dtype || !shape || !offsets) throw this.#error(`${tensor} lacks one of dtype, shape and data_offsets`);
    const [start, end] = offsets;
    if (start === undefined || end === undefined || end < start)
      throw this.#error(`data_offsets of ${tensor} are [${offsets}], not a start and an end`);
    const due = elementCount(shape) * DTYPE_BYTES[dtype];
    if (end - start !== due)
      throw this.#error(`${tensor}, ${dtype} [${shape}], takes ${due} bytes and its data_offsets span ${end - start}`);
    return { name, dtype, shape, start, end };
  }

  #object(what: string, onKey: (key: string) => void): void {
    const seen = new Set<string>();
    this.#expect('{', what);
    if (this.#take('}')) return;
    do {
      const key = this.#string(`a key of ${what}`);
      if (seen.has(key)) throw this.#error(`${what} has the key "${key}" twice`);
      seen.add(key);
      this.#expect(':', what);
      onKey(key);
    } while (this.#take(','));
    this.#expect('}', what);
  }

  #integers(what: string, most: number): number[] {
    const integers: number[] = [];
    this.#expect('[', what);
    if (this.#take(']')) return integers;
    do {
      if (integers.length === most) throw this.#error(`${what} has more than ${most} numbers`);
      integers.push(this.#integer(what));
    } while (this.#take(','));
    this.#expect(']', what);
    return integers;
  }

  #integer(what: string): number {
    this.#skipSpace();
    INTEGER.lastIndex = this.#position;
    const digits = INTEGER.exec(this.#text)?.[0] ?? '';
    this.#position += digits.length;
    const integer = digits === '' ? Number.NaN : Number(digits);
    if (!Number.isSafeInteger(integer)) throw this.#error(`${what} holds something else than whole numbers below 2^53`);
    return integer;
  }

  #dtype(tensor: string): Dtype {
    const name = this.#string(`the dtype of ${tensor}`);
    if (!isDtype(name)) throw this.#error(`${tensor} has the dtype "${name}", which is none of ${DTYPES.join(', ')}`);
    return name;
  }

  #string(what: string): string {
    this.#expect('"', what);
    const start = this.#position;
    while (this.#position < this.#text.length && this.#text[this.#position] !== '"')
      this.#position += this.#text[this.#position] === '\\' ? 2 : 1;
    this.#expect('"', what);
    try {
      const text: unknown = JSON.parse(this.#text.slice(start - 1, this.#position));
      if (typeof text === 'string' && text.isWellFormed()) return text;
    } catch (cause) {
      throw this.#error(`${what} is not a string of JSON`, cause);
    }
    throw this.#error(`${what} holds half a surrogate pair`);
  }

  #expect(character: string, what: string): void {
    if (!this.#take(character)) throw this.#error(`${what} should have a ${character} here`);
  }

  #take(character: string): boolean {
    this.#skipSpace();
    const found = this.#text[this.#position] === character;
    if (found) this.#position++;
    return found;
  }

  #skipSpace(): void {
    while (this.#position < this.#text.length && SPACE.includes(this.#text.charAt(this.#position))) this.#position++;
  }

  #error(fact: string, cause?: unknown) {
    const byte = LENGTH_BYTES + Buffer.byteLength(this.#text.slice(0, this.#position));
    return invalidFile(this.#file, `${fact} (at byte ${byte})`, { cause });
  }
}
