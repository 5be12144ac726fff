import { expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '#main/engine/tensorboard/crc32c.ts';

it('has the values of RFC 3720, appendix B.4', () => {
  const rising = Uint8Array.from({ length: 32 }, (_, i) => i);

  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(rising)).toBe(0x46dd794e);
  expect(crc32c(rising.toReversed())).toBe(0x113fdb5c);
});

it('is masked as TensorFlow masks it: rotated right by 15 bits, plus 0xa282ead8', () => {
  // 0x8a9136aa is 10001010100100010 011011010101010 in binary; its two parts swapped are 0x6d551522; the sum with the constant is 0x10fd7fffa.
  expect(maskedCrc32c(new Uint8Array(32))).toBe(0x0fd7fffa);
});
