/**
 * The one place that opens an image file that somebody else made. Regular files of at most 64 MB; JPEG, PNG, WebP and BMP by their first
 * bytes, whatever the name says; at most 64 million pixels. Everything else is refused before a decoder sees it, and nothing waits:
 * a named pipe, a device or a loop of links is an answer like any other.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { decodeBmp } from './bmp.ts';
import type { ImageFormat } from './messages.ts';

export const MAX_IMAGE_BYTES = 64 * 2 ** 20;
/** 8000 x 8000. Decoded to RGB that is 192 MB; sharp's own limit, 268 million, lets a 770 kB file take 800 MB. */
export const MAX_IMAGE_PIXELS = 64e6;

// One image is one task of libuv: many run at once, so libvips needs no threads of its own. No image is decoded twice in a row: no cache.
sharp.concurrency(1);
sharp.cache(false);

/** An image that cannot be used. `reason` continues the file's name: "is empty". */
export class ImageError extends AppError {
  readonly reason: string;

  constructor(
    file: string,
    reason: string,
    { code = 'file_invalid', cause }: { code?: ErrorCode; cause?: unknown } = {},
  ) {
    super(code, `"${file}" ${reason}.`, cause === undefined ? {} : { cause });
    this.reason = reason;
  }
}

export type OpenedImage = {
  /** Decodes to [height, width, 3] uint8 RGB, upright; further operations and an output may be added. Its errors go to `decodingError`. */
  readonly image: Sharp;
  readonly format: ImageFormat;
  /** The file as it is. */
  readonly bytes: Uint8Array;
  readonly mtimeMs: number;
};

/**
 * Opens a file; the decoding starts when an output is asked of `image`. Reads at once instead of through promises, so that a caller can hand
 * the whole decode to libuv's threads before something else blocks the event loop (a training step does, for seconds).
 *
 * What the pixels mean: EXIF's orientation is applied. Transparent parts are laid on black: a fully transparent pixel nearly always is stored as
 * black, which is what PIL's `convert('RGB')` leaves there. Colour profiles are not applied, samples count as sRGB, as with PIL and
 * torchvision, so that the numbers agree with PyTorch's. 16 bits a channel become 8. Of an animation the first picture counts.
 * @throws ImageError
 */
export function openImage(file: string): OpenedImage {
  const { bytes, mtimeMs } = readRegularFile(file);
  const format = sniff(file, bytes);
  return { image: upright(file, bytes, format), format, bytes, mtimeMs };
}

/** What sharp says about a file, in our words. To be used with the promise that a sharp pipeline returns. */
export function decodingError(file: string, cause: unknown): ImageError {
  const message = (cause instanceof Error ? cause.message : String(cause))
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/\.$/, '');
  if (message.includes('exceeds pixel limit'))
    return new ImageError(file, `has more than ${MAX_IMAGE_PIXELS / 1e6} million pixels`, { cause });
  if (message.startsWith('timeout')) return new ImageError(file, `takes too long to decode (${message})`, { cause });
  return new ImageError(file, `is damaged (${message})`, { cause });
}

function upright(file: string, bytes: Buffer, format: ImageFormat): Sharp {
  if (format !== 'bmp')
    return sharp(bytes, {
      limitInputPixels: MAX_IMAGE_PIXELS,
      limitInputChannels: 5,
      failOn: 'error',
      pages: 1,
      ignoreIcc: true,
      autoOrient: true,
    })
      .flatten({ background: '#000000' })
      .toColourspace('srgb');
  try {
    const { pixels, width, height } = decodeBmp(bytes, MAX_IMAGE_PIXELS);
    return sharp(pixels, { raw: { width, height, channels: 3 } });
  } catch (error) {
    throw decodingError(file, error);
  }
}

function readRegularFile(file: string): { bytes: Buffer; mtimeMs: number } {
  const real = attempt(file, () => realpathSync.native(file));
  assertUsableFile(
    file,
    attempt(file, () => lstatSync(real)),
  );
  // The file may have been exchanged since: the flags and the second look see to it that it is still neither a link nor something that waits.
  const descriptor = attempt(file, () =>
    openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
  );
  try {
    const stat = fstatSync(descriptor);
    assertUsableFile(file, stat);
    const bytes = Buffer.allocUnsafeSlow(stat.size);
    let filled = 0;
    while (filled < bytes.length) {
      const read = attempt(file, () => readSync(descriptor, bytes, filled, bytes.length - filled, filled));
      if (read === 0) throw new ImageError(file, 'became shorter while it was read');
      filled += read;
    }
    return { bytes, mtimeMs: stat.mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

function assertUsableFile(file: string, stat: Stats): void {
  const kind = stat.isDirectory()
    ? 'a folder'
    : stat.isFIFO()
      ? 'a named pipe'
      : stat.isSocket()
        ? 'a socket'
        : stat.isFile()
          ? null
          : 'a device';
  if (kind !== null) throw new ImageError(file, `is ${kind}, not an image file`);
  if (stat.size === 0) throw new ImageError(file, 'is empty');
  if (stat.size > MAX_IMAGE_BYTES)
    throw new ImageError(
      file,
      `has ${stat.size.toLocaleString('en-US')} bytes, and at most ${MAX_IMAGE_BYTES.toLocaleString('en-US')} are read`,
    );
}

/** Node's errors by their code; a path with a NUL is one of them. */
function attempt<T>(file: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ImageError(file, 'does not exist', { code: 'file_not_found', cause });
    throw new ImageError(file, FILE_ERRORS[code] ?? `cannot be read (${code || String(cause)})`, { cause });
  }
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read (permission denied)',
  EPERM: 'may not be read (permission denied)',
  ELOOP: 'is a link that leads back to itself',
  ENAMETOOLONG: 'is too long a path',
  ERR_INVALID_ARG_VALUE: 'is no possible path',
};

function sniff(file: string, bytes: Buffer): ImageFormat {
  const hex = bytes.toString('hex', 0, 12);
  if (hex.startsWith('ffd8ff')) return 'jpeg';
  if (hex.startsWith('89504e470d0a1a0a')) return 'png';
  if (/^52494646.{8}57454250$/.test(hex)) return 'webp';
  if (hex.startsWith('424d')) return 'bmp';
  const text = bytes.toString('latin1', 0, 256).trimStart().toLowerCase();
  const guess = text.startsWith('<') ? 'SVG, HTML or XML' : text.startsWith('gif8') ? 'GIF' : null;
  const start = guess ?? `its first bytes are ${hex.slice(0, 8).replaceAll(/..(?=.)/g, '$& ')}`;
  throw new ImageError(file, `is not JPEG, PNG, WebP or BMP (${start})`);
}
