/** TFRecord framing (tensorflow/core/lib/io/record_writer.h): length, its checksum, the data, their checksum; all little-endian. */
import { maskedCrc32c } from './crc32c.ts';

const LENGTH_BYTES = 8;
const CHECKSUM_BYTES = 4;

export function frameRecord(data: Uint8Array): Uint8Array {
  const record = Buffer.alloc(LENGTH_BYTES + CHECKSUM_BYTES + data.length + CHECKSUM_BYTES);
  record.writeBigUInt64LE(BigInt(data.length), 0);
  record.writeUInt32LE(maskedCrc32c(record.subarray(0, LENGTH_BYTES)), LENGTH_BYTES);
  record.set(data, LENGTH_BYTES + CHECKSUM_BYTES);
  record.writeUInt32LE(maskedCrc32c(data), record.length - CHECKSUM_BYTES);
  return record;
}
