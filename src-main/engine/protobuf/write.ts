/**
 * The few kinds of field that Facet's files need, in protocol buffers' wire format (protobuf.dev, "Encoding"): event files of TensorBoard, SavedModels, ONNX.
 * A message is a list of pieces, so that hundreds of megabytes of weights go into a file as they lie in memory, and not into a copy for each message around them.
 */
import { assert } from '#shared/errors.ts';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** Bytes of a field, or of several, one piece after another. */
export type Pieces = readonly Uint8Array[];

/** Messages up to this size are one piece: a graph has tens of thousands of fields. */
const ONE_PIECE_BYTES = 16_384;

/** `value` from -2^53 to 2^53; negative ones take ten bytes, as the format has it. */
export const int64Field = (field: number, value: number): Pieces => [
  Buffer.concat([tag(field, VARINT), varint(value)]),
];

export const boolField = (field: number, value: boolean): Pieces => int64Field(field, value ? 1 : 0);

export function doubleField(field: number, value: number): Pieces {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return [Buffer.concat([tag(field, FIXED64), bytes])];
}

export function floatField(field: number, value: number): Pieces {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return [Buffer.concat([tag(field, FIXED32), bytes])];
}

export const stringField = (field: number, value: string): Pieces => bytesField(field, Buffer.from(value, 'utf8'));

/** A message of these fields. */
export const messageField = (field: number, ...fields: readonly Pieces[]): Pieces => delimited(field, fields.flat());

/** An entry of `map<string, Message>`: the value's fields, encoded already. */
export const mapEntryField = (field: number, key: string, ...fields: readonly Pieces[]): Pieces =>
  messageField(field, stringField(1, key), messageField(2, ...fields));

/** A packed `repeated double`. */
export function doublesField(field: number, values: readonly number[]): Pieces {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [i, value] of values.entries()) bytes.writeDoubleLE(value, i * 8);
  return bytesField(field, bytes);
}

/** A packed `repeated int64`. */
export const int64sField = (field: number, values: readonly number[]): Pieces =>
  bytesField(field, Buffer.concat(values.map(varint)));

/** `bytes` is not copied where it is large: it must stay as it is until it is written. */
export const bytesField = (field: number, bytes: Uint8Array): Pieces => delimited(field, [bytes]);

export const sizeOf = (pieces: Pieces): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

/** In one piece, for what is small. */
export const joined = (...fields: readonly Pieces[]): Uint8Array => Buffer.concat(fields.flat());

function delimited(field: number, content: Pieces): Pieces {
  const size = sizeOf(content);
  const head = [tag(field, LENGTH_DELIMITED), varint(size)];
  return size <= ONE_PIECE_BYTES ? [Buffer.concat([...head, ...content])] : [Buffer.concat(head), ...content];
}

const tag = (field: number, wireType: number): Uint8Array => varint(field * 8 + wireType);

/** Seven bits a byte, lowest first; the top bit says that more follow. */
function varint(value: number): Uint8Array {
  assert(Number.isSafeInteger(value), `${value} is a whole number below 2^53`);
  if (value < 0) return negative(value);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** Two's complement of 64 bits. */
function negative(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
