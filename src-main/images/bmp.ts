/**
 * Windows bitmaps without compression, which libvips does not read. Source: Microsoft, "BITMAPINFOHEADER" and "BITMAPV5HEADER" structures.
 * Own code instead of bmp-ts 1.0.9: that one allocates what the header asks for before looking at the file's length, stops after one row of
 * a 4-bit image of odd width, and writes run-length-coded pixels to the wrong places. Run-length coding is refused here: nobody keeps faces in it.
 */
import { AppError } from '#shared/errors.ts';

export type RgbImage = {
  readonly width: number;
  readonly height: number /** [height, width, 3] uint8. */;
  readonly pixels: Uint8Array;
};

const FILE_HEADER_BYTES = 14;
const HEADER_BYTES: readonly number[] = [40, 52, 56, 108, 124];
const BITS: readonly number[] = [1, 4, 8, 16, 24, 32];
const BI_RGB = 0;
const BI_BITFIELDS = 3;

/** Decodes 1, 4, 8 (palette), 16, 24 and 32 bits a pixel, bottom-up or top-down. An alpha channel is ignored: most writers leave it unset. @throws file_invalid */
export function decodeBmp(bytes: Buffer, maxPixels: number): RgbImage {
  const header = readHeader(bytes, maxPixels);
  const { width, height, bits, isTopDown, pixelOffset, strideBytes } = header;
  const pixels = new Uint8Array(width * height * 3);
  const decodeRow = rowDecoder(bytes, header);
  for (let y = 0; y < height; y++) {
    const row = isTopDown ? y : height - 1 - y;
    const start = pixelOffset + y * strideBytes;
    decodeRow(
      bytes.subarray(start, start + Math.ceil((width * bits) / 8)),
      pixels.subarray(row * width * 3, (row + 1) * width * 3),
    );
  }
  return { width, height, pixels };
}

type Header = {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly isTopDown: boolean;
  readonly usesMasks: boolean;
  readonly paletteOffset: number;
  readonly paletteColours: number;
  readonly pixelOffset: number;
  readonly strideBytes: number;
};

const refuse = (reason: string): never => {
  throw new AppError('file_invalid', reason);
};

function readHeader(bytes: Buffer, maxPixels: number): Header {
  const headerBytes = bytes.length < FILE_HEADER_BYTES + 40 ? 0 : bytes.readUInt32LE(14);
  if (!HEADER_BYTES.includes(headerBytes) || bytes.length < FILE_HEADER_BYTES + headerBytes)
    return refuse(
      `BMP header of ${headerBytes} bytes in a file of ${bytes.length}; expected one of ${HEADER_BYTES.join(', ')}`,
    );
  const pixelOffset = bytes.readUInt32LE(10);
  const width = bytes.readInt32LE(18);
  const signedHeight = bytes.readInt32LE(22);
  const planes = bytes.readUInt16LE(26);
  const bits = bytes.readUInt16LE(28);
  const compression = bytes.readUInt32LE(30);
  const colours = bytes.readUInt32LE(46);

  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0 || planes !== 1)
    return refuse(`BMP of ${width} x ${height} pixels in ${planes} planes`);
  if (width * height > maxPixels) return refuse(`BMP of ${width} x ${height} pixels exceeds pixel limit`);
  if (!BITS.includes(bits)) return refuse(`BMP with ${bits} bits a pixel; expected one of ${BITS.join(', ')}`);
  const usesMasks = compression === BI_BITFIELDS && (bits === 16 || bits === 32);
  if (compression !== BI_RGB && !usesMasks)
    return refuse(`BMP with compression ${compression} at ${bits} bits a pixel; expected none`);

  const paletteOffset = FILE_HEADER_BYTES + headerBytes + (usesMasks && headerBytes === 40 ? 12 : 0);
  const paletteColours = bits > 8 ? 0 : colours || 2 ** bits;
  if (paletteColours > 2 ** bits)
    return refuse(`BMP with a palette of ${paletteColours} colours at ${bits} bits a pixel`);
  const strideBytes = Math.ceil((width * bits) / 32) * 4;
  const needed = pixelOffset + strideBytes * (height - 1) + Math.ceil((width * bits) / 8);
  if (pixelOffset < paletteOffset + 4 * paletteColours)
    return refuse(`BMP whose pixels begin at byte ${pixelOffset}, inside its header`);
  if (needed > bytes.length) return refuse(`BMP of ${bytes.length} bytes; its header asks for ${needed}`);
  const isTopDown = signedHeight < 0;
  return { width, height, bits, isTopDown, usesMasks, paletteOffset, paletteColours, pixelOffset, strideBytes };
}

type RowDecoder = (row: Buffer, rgb: Uint8Array) => void;

function rowDecoder(bytes: Buffer, header: Header): RowDecoder {
  const { bits, usesMasks } = header;
  if (bits <= 8) return paletteDecoder(bytes, header);
  if (bits === 24 || (bits === 32 && !usesMasks)) return bgrDecoder(bits / 8);
  // Without masks of its own, 16 bits a pixel mean 5-5-5.
  const masks = usesMasks ? [54, 58, 62].map((offset) => bytes.readUInt32LE(offset)) : [0x7c00, 0x3e0, 0x1f];
  return maskDecoder(bits, masks.map(channelOf));
}

function bgrDecoder(pixelBytes: number): RowDecoder {
  return (row, rgb) => {
    for (let to = 0, from = 0; to < rgb.length; to += 3, from += pixelBytes) {
      rgb[to] = row[from + 2] ?? 0;
      rgb[to + 1] = row[from + 1] ?? 0;
      rgb[to + 2] = row[from] ?? 0;
    }
  };
}

function paletteDecoder(bytes: Buffer, { bits, paletteOffset, paletteColours }: Header): RowDecoder {
  const pixelsPerByte = 8 / bits;
  const highest = 2 ** bits - 1;
  return (row, rgb) => {
    for (let x = 0; x * 3 < rgb.length; x++) {
      const shift = 8 - bits * ((x % pixelsPerByte) + 1);
      const index = ((row[Math.floor(x / pixelsPerByte)] ?? 0) >> shift) & highest;
      if (index >= paletteColours) refuse(`BMP with colour ${index} of a palette of ${paletteColours}`);
      const colour = paletteOffset + 4 * index;
      rgb[3 * x] = bytes[colour + 2] ?? 0;
      rgb[3 * x + 1] = bytes[colour + 1] ?? 0;
      rgb[3 * x + 2] = bytes[colour] ?? 0;
    }
  };
}

type Channel = { readonly shift: number; readonly highest: number };

function channelOf(mask: number): Channel {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  const highest = mask >>> shift;
  if (mask === 0 || (highest & (highest + 1)) !== 0)
    refuse(`BMP with the channel mask ${mask.toString(16)}; expected adjacent bits`);
  return { shift, highest };
}

function maskDecoder(bits: number, channels: readonly Channel[]): RowDecoder {
  return (row, rgb) => {
    for (let x = 0; x * 3 < rgb.length; x++) {
      const pixel = bits === 16 ? row.readUInt16LE(2 * x) : row.readUInt32LE(4 * x);
      for (const [c, { shift, highest }] of channels.entries())
        rgb[3 * x + c] = Math.round((255 * ((pixel >>> shift) & highest)) / highest);
    }
  };
}
