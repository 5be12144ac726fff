import { createHash } from 'node:crypto';
import type { ImageCheck } from './messages.ts';
import { decodingError, ImageError, openImage } from './open.ts';

/** Longest time for one image; a 64-megapixel JPEG takes about a second. */
const TIMEOUT_SECONDS = 10;

/** Decodes every pixel of a file, because only that shows what is cut off or damaged; keeps one channel, so 64 MB at most. */
export async function checkImage(file: string): Promise<ImageCheck> {
  try {
    const { image, bytes, format, mtimeMs } = openImage(file);
    const decoded = image
      .extractChannel(0)
      .timeout({ seconds: TIMEOUT_SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { info } = await decoded.catch((error: unknown) => {
      throw decodingError(file, error);
    });
    return {
      kind: 'ok',
      file,
      sha256,
      sizeBytes: bytes.length,
      mtimeMs,
      width: info.width,
      height: info.height,
      format,
    };
  } catch (error) {
    if (error instanceof ImageError) return { kind: 'bad', file, reason: error.reason };
    throw error;
  }
}
