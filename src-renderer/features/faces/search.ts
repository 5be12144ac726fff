/** What a link to a face says: the gallery it stands in, and how it is looked at. */
import { defaultStringifySearch } from '@tanstack/react-router';
import { z } from 'zod';
import { CamMethodName, GallerySearch } from '#shared/contract/predictions.ts';
import { COLOUR_SCALES } from '#shared/domain/colour-scales.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** What lies over the face: `H` goes from one to the next. */
export const VIEWS = ['heat', 'image', 'regions'] as const;
export type View = (typeof VIEWS)[number];
export const VIEW_TITLES: Readonly<Record<View, string>> = { heat: 'Heat map', image: 'Image', regions: 'Regions' };

export const FaceSearch = GallerySearch.extend({
  method: optional(CamMethodName),
  layer: optional(z.string()),
  /** The class whose logit is explained; absent = the predicted one. */
  explained: optional(z.union([z.literal(FAKE), z.literal(REAL)])),
  scale: optional(z.enum(COLOUR_SCALES)),
  /** Whose largest value is at the top of the colours; absent = the face's own. */
  top: optional(z.enum(['own', 'shared'])),
  view: optional(z.enum(VIEWS)),
  opacity: optional(z.number().min(0).max(1)),
  cells: optional(z.boolean()),
  landmarks: optional(z.boolean()),
});
export type FaceSearch = z.infer<typeof FaceSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const faceSearch = (search: Record<string, unknown>): FaceSearch => FaceSearch.parse(search);

/** The gallery that the face stands in. */
export function gallerySearchOf({ filter, off, sort, rising, threshold, face }: FaceSearch): GallerySearch {
  return { filter, off, sort, rising, threshold, face };
}

export const faceLink = (evaluationId: EvaluationId, imageId: ImageId, search: FaceSearch): string =>
  `/predictions/${evaluationId}/faces/${imageId}${defaultStringifySearch(search)}`;

export const galleryLink = (evaluationId: EvaluationId, search: GallerySearch): string =>
  `/predictions/${evaluationId}${defaultStringifySearch(search)}`;
