/** Reads event files back: TFRecord framing with its checksums, and any protocol buffers message by field numbers. */
import { maskedCrc32c } from '#main/engine/tensorboard/crc32c.ts';

/** @throws where a length or a checksum does not fit */
export function readRecords(file: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(file);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (bytes.readUInt32LE(at + 8) !== maskedCrc32c(bytes.subarray(at, at + 8))) throw new Error(`length at ${at}`);
    if (bytes.readUInt32LE(at + 12 + length) !== maskedCrc32c(data)) throw new Error(`data at ${at}`);
    records.push(data);
    at += 16 + length;
  }
  return records;
}

/** Field number -> its raw values, in order: numbers of varint, double and float fields, bytes of the others. */
export function fieldsOf(message: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const bytes = Buffer.from(message);
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const readers: Record<number, () => number | Uint8Array> = {
    0: varint,
    1: () => take(8).readDoubleLE(),
    2: () => take(varint()),
    5: () => take(4).readFloatLE(),
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = readers[tag & 7]!();
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

export const doublesOf = (packed: Uint8Array): number[] =>
  Array.from({ length: packed.length / 8 }, (_, i) => Buffer.from(packed).readDoubleLE(i * 8));
