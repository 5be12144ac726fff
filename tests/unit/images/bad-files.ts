/** Files of every kind that is no usable image, made on the spot. */
import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export type BadFile = { readonly file: string; readonly reason: RegExp };

/** A picture that compresses badly, so that cutting a piece off takes pixels away. */
export function noise(width: number, height: number): Sharp {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 3) * 104729) % 251);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export async function makeBadFiles(folder: string): Promise<readonly BadFile[]> {
  const at = (name: string) => join(folder, name);
  const write = (name: string, bytes: Uint8Array | string, reason: RegExp): BadFile => {
    writeFileSync(at(name), bytes);
    return { file: at(name), reason };
  };
  const jpeg = await noise(64, 64).jpeg().toBuffer();
  const png = await noise(64, 64).png().toBuffer();
  const webp = await noise(64, 64).webp({ lossless: true }).toBuffer();
  const flipped = Buffer.from(png);
  flipped.fill(0x55, png.length >> 1, (png.length >> 1) + 40);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

  mkdirSync(at('folder.png'));
  symlinkSync(at('loop-b.png'), at('loop-a.png'));
  symlinkSync(at('loop-a.png'), at('loop-b.png'));
  symlinkSync('/dev/zero', at('link-to-zero.png'));
  execFileSync('mkfifo', [at('pipe.png')]);
  const large = openSync(at('large.jpg'), 'w');
  ftruncateSync(large, 64 * 2 ** 20 + 1); // sparse: takes no room
  closeSync(large);

  return [
    { file: at('missing.jpg'), reason: /does not exist/ },
    { file: join(at('missing.jpg'), 'below.jpg'), reason: /does not exist/ },
    { file: at('nul\0.jpg'), reason: /no possible path/ },
    { file: at(`${'x'.repeat(300)}.jpg`), reason: /too long/ },
    { file: at('folder.png'), reason: /is a folder/ },
    { file: at('loop-a.png'), reason: /leads back to itself/ },
    { file: at('link-to-zero.png'), reason: /is a device/ },
    { file: '/dev/zero', reason: /is a device/ },
    { file: at('pipe.png'), reason: /named pipe/ },
    { file: at('large.jpg'), reason: /67,108,865 bytes/ },
    write('empty.jpg', '', /is empty/),
    write('text.jpg', 'hello', /is not JPEG, PNG, WebP or BMP \(its first bytes are 68 65 6c 6c\)/),
    write('svg.png', svg, /SVG/),
    write('gif.png', gif, /GIF/),
    write('truncated.jpg', jpeg.subarray(0, jpeg.length >> 1), /damaged/),
    write('truncated.png', png.subarray(0, png.length >> 1), /damaged/),
    write('truncated.webp', webp.subarray(0, webp.length >> 1), /damaged/),
    write('truncated.bmp', bmpHeader({ width: 64, height: 64 }), /header asks for 12342/),
    write('flipped.png', flipped, /damaged/),
    write('header-only.jpg', jpeg.subarray(0, 20), /damaged/),
    write('magic-only.png', png.subarray(0, 8), /damaged/),
    write('huge.png', hugePng(16_000, 16_000), /more than 64 million pixels/),
    write('huge.bmp', bmpHeader({ width: 16_000, height: 16_000 }), /more than 64 million pixels/),
  ];
}

/** The 54 bytes of a 24-bit bitmap's headers, with no pixels after them. */
export function bmpHeader({ width, height, bits = 24 }: { width: number; height: number; bits?: number }): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  return header;
}

/** A correct PNG, all black, of 256 megapixels in some hundred kilobytes. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([1, 0, 0, 0, 0], 8); // 1 bit, grey
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
