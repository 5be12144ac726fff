/**
 * The zip archives that PyTorch writes: APPNOTE.TXT 6.3 (PKWARE), sections 4.3 and 4.4, with zip64, stored or deflated; no
 * encryption, no parts. An entry is found through the central directory only; entries may not share bytes (the bomb of
 * D. Fifield, 2019, "A better zip bomb"), and what they declare to hold is limited before anything is unpacked.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { invalidFile, MAX_TENSORS, maxUnpackedBytes } from './weights-file.ts';

export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly headerStart: number;
};

export type ZipArchive = {
  readonly file: string;
  readonly bytes: Buffer;
  readonly entries: ReadonlyMap<string, ZipEntry>;
};

const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 };
const CENTRAL_HEADER = { signature: 0x02014b50, bytes: 46 };
const END = { signature: 0x06054b50, bytes: 22 };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const ZIP64_END = { signature: 0x06064b50, bytes: 56 };
const ZIP64_EXTRA = 0x0001;
const MAX_COMMENT_BYTES = 0xffff;
const IN_ZIP64 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/** A storage for each tensor and a few entries of PyTorch's own. */
const MAX_ENTRIES = MAX_TENSORS + 100;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= END.bytes && view(bytes).readUInt32LE(0) === LOCAL_HEADER.signature;

/** Reads the list of entries and checks that they can be what they say. */
export function openZip(file: string, content: Uint8Array): ZipArchive {
  const bytes = view(content);
  const { count, start, end } = findDirectory(file, bytes);
  if (count > MAX_ENTRIES)
    throw invalidFile(file, `the zip archive lists ${count} entries and the limit is ${MAX_ENTRIES}`);
  const entries = new Map<string, ZipEntry>();
  let at = start;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readCentralHeader(file, bytes.subarray(0, end), at);
    if (entries.has(entry.name)) throw invalidFile(file, `the zip archive holds "${entry.name}" twice (byte ${at})`);
    entries.set(entry.name, entry);
    at = next;
  }
  checkSizes(file, [...entries.values()], bytes.length);
  const archive = { file, bytes, entries };
  checkPlaces(archive, start);
  return archive;
}

/** An entry's content: a view of the archive where it is stored, unpacked where it is deflated. */
export function readEntry(archive: ZipArchive, entry: ZipEntry): Uint8Array {
  const { file, bytes } = archive;
  const start = dataStart(archive, entry);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  const content = entry.method === STORED ? packed : inflate(file, { entry, packed, start });
  // 0 where PyTorch was told not to compute it (torch.serialization.set_crc32_options).
  if (entry.crc32 !== 0 && crc32(content) !== entry.crc32)
    throw invalidFile(file, `the checksum of its entry "${entry.name}" (byte ${start}) does not match`);
  return content;
}

function inflate(
  file: string,
  { entry, packed, start }: { entry: ZipEntry; packed: Buffer; start: number },
): Uint8Array {
  const wrong = `its entry "${entry.name}" (byte ${start}) does not unpack to the ${entry.sizeBytes} bytes it announces`;
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(entry.sizeBytes, 1) });
    if (content.length === entry.sizeBytes) return content;
  } catch (cause) {
    throw invalidFile(file, wrong, { cause });
  }
  throw invalidFile(file, wrong);
}

