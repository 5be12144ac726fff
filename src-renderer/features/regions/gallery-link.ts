/** Every number leads to its faces. */
import { galleryLink } from '#renderer/components/gallery-link.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { GalleryFilter } from '#shared/contract/predictions.ts';
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

export function facesLink({ evaluationId, method, layer }: MapSetKey, { outcome, region, threshold }: FacesOf): string {
  const share = { from: null, below: null };
  const filter: GalleryFilter = {
    outcomes: [outcome],
    ...(region === null ? {} : { region: { region, method, layer, share } }),
  };
  return galleryLink(evaluationId, {
    filter,
    ...(region === null ? {} : { sort: 'region', rising: false }),
    threshold,
  });
}

/** One face's page. */
export const faceLink = (evaluationId: EvaluationId, imageId: ImageId): string =>
  `/predictions/${evaluationId}/faces/${imageId}`;
