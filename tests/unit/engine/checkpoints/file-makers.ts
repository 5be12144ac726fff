/** Makes files byte by byte, right and wrong ones: safetensors, zip archives, pickles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { AppError } from '#shared/errors.ts';

export const FIXTURES = join(import.meta.dirname, 'fixtures');

/** A folder for the tests of one file, removed after them. */
export function temporaryFolder(): { path: string; write: (name: string, content: Uint8Array | string) => string } {
  const path = mkdtempSync(join(tmpdir(), 'facet-checkpoints-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const write = (name: string, content: Uint8Array | string) => {
    const file = join(path, name);
    writeFileSync(file, content);
    return file;
  };
  return { path, write };
}

/** What a promise fails with; anything but an AppError is a fault of the test or a crash. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => new Error('It succeeded.'),
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw outcome;
}

export function safetensorsBytes(header: string | Uint8Array, dataBytes = 0): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}

export type ZipPart = {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
  /** Overrides what the list of entries says. */
  readonly listed?: {
    name?: string;
    sizeBytes?: number;
    crc32?: number;
    flags?: number;
    method?: number;
    headerStart?: number;
  };
};

/** APPNOTE.TXT 4.3.6. With `zip64`, all numbers of the list stand in extra fields and a zip64 end record. */
export function zipBytes(parts: readonly ZipPart[], { zip64 = false, comment = '' } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, deflate = false, listed = {} } of parts) {
    const packed = deflate ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(deflate ? 8 : 0, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    locals.push(local, Buffer.from(name), packed);

    const listedName = listed.name ?? name;
    const sizeBytes = listed.sizeBytes ?? content.length;
    const start = listed.headerStart ?? at;
    const extra = zip64 ? zip64Extra([sizeBytes, packed.length, start]) : Buffer.alloc(0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(listed.flags ?? 0, 8);
    entry.writeUInt16LE(listed.method ?? (deflate ? 8 : 0), 10);
    entry.writeUInt32LE(listed.crc32 ?? crc32(content), 16);
    entry.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 20);
    entry.writeUInt32LE(zip64 ? 0xffffffff : sizeBytes, 24);
    entry.writeUInt16LE(Buffer.byteLength(listedName), 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(zip64 ? 0xffffffff : start, 42);
    central.push(entry, Buffer.from(listedName), extra);
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const list = Buffer.concat(central);
  return Buffer.concat([
    ...locals,
    list,
    endRecords({ count: parts.length, listBytes: list.length, at, zip64, comment }),
  ]);
}

function endRecords({
  count,
  listBytes,
  at,
  zip64,
  comment,
}: {
  count: number;
  listBytes: number;
  at: number;
  zip64: boolean;
  comment: string;
}) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : listBytes, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  if (!zip64) return Buffer.concat([end, Buffer.from(comment)]);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(listBytes), 40);
  record.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + listBytes), 8);
  return Buffer.concat([record, locator, end, Buffer.from(comment)]);
}

function zip64Extra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  for (const [i, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + 8 * i);
  return extra;
}

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes.toString('latin1');
};
const text = (value: string) => `X${uint32(Buffer.byteLength(value))}${Buffer.from(value).toString('latin1')}`;
const number = (value: number) => `J${uint32(value)}`;
const global = (path: string) => `c${path.slice(0, path.lastIndexOf('.'))}\n${path.slice(path.lastIndexOf('.') + 1)}\n`;
const tuple = (...items: readonly string[]) => `(${items.join('')}t`;
const dict = (...items: readonly string[]) => `}(${items.join('')}u`;
const call = (path: string, ...args: readonly string[]) => `${global(path)}${tuple(...args)}R`;
const storage = ({ type = global('torch.FloatStorage'), key = text('0'), count = number(4) } = {}) =>
  `${tuple(text('storage'), type, key, text('cpu'), count)}Q`;

function tensor({ from = storage(), offset = 0, shape = [4], strides = [1] } = {}): string {
  const [sizes, steps] = [shape, strides].map((list) => tuple(...list.map(number)));
  return call('torch._utils._rebuild_tensor_v2', from, number(offset), sizes ?? '', steps ?? '', '\x89', 'N');
}

/** Operations of pickle's as text, a character a byte; `file` makes a pickle of protocol 2 of them. */
export const pickle = {
  text,
  number,
  global,
  tuple,
  dict,
  call,
  storage,
  tensor,
  file: (operations: string) => Buffer.from(`\x80\x02${operations}.`, 'latin1'),
};

const FOUR_FLOATS = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer);

/** A file as torch.save makes it since 1.6, with one storage "0" of four floats. */
export const torchZip = (content: Uint8Array): Buffer =>
  zipBytes([
    { name: 'w/data.pkl', content },
    { name: 'w/byteorder', content: Buffer.from('little') },
    { name: 'w/data/0', content: FOUR_FLOATS },
  ]);

/** The same in the format before it; without the storage where the content does not speak of one. */
export function torchLegacy(content: Buffer): Buffer {
  const magic = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
  const facts = pickle.file(pickle.dict(pickle.text('little_endian'), '\x88'));
  const head = [magic, pickle.file('M\xe9\x03'), facts, content];
  if (!content.includes('Storage')) return Buffer.concat([...head, pickle.file(']')]);
  const count = Buffer.alloc(8);
  count.writeBigUInt64LE(4n);
  return Buffer.concat([...head, pickle.file(`](${pickle.text('0')}e`), count, FOUR_FLOATS]);
}
