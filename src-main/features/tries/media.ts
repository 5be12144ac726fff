/** `/media/tries/<try>/<index>/seen?size=` and `/media/tries/<try>/<index>/map?size=&scale=&max=`: two pictures of one shape. */
import { z } from 'zod';
import type { ImagesClient } from '#main/images/client.ts';
import type { MediaSource } from '#main/media/handler.ts';
import { Maximum, parameter, segments, sizeOf, whole } from '#main/media/parameters.ts';
import { TryId } from '#shared/contract/tries.ts';
import { COLOUR_SCALES, DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { AppError } from '#shared/errors.ts';
import type { TryShelf } from './tries.ts';

const Key = z.tuple([TryId, whole, z.enum(['seen', 'map'])]);
const Scale = z.enum(COLOUR_SCALES).default(DEFAULT_COLOUR_SCALE);

export type TryMediaDependencies = {
  readonly shelf: TryShelf;
  readonly images: Pick<ImagesClient, 'heatmap' | 'seen'>;
};

export function createTryMedia({ shelf, images }: TryMediaDependencies): MediaSource {
  return async (request) => {
    const [id, index, kind] = segments(request, Key);
    const { facts, pictures } = shelf.get(id);
    const picture = pictures.get(index);
    if (picture === undefined) throw new AppError('not_found', `There is no picture ${index} of these images.`);
    const { file, sha256, map } = picture;
    const common = { file, sizePx: sizeOf(request), signal: request.signal };
    if (kind === 'seen') {
      const { input, crop } = facts;
      const bytes = await images.seen({ ...common, sha256, input, crop, format: 'webp' });
      return { bytes, type: 'image/webp', isImmutable: true };
    }
    if (map === null) throw new AppError('not_found', 'Its heat map is not there yet.');
    const max = parameter(request, 'max', Maximum) ?? map.values.reduce((most, value) => Math.max(most, value), 0);
    const bytes = await images.heatmap({
      ...{ ...common, ...map, max, aspect: facts.input },
      scale: parameter(request, 'scale', Scale),
    });
    return { bytes, type: 'image/webp', isImmutable: true };
  };
}
