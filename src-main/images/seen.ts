import type { TaskOf } from './messages.ts';
import { decodingError } from './open.ts';
import { openKnown, TIMEOUT } from './open-known.ts';
import { scaledTo, within } from './overlay.ts';

const QUALITY = 88;

/**
 * A face in the geometry of a network's input (`engine/data/decode.ts`): squeezed to its shape, or the middle cut out. In more detail than the network
 * gets, where the picture has it. @throws ImageError
 */
export async function drawSeen({
  file,
  sha256,
  sizePx,
  input,
  crop,
  format,
}: TaskOf<'seen'>): Promise<Uint8Array<ArrayBuffer>> {
  const sized = openKnown({ file, sha256 })
    .image.resize(
      input === null
        ? { ...within(sizePx), fit: 'inside' }
        : { ...scaledTo(input, sizePx), fit: crop ? 'cover' : 'fill' },
    )
    .timeout(TIMEOUT);
  const drawn = format === 'png' ? sized.png() : sized.webp({ quality: QUALITY, effort: 2 });
  const bytes = await drawn.toBuffer().catch((error: unknown) => {
    throw decodingError(file, error);
  });
  return new Uint8Array(bytes);
}
