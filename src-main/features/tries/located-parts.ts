/** What a detector found in a tried picture, as regions of the face, and how the map's mass falls on them. */
import type { LocatedPicture } from '#main/engine/messages.ts';
import type { TriedParts } from '#shared/contract/tries.ts';
import { pointsOf, type RawMap, type Size, sharesOfFace } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS, type Point, regionPolygon } from '#shared/domain/regions.ts';

export type PartsOptions = {
  readonly map: RawMap | null;
  readonly picture: Size;
  readonly input: Size;
  readonly crop: boolean;
};

/** Of several faces, the largest; of none, nothing is guessed. */
export function partsOf({ faceCount, landmarks }: LocatedPicture, options: PartsOptions): TriedParts {
  if (faceCount === 0 || landmarks === null) return { quality: 'none', landmarks: [], regions: [], shares: null };
  const points = pointsOf(landmarks);
  return {
    quality: faceCount === 1 ? 'found' : 'several',
    landmarks: [...points],
    regions: outlinesOf(points),
    shares: sharesOf(points, options),
  };
}

const outlinesOf = (points: readonly Point[]): TriedParts['regions'] =>
  FACE_REGIONS.flatMap((region) => {
    const outline = regionPolygon(region, points);
    return outline === null ? [] : [{ region, outline: outline.map(({ x, y }) => ({ x, y })) }];
  });

function sharesOf(landmarks: readonly Point[], { map, ...place }: PartsOptions): TriedParts['shares'] {
  if (map === null) return null;
  const { shares, areas } = sharesOfFace({ map, landmarks, ...place });
  if (shares === null) return null;
  return FACE_REGIONS.map((region, index) => ({ region, share: shares[index] ?? 0, area: areas[index] ?? 0 }));
}
