/** What a detector found in a tried picture, as regions of the face. */
import type { LocatedPicture } from '#main/engine/messages.ts';
import type { TriedParts } from '#shared/contract/tries.ts';
import { FACE_REGIONS, type Point, regionPolygon } from '#shared/domain/regions.ts';

/** Without shares: those need the map. */
export function partsOf({ faceCount, landmarks }: LocatedPicture): TriedParts {
  const points = landmarks === null ? [] : pointsOf(landmarks);
  const quality = faceCount === 0 || landmarks === null ? 'none' : faceCount === 1 ? 'found' : 'several';
  return {
    quality,
    landmarks: points,
    regions: points.length === 0 ? [] : outlinesOf(points),
    shares: null,
  };
}

const outlinesOf = (points: Point[]): TriedParts['regions'] =>
  FACE_REGIONS.flatMap((region) => {
    const outline = regionPolygon(region, points);
    return outline === null ? [] : [{ region, outline: outline.map(({ x, y }) => ({ x, y })) }];
  });

const pointsOf = (flat: Float32Array): Point[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i] ?? 0, y: flat[2 * i + 1] ?? 0 }));
