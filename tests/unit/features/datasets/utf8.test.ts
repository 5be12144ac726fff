import { describe, expect, it } from 'vitest';
import { createUtf8Check } from '#main/features/datasets/utf8.ts';

/** Feeds `bytes` in pieces of `size` and returns the offset that is reported, or null. */
function check(bytes: Buffer, size: number): number | null {
  const utf8 = createUtf8Check();
  for (let i = 0; i < bytes.length; i += size) {
    const found = utf8.add(bytes.subarray(i, i + size));
    if (found !== null) return found;
  }
  return utf8.end();
}

describe('createUtf8Check', () => {
  it('accepts characters of one to four bytes, wherever the chunks cut them', () => {
    const text = Buffer.from('aé€😀'.repeat(5));
    for (let size = 1; size <= text.length; size++) expect(check(text, size)).toBeNull();
  });

  it('finds the first wrong byte at the same offset, wherever the chunks cut', () => {
    const wrong: readonly [string, number][] = [
      ['61ff', 1], // no character begins so
      ['c3a980', 2], // goes on without having begun
      ['61e28261', 1], // a character that stops half-way
      ['c080', 0], // NUL written too long
      ['61eda080', 1], // half of a surrogate pair
      ['f4908080', 0], // beyond the last character there is
      ['61f09f98', 1], // the end cuts a character
    ];
    for (const [hex, offset] of wrong) {
      const bytes = Buffer.from(hex, 'hex');
      for (let size = 1; size <= bytes.length; size++) expect(check(bytes, size), `${hex} by ${size}`).toBe(offset);
    }
  });
});
