/** The few kinds of field that an event file needs, in protocol buffers' wire format (protobuf.dev, "Encoding"). */
import { assert } from '#shared/errors.ts';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

export const int64Field = (field: number, value: number): Uint8Array =>
  Buffer.concat([tag(field, VARINT), varint(value)]);

export function doubleField(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(field, FIXED64), bytes]);
}

export function floatField(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FIXED32), bytes]);
}

export const stringField = (field: number, value: string): Uint8Array => bytesField(field, Buffer.from(value, 'utf8'));

/** A message whose fields are encoded already. */
export const messageField = (field: number, ...fields: readonly Uint8Array[]): Uint8Array =>
  bytesField(field, Buffer.concat(fields));

/** A packed `repeated double`. */
export function doublesField(field: number, values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [i, value] of values.entries()) bytes.writeDoubleLE(value, i * 8);
  return bytesField(field, bytes);
}

const bytesField = (field: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([tag(field, LENGTH_DELIMITED), varint(bytes.length), bytes]);

const tag = (field: number, wireType: number): Uint8Array => varint(field * 8 + wireType);

/** Seven bits a byte, lowest first; the top bit says that more follow. */
function varint(value: number): Uint8Array {
  assert(Number.isSafeInteger(value) && value >= 0, `${value} is a whole number from 0 to 2^53`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
