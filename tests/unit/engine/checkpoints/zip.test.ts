import { describe, expect, it } from 'vitest';
import { isZip, openZip, readEntry } from '#main/engine/checkpoints/zip.ts';
import { AppError } from '#shared/errors.ts';
import { type ZipPart, zipBytes } from './file-makers.ts';

const A: ZipPart = { name: 'w/a', content: Buffer.from('first') };
const B: ZipPart = { name: 'w/b', content: Buffer.from('second '.repeat(50)), deflate: true };

const contents = (bytes: Uint8Array) => {
  const archive = openZip('w.zip', bytes);
  return new Map(
    [...archive.entries.values()].map((entry) => [entry.name, Buffer.from(readEntry(archive, entry)).toString()]),
  );
};
const BOTH = new Map([
  ['w/a', 'first'],
  ['w/b', 'second '.repeat(50)],
]);

const patched = (bytes: Buffer, text: string, replacement: string) => {
  const at = bytes.lastIndexOf(Buffer.from(text, 'latin1'));
  Buffer.from(replacement, 'latin1').copy(bytes, at);
  return bytes;
};
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 2 ** 20);

describe('zip archives', () => {
  it('reads stored and deflated entries, behind a comment too', () => {
    expect(contents(zipBytes([A, B], { comment: 'PK\x05\x06 a comment' }))).toEqual(BOTH);
  });

  it('reads zip64, where every number stands in 64 bits', () => {
    expect(contents(zipBytes([A, B], { zip64: true }))).toEqual(BOTH);
  });

  it('gives stored entries as views of the file', () => {
    const bytes = zipBytes([A]);
    const archive = openZip('w.zip', bytes);
    const entry = archive.entries.get('w/a');
    expect(entry && readEntry(archive, entry).buffer).toBe(bytes.buffer);
  });

  it('takes a checksum of 0 for one that was not computed, as torch.save can be told', () => {
    expect(contents(zipBytes([{ ...A, listed: { crc32: 0 } }])).get('w/a')).toBe('first');
  });

  it('knows an archive by its first bytes', () => {
    expect([isZip(zipBytes([A])), isZip(Buffer.alloc(30)), isZip(Buffer.from('PK'))]).toEqual([true, false, false]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['no list of entries', zipBytes([A]).subarray(0, -1), /the list of entries at its end is missing/],
    ['a damaged value', patched(zipBytes([A]), 'first', 'fjrst'), /checksum of its entry "w\/a"/],
    ['an entry twice', zipBytes([A, A]), /holds "w\/a" twice/],
    [
      'another name in the list',
      zipBytes([{ ...A, listed: { name: 'w/x' } }]),
      /is not "w\/x", as the list of entries says/,
    ],
    [
      'two entries on the same bytes',
      zipBytes([A, { ...A, name: 'w/c', listed: { headerStart: 0 } }]),
      /"w\/c" overlaps another at byte 0/,
    ],
    ['an encrypted entry', zipBytes([{ ...A, listed: { flags: 1 } }]), /encrypted/],
    ['an unknown packing', zipBytes([{ ...A, listed: { method: 14 } }]), /unknown method 14/],
    [
      'an entry past the end',
      zipBytes([{ ...A, listed: { headerStart: 4_000_000_000 } }]),
      /is not at byte 4000000000/,
    ],
    ['two sizes of a stored entry', zipBytes([{ ...A, listed: { sizeBytes: 6 } }]), /two sizes, 5 and 6/],
    [
      'a smaller size than there is',
      zipBytes([{ ...B, listed: { sizeBytes: 349 } }]),
      /does not unpack to the 349 bytes/,
    ],
    [
      'a larger size than there is',
      zipBytes([{ ...B, listed: { sizeBytes: 351 } }]),
      /does not unpack to the 351 bytes/,
    ],
    [
      'a zip64 record that is elsewhere',
      patched(zipBytes([A], { zip64: true }), 'PK\x06\x06', 'PK\x06\x07'),
      /zip64 record/,
    ],
    [
      'a bomb: 80 MB of zeros in 80 KB',
      zipBytes([{ name: 'w/z', content: zeros(80), deflate: true }]),
      /would unpack to 83886080; the limit/,
    ],
    [
      'a bomb that lies about its size',
      zipBytes([{ name: 'w/z', content: zeros(80), deflate: true, listed: { sizeBytes: 99 } }]),
      /unpack to the 99/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => contents(bytes)).toThrow(AppError);
    expect(() => contents(bytes)).toThrow(message);
  });
});
