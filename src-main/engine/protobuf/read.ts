/** Reads protocol buffers' wire format (protobuf.dev, "Encoding") field by field. The bytes may come from a stranger: every length is checked, nothing is copied. */
import type { AppError } from '#shared/errors.ts';

export type Field = {
  readonly number: number;
  /** Of a varint; whole numbers beyond 2^53 lose their last digits. 0 for other kinds. */
  readonly value: number;
  /** Of a string, message or packed list, and of fixed32 and fixed64; a view. Empty for a varint. */
  readonly bytes: Uint8Array;
};

/** Makes the error for a fact about the file. */
export type Fail = (fact: string) => AppError;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
const LONGEST_VARINT = 10;
const EMPTY = new Uint8Array(0);

/** The fields of a message in their order. @throws what `fail` makes, where the bytes are no message */
export function* readFields(message: Uint8Array, fail: Fail): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let i = 0, scale = 1; i < LONGEST_VARINT; i++, scale *= 0x80) {
      const byte = message[at++];
      if (byte === undefined) throw fail('it ends within a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw fail('it holds a number of more than ten bytes');
  };
  const take = (length: number): Uint8Array => {
    if (length > message.length - at)
      throw fail(`a field of ${length} bytes begins where ${message.length - at} are left`);
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    if (kind === VARINT) yield { number, value: varint(), bytes: EMPTY };
    else if (kind === LENGTH_DELIMITED) yield { number, value: 0, bytes: take(varint()) };
    else if (kind === FIXED64) yield { number, value: 0, bytes: take(8) };
    else if (kind === FIXED32) yield { number, value: 0, bytes: take(4) };
    else throw fail(`it holds a field of the unknown kind ${kind}`);
  }
}

const utf8 = new TextDecoder();

export const textOf = ({ bytes }: Field): string => utf8.decode(bytes);

/** A `repeated int64`, of which this field is one number, or all of them where they are packed. */
export function numbersOf(field: Field, fail: Fail): readonly number[] {
  if (field.bytes.length === 0) return [field.value];
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of field.bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
    scale = 1;
  }
  if (scale !== 1) throw fail('a list of numbers ends within one');
  return numbers;
}
