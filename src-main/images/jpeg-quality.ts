/**
 * The quality that a JPEG was written with, read from its quantization table. Source: the Independent JPEG Group's jpeg_set_quality and
 * jpeg_add_quant_table (libjpeg 6b, jcparam.c): each entry of the table of ITU-T T.81 Annex K.1 is scaled by 5000/q below 50, 200 - 2q from there
 * on, and cut to 1..255. Other writers (Photoshop, cameras) have tables of their own: then the nearest quality counts.
 */

/** Annex K.1, luminance, in zigzag order as it stands in a file. */
const LUMINANCE: readonly number[] = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
];

const MARKER = 0xff;
const DEFINE_TABLES = 0xdb;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const ENTRIES = 64;

/** 1..100; null where there is no luminance table before the first scan, or the file is no JPEG. */
export function jpegQuality(bytes: Uint8Array): number | null {
  const table = luminanceTable(bytes);
  if (table === null) return null;
  let best = { quality: 0, distance: Number.POSITIVE_INFINITY };
  for (let quality = 1; quality <= 100; quality++) {
    const distance = table.reduce((sum, value, i) => sum + Math.abs(value - scaled(LUMINANCE[i] ?? 0, quality)), 0);
    if (distance < best.distance) best = { quality, distance };
  }
  return best.quality;
}

function scaled(value: number, quality: number): number {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100)));
}

/** Table 0 of the segments before the first scan. */
function luminanceTable(bytes: Uint8Array): readonly number[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === MARKER; ) {
    const kind = bytes[at + 1] ?? 0;
    if (kind === MARKER) {
      at += 1; // a fill byte
      continue;
    }
    if (kind === START_OF_SCAN || kind === END_OF_IMAGE) return null;
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const table = kind === DEFINE_TABLES ? tableZero(view, { from: at + 4, end }) : null;
    if (table !== null) return table;
    at = end;
  }
  return null;
}

/** A segment holds one table or more: precision and number in one byte, then 64 entries of one byte or two. */
function tableZero(view: DataView, { from, end }: { from: number; end: number }): readonly number[] | null {
  for (let at = from; at < end; ) {
    const [precision, number] = [view.getUint8(at) >> 4, view.getUint8(at) & 15];
    const entryBytes = precision === 0 ? 1 : 2;
    at += 1;
    if (at + ENTRIES * entryBytes > end) return null;
    const entry = (i: number) => (entryBytes === 1 ? view.getUint8(at + i) : view.getUint16(at + 2 * i));
    if (number === 0) return Array.from({ length: ENTRIES }, (_, i) => entry(i));
    at += ENTRIES * entryBytes;
  }
  return null;
}