/** The end record is the last thing in the file but for a comment; with zip64 it is preceded by one of 64-bit numbers. */
function findDirectory(file: string, bytes: Buffer): { count: number; start: number; end: number } {
  let at = bytes.length - END.bytes;
  const last = Math.max(0, at - MAX_COMMENT_BYTES);
  while (
    at >= last &&
    !(bytes.readUInt32LE(at) === END.signature && at + END.bytes + bytes.readUInt16LE(at + 20) === bytes.length)
  )
    at--;
  if (at < last) throw invalidFile(file, 'it begins as a zip archive, and the list of entries at its end is missing');
  const locator = at - ZIP64_LOCATOR.bytes;
  const isZip64 = locator >= 0 && bytes.readUInt32LE(locator) === ZIP64_LOCATOR.signature;
  const record = isZip64 ? number64(bytes, locator + 8) : at;
  if (isZip64 && (record > locator - ZIP64_END.bytes || bytes.readUInt32LE(record) !== ZIP64_END.signature))
    throw invalidFile(file, `the zip64 record that byte ${locator} points to is not at byte ${record}`);
  const [count, length, start] = isZip64
    ? [number64(bytes, record + 32), number64(bytes, record + 40), number64(bytes, record + 48)]
    : [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
  if (start + length > record)
    throw invalidFile(
      file,
      `its list of entries (bytes ${start} to ${start + length}) runs into the end record at byte ${record}`,
    );
  return { count, start, end: start + length };
}

function readCentralHeader(file: string, bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  const damaged = (fact: string) => invalidFile(file, `the zip archive's list of entries ${fact} (byte ${at})`);
  if (at + CENTRAL_HEADER.bytes > bytes.length) throw damaged('ends too early');
  if (bytes.readUInt32LE(at) !== CENTRAL_HEADER.signature) throw damaged('is damaged');
  const nameEnd = at + CENTRAL_HEADER.bytes + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const next = extraEnd + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw damaged('ends too early');
  const name = bytes.toString('utf8', at + CENTRAL_HEADER.bytes, nameEnd);
  const method = bytes.readUInt16LE(at + 10);
  if (bytes.readUInt16LE(at + 8) & ENCRYPTED_FLAG) throw damaged(`names "${name}", which is encrypted`);
  if (method !== STORED && method !== DEFLATED)
    throw damaged(`names "${name}", packed by the unknown method ${method}`);
  const wide = zip64Numbers(bytes.subarray(nameEnd, extraEnd));
  const number = (offset: number) => {
    const short = bytes.readUInt32LE(at + offset);
    if (short !== IN_ZIP64) return short;
    const long = wide.shift();
    if (long === undefined) throw damaged(`names "${name}" without its zip64 sizes`);
    return long;
  };
  // The order of the extra field: size, packed size, place.
  const sizeBytes = number(24);
  const packedBytes = number(20);
  const headerStart = number(42);
  return { entry: { name, method, crc32: bytes.readUInt32LE(at + 16), packedBytes, sizeBytes, headerStart }, next };
}

function zip64Numbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64_EXTRA && end <= extra.length) {
      const numbers: number[] = [];
      for (let field = at + 4; field + 8 <= end; field += 8) numbers.push(number64(extra, field));
      return numbers;
    }
    at = end;
  }
  return [];
}

function checkSizes(file: string, entries: readonly ZipEntry[], fileBytes: number): void {
  const limit = maxUnpackedBytes(fileBytes);
  const total = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > limit)
    throw invalidFile(file, `it has ${fileBytes} bytes and would unpack to ${total}; the limit is ${limit}`, {
      hint: 'Such a ratio is no trained network. If it is one all the same, save it again without compression.',
    });
  for (const { name, method, packedBytes, sizeBytes } of entries)
    if (method === STORED && packedBytes !== sizeBytes)
      throw invalidFile(file, `its entry "${name}" is stored and has two sizes, ${packedBytes} and ${sizeBytes} bytes`);
}

function checkPlaces(archive: ZipArchive, directoryStart: number): void {
  const { file, entries } = archive;
  let free = 0;
  for (const entry of [...entries.values()].sort((a, b) => a.headerStart - b.headerStart)) {
    if (entry.headerStart < free)
      throw invalidFile(file, `its entry "${entry.name}" overlaps another at byte ${entry.headerStart}`);
    free = dataStart(archive, entry) + entry.packedBytes;
    if (free > directoryStart)
      throw invalidFile(
        file,
        `its entry "${entry.name}" runs to byte ${free}, into the list of entries at ${directoryStart}`,
      );
  }
}

/** The entry's own header says how far off its content is; its name must be the listed one. */
function dataStart({ file, bytes }: ZipArchive, { name, headerStart }: ZipEntry): number {
  const nameStart = headerStart + LOCAL_HEADER.bytes;
  if (nameStart > bytes.length || bytes.readUInt32LE(headerStart) !== LOCAL_HEADER.signature)
    throw invalidFile(file, `its entry "${name}" is not at byte ${headerStart}`);
  const nameEnd = nameStart + bytes.readUInt16LE(headerStart + 26);
  if (bytes.toString('utf8', nameStart, nameEnd) !== name)
    throw invalidFile(file, `the entry at byte ${headerStart} is not "${name}", as the list of entries says`);
  return nameEnd + bytes.readUInt16LE(headerStart + 28);
}

/** 64-bit numbers past 2^53 lose digits here, and are past every limit anyway. */
const number64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
