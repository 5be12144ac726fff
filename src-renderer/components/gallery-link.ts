/** Every number leads to its faces. */
import { type GallerySearch, MOST_CONFIDENT_MISTAKES } from '#shared/contract/predictions.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

/** As the router writes a search: each value as JSON, words as they are. */
export function galleryLink(evaluationId: EvaluationId, search: GallerySearch = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search))
    if (value !== undefined) parameters.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  return `/predictions/${evaluationId}${parameters.size === 0 ? '' : `?${parameters}`}`;
}

export const mistakesLink = (evaluationId: EvaluationId): string => galleryLink(evaluationId, MOST_CONFIDENT_MISTAKES);
