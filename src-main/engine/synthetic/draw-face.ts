/** One synthetic face as a JPEG, with the truth about it. */
import { createRandom } from '#shared/domain/random.ts';
import type { FaultRegion, Point } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { chooseCapture, takePicture } from './capture.ts';
import { CANVAS_PX } from './drawing.ts';
import { chooseFace, type Face, landmarksOf, paintFace } from './face.ts';
import { plantFault } from './faults.ts';

export type FaceKind = 'real' | { readonly region: FaultRegion /** 0..1 */; readonly strength: number };

export type FaceRequest = { readonly seed: number; readonly size: number; readonly kind: FaceKind };

export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Pixels of the picture. */
export type PlantedFault = {
  readonly region: FaultRegion;
  readonly strength: number;
  /** Closed; all that the fault changed lies inside, but for what blur and JPEG blocks spread. */
  readonly polygon: readonly Point[];
  readonly box: Box;
};

export type FaceTruth = {
  /** 68, in the order of iBUG, in pixels of the picture. */
  readonly landmarks: readonly Point[];
  readonly fault: PlantedFault | null;
};

export type DrawnFace = FaceTruth & { readonly jpeg: Buffer };

export const SMALLEST_SIZE_PX = 32;
export const LARGEST_SIZE_PX = 1024;

/** Each has its own stream of random numbers, so that one more draw in a stream leaves the others as they are. */
const STREAMS = { face: 1, capture: 2, fault: 3 };

/**
 * The same seed gives the same person, pose, light, backdrop, camera and grain, whatever `kind` is: a fake differs from the real face of
 * its seed by its fault and by nothing else.
 */
export async function drawFace(request: FaceRequest): Promise<DrawnFace> {
  const { face, truth } = planFace(request);
  const drawing = paintFace(face);
  const capture = chooseCapture(createRandom(request.seed, STREAMS.capture));
  const jpeg = await takePicture((sizePx) => drawing.toSvg(sizePx), capture, request.size);
  return { ...truth, jpeg };
}

/** What `drawFace` would say of the face, without drawing it. */
export const faceTruth = (request: FaceRequest): FaceTruth => planFace(request).truth;

function planFace({ seed, size, kind }: FaceRequest): { readonly face: Face; readonly truth: FaceTruth } {
  if (!Number.isInteger(size) || size < SMALLEST_SIZE_PX || size > LARGEST_SIZE_PX)
    throw new AppError('usage', `A face is ${SMALLEST_SIZE_PX} to ${LARGEST_SIZE_PX} px wide, not ${size}.`);
  const scaled = (points: readonly Point[]) =>
    points.map(({ x, y }) => ({ x: (x * size) / CANVAS_PX, y: (y * size) / CANVAS_PX }));
  const face = chooseFace(seed, STREAMS.face);
  if (kind === 'real') return { face, truth: { landmarks: scaled(landmarksOf(face)), fault: null } };
  const { region, strength } = kind;
  if (!(strength >= 0 && strength <= 1)) throw new AppError('usage', `A fault's strength is 0 to 1, not ${strength}.`);
  const planted = plantFault(face, region, { strength, random: createRandom(seed, STREAMS.fault) });
  const polygon = scaled(planted.polygon);
  return {
    face: planted.face,
    truth: {
      landmarks: scaled(landmarksOf(planted.face)),
      fault: { region, strength, polygon, box: boxAround(polygon, size) },
    },
  };
}

/** Inside the picture. */
function boxAround(points: readonly Point[], size: number): Box {
  const within = (value: number) => Math.min(size, Math.max(0, value));
  const [xs, ys] = [points.map(({ x }) => within(x)), points.map(({ y }) => within(y))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
