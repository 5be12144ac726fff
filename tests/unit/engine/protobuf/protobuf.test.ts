import { describe, expect, it } from 'vitest';
import { numbersOf, readFields, textOf } from '#main/engine/protobuf/read.ts';
import {
  bytesField,
  floatField,
  int64Field,
  int64sField,
  joined,
  mapEntryField,
  messageField,
  type Pieces,
  sizeOf,
  stringField,
} from '#main/engine/protobuf/write.ts';
import { AppError } from '#shared/errors.ts';

const fail = (fact: string) => new AppError('file_invalid', fact);
const fields = (message: Uint8Array) => [...readFields(message, fail)];
const hex = (...parts: readonly Pieces[]) => Buffer.from(joined(...parts)).toString('hex');

describe('writing', () => {
  it("gives the bytes of protobuf.dev's examples, and ten for a negative number", () => {
    expect(hex(int64Field(1, 150))).toBe('089601');
    expect(hex(stringField(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(messageField(3, int64Field(1, 150)))).toBe('1a03089601');
    expect(hex(int64sField(6, [3, 270, 86942]))).toBe('3206038e029ea705');
    expect(hex(int64Field(1, -1))).toBe('08ffffffffffffffffff01');
    expect(hex(mapEntryField(5, 'k', floatField(4, 1)))).toBe(`2a0a0a016b1205250000803f`);
  });

  it('keeps what is large where it lies', () => {
    const large = new Uint8Array(1_000_000).fill(7);
    const pieces = messageField(1, messageField(2, bytesField(3, large)));
    expect(pieces.at(-1)?.buffer).toBe(large.buffer);
    expect(sizeOf(pieces)).toBe(joined(pieces).length);
    const [outer] = fields(joined(pieces));
    const [inner] = fields(outer!.bytes);
    expect(fields(inner!.bytes)[0]?.bytes.length).toBe(large.length);
  });
});

describe('reading', () => {
  it('gives back what was written', () => {
    const message = joined(
      int64Field(1, 2 ** 40),
      stringField(2, 'Gesicht ü'),
      int64sField(3, [1, 2, 300]),
      floatField(9, 2),
    );
    const [number, text, list, float] = fields(message);
    expect(number?.value).toBe(2 ** 40);
    expect(textOf(text!)).toBe('Gesicht ü');
    expect(numbersOf(list!, fail)).toEqual([1, 2, 300]);
    expect([float?.number, float?.bytes.length]).toEqual([9, 4]);
  });

  it.each([
    ['0a', /ends within a number/],
    ['0a05aa', /a field of 5 bytes begins where 1 are left/],
    ['0affffffffffffffffff7f', /begins where 0 are left/],
    ['08ffffffffffffffffffffff', /more than ten bytes/],
    ['0b', /unknown kind 3/],
    ['0d0000', /4 bytes/],
  ])('refuses %s', (bytes, words) => {
    expect(() => fields(Buffer.from(bytes, 'hex'))).toThrow(words);
  });
});
