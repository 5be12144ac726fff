/** Every number leads to its faces. */
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { GalleryFilter, GallerySearch } from '#shared/contract/predictions.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { FaceRegion } from '#shared/domain/regions.ts';

export type FacesOf = {
  readonly outcome: Outcome;
  /** Those that have a share of it, the largest first; null = all of the outcome. */
  readonly region: FaceRegion | null;
  /** At which they were called what they were. */
  readonly threshold: number;
};

export function galleryLink(
  { evaluationId, method, layer }: MapSetKey,
  { outcome, region, threshold }: FacesOf,
): string {
  const share = { from: null, below: null };
  const filter: GalleryFilter = {
    outcomes: [outcome],
    ...(region === null ? {} : { region: { region, method, layer, share } }),
  };
  return linkOf(evaluationId, { filter, ...(region === null ? {} : { sort: 'region', rising: false }), threshold });
}

/** One face's page. */
export const faceLink = (evaluationId: EvaluationId, imageId: ImageId): string =>
  `/predictions/${evaluationId}/faces/${imageId}`;

/** As the router writes a search: each value as JSON, words as they are. */
function linkOf(evaluationId: EvaluationId, search: GallerySearch): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search))
    if (value !== undefined) parameters.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  return `/predictions/${evaluationId}?${parameters}`;
}
