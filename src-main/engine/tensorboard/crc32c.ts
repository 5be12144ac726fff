/** CRC-32C (Castagnoli), as iSCSI defines it: RFC 3720, section 12.1, test vectors in appendix B.4. */

/** The polynomial 0x1EDC6F41, lowest bit first. */
const POLYNOMIAL = 0x82f63b78;

/** What TensorFlow adds so that a checksum of data which holds checksums stays a good one (tensorflow/core/lib/hash/crc32c.h). */
const MASK_DELTA = 0xa282ead8;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  return remainder;
});

export function crc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = TABLE[(remainder ^ byte) & 0xff]! ^ (remainder >>> 8);
  return ~remainder >>> 0;
}

/** Rotated right by 15 bits, plus a constant. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0;
}
