import type { TaskOf } from './messages.ts';
import { decodingError } from './open.ts';
import { openKnown, TIMEOUT } from './open-known.ts';

/** Of libwebp: 0 is fastest, 6 smallest. At 2 a thumbnail takes half the time of the default and 3 % more bytes. */
const EFFORT = 2;
const QUALITY = 82;

/** WebP of at most `sizePx` in the longer side, upright, never enlarged. @throws ImageError */
export async function makeThumbnail({ file, sha256, sizePx }: TaskOf<'thumbnail'>): Promise<Uint8Array<ArrayBuffer>> {
  const webp = await openKnown({ file, sha256 })
    .image.resize({ width: sizePx, height: sizePx, fit: 'inside', withoutEnlargement: true })
    .timeout(TIMEOUT)
    .webp({ quality: QUALITY, effort: EFFORT })
    .toBuffer()
    .catch((error: unknown) => {
      throw decodingError(file, error);
    });
  return new Uint8Array(webp); // sharp types its memory as possibly shared
}
