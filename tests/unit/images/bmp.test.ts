import { describe, expect, it } from 'vitest';
import { decodeBmp } from '#main/images/bmp.ts';
import { createRandom } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';
import { bmpHeader } from '#tests/unit/images/bad-files.ts';

const LIMIT = 64e6;

type Parts = { width: number; height: number; bits: number; palette?: number[][]; masks?: number[]; rows: number[][] };

/** A bitmap whose rows are given bottom-up without padding; palette entries are [blue, green, red, 0]. */
function bmp({ width, height, bits, palette = [], masks = [], rows }: Parts): Buffer {
  const header = bmpHeader({ width, height, bits });
  const before = header.length + 4 * masks.length + 4 * palette.length;
  header.writeUInt32LE(before, 10);
  header.writeUInt32LE(masks.length > 0 ? 3 : 0, 30);
  header.writeUInt32LE(palette.length, 46);
  const maskBytes = Buffer.from(Uint32Array.from(masks).buffer);
  const padded = rows.map((row) => [...row, ...Array.from({ length: (4 - (row.length % 4)) % 4 }, () => 0)]);
  return Buffer.concat([header, maskBytes, Buffer.from(palette.flat()), Buffer.from(padded.flat())]);
}

const decoded = (parts: Parts) => [...decodeBmp(bmp(parts), LIMIT).pixels];
const BLACK_RED = [
  [0, 0, 0, 0],
  [0, 0, 255, 0],
];

describe('decodeBmp', () => {
  it('reads 24 bits a pixel bottom-up, with rows padded to four bytes', () => {
    const rows = [
      [3, 2, 1],
      [6, 5, 4],
    ];
    expect(decoded({ width: 1, height: 2, bits: 24, rows })).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it('reads rows top-down where the height is negative', () => {
    const rows = [
      [3, 2, 1],
      [6, 5, 4],
    ];
    expect(decoded({ width: 1, height: -2, bits: 24, rows })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('reads 32 bits a pixel and ignores the fourth byte', () => {
    expect(decoded({ width: 1, height: 1, bits: 32, rows: [[3, 2, 1, 0]] })).toEqual([1, 2, 3]);
  });

  it('reads palettes of 1, 4 and 8 bits, odd widths included', () => {
    const red = [255, 0, 0];
    const black = [0, 0, 0];
    const onOffOn = [...red, ...black, ...red];
    expect(decoded({ width: 3, height: 1, bits: 1, palette: BLACK_RED, rows: [[0b1010_0000]] })).toEqual(onOffOn);
    const twoRows = [
      [0x10, 0x10],
      [0x10, 0x10],
    ];
    expect(decoded({ width: 3, height: 2, bits: 4, palette: BLACK_RED, rows: twoRows })).toEqual([
      ...onOffOn,
      ...onOffOn,
    ]);
    expect(decoded({ width: 3, height: 1, bits: 8, palette: BLACK_RED, rows: [[1, 0, 1]] })).toEqual(onOffOn);
  });

  it('reads 16 bits as 5-5-5, or by the masks that the file gives', () => {
    expect(decoded({ width: 1, height: 1, bits: 16, rows: [[0x1f, 0x7c]] })).toEqual([255, 0, 255]);
    const masks = [0xf800, 0x7e0, 0x1f];
    expect(decoded({ width: 1, height: 1, bits: 16, masks, rows: [[0xe0, 0x07]] })).toEqual([0, 255, 0]);
    expect(decoded({ width: 1, height: 1, bits: 32, masks: [0xff, 0xff00, 0xff0000], rows: [[1, 2, 3, 4]] })).toEqual([
      1, 2, 3,
    ]);
    expect(
      decoded({ width: 1, height: 1, bits: 32, masks: [0xff000000, 0xff0000, 0xff00], rows: [[4, 3, 2, 1]] }),
    ).toEqual([1, 2, 3]);
  });

  it('refuses a header that the file does not bear out, before it takes memory for it', () => {
    const refused: readonly [Buffer, RegExp][] = [
      [bmpHeader({ width: 4, height: 4 }).subarray(0, 30), /header of 0 bytes/],
      [bmpHeader({ width: -4, height: 4 }), /-4 x 4/],
      [bmpHeader({ width: 4, height: 0 }), /4 x 0/],
      [bmpHeader({ width: 2 ** 31 - 1, height: -(2 ** 31) }), /exceeds pixel limit/],
      [bmpHeader({ width: 4, height: 4, bits: 7 }), /7 bits/],
      [bmpHeader({ width: 7_000, height: 7_000 }), /asks for/],
      [bmp({ width: 1, height: 1, bits: 8, palette: BLACK_RED, rows: [[2]] }), /colour 2 of a palette of 2/],
      [bmp({ width: 1, height: 1, bits: 16, masks: [0xf00f, 0x7e0, 0x1f], rows: [[0, 0]] }), /mask f00f/],
    ];
    for (const [bytes, reason] of refused) expect(() => decodeBmp(bytes, LIMIT)).toThrow(reason);
  });

  it('answers 2,000 files with changed bytes by pixels or by an AppError, and by nothing else', () => {
    const random = createRandom(7);
    const whole = bmp({ width: 3, height: 2, bits: 4, palette: BLACK_RED, rows: [[0x10, 0x10], [0x10, 0x10]] }); // biome-ignore format: one line
    for (let i = 0; i < 2_000; i++) {
      const bytes = Buffer.from(whole);
      for (let n = 0; n < 3; n++) bytes[14 + random.integer(bytes.length - 14)] = random.integer(256);
      try {
        expect(decodeBmp(bytes, 1e4).pixels.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }
  });
});
