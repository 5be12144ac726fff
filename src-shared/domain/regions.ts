/**
 * Regions of a face, and the 68 landmarks that bound them. Landmarks: C. Sagonas et al., "300 Faces in-the-Wild Challenge", 2013 (iBUG),
 * counted from 0 here. Left and right are the image's, as whoever looks at it sees them: `left-eye` is landmarks 36..41, the subject's
 * right eye. face-api names them the same way.
 */

/** In pixels from the image's top left corner; not a whole number as a rule. */
export type Point = { readonly x: number; readonly y: number };

export const LANDMARK_COUNT = 68;

/** First and last landmark of each line that the convention knows. */
export const LANDMARKS = {
  jaw: [0, 16],
  leftBrow: [17, 21],
  rightBrow: [22, 26],
  noseBridge: [27, 30],
  noseBase: [31, 35],
  leftEye: [36, 41],
  rightEye: [42, 47],
  outerLips: [48, 59],
  innerLips: [60, 67],
} as const satisfies Record<string, readonly [number, number]>;

export const FACE_REGIONS = [
  'left-eye',
  'right-eye',
  'left-brow',
  'right-brow',
  'nose',
  'mouth',
  'left-cheek',
  'right-cheek',
  'forehead',
  'chin',
  'jaw-line',
  'hair-background',
] as const;
export type FaceRegion = (typeof FACE_REGIONS)[number];

export const FACE_REGION_TITLES: Readonly<Record<FaceRegion, string>> = {
  'left-eye': 'Left eye',
  'right-eye': 'Right eye',
  'left-brow': 'Left brow',
  'right-brow': 'Right brow',
  nose: 'Nose',
  mouth: 'Mouth',
  'left-cheek': 'Left cheek',
  'right-cheek': 'Right cheek',
  forehead: 'Forehead',
  chin: 'Chin',
  'jaw-line': 'Jaw line',
  'hair-background': 'Hair and background',
};

/** Where a synthetic fake can have its one fault. */
export const FAULT_REGIONS = ['eyes', 'nose', 'mouth', 'brows', 'jaw', 'skin'] as const;
export type FaultRegion = (typeof FAULT_REGIONS)[number];

export const FAULT_REGION_TITLES: Readonly<Record<FaultRegion, string>> = {
  eyes: 'Eyes',
  nose: 'Nose',
  mouth: 'Mouth',
  brows: 'Brows',
  jaw: 'Jaw line',
  skin: 'Skin texture',
};

/** The regions of a face in which a fault of that name may lie. */
export const REGIONS_OF_FAULT: Readonly<Record<FaultRegion, readonly FaceRegion[]>> = {
  eyes: ['left-eye', 'right-eye'],
  nose: ['nose'],
  mouth: ['mouth'],
  brows: ['left-brow', 'right-brow'],
  jaw: ['jaw-line'],
  skin: ['left-cheek', 'right-cheek', 'forehead', 'chin'],
};

/** Of the distance between the eyes, to either side of the brows' landmarks. */
const BROW_HALF_HEIGHT = 0.08;

type Corner = number | { readonly landmark: number; readonly lift: number };
type Outline = { readonly corners: readonly Corner[]; readonly grow: number };

const lifted = (landmark: number, lift: number): Corner => ({ landmark, lift });
const band = (line: readonly number[]): readonly Corner[] => [
  ...line.map((landmark) => lifted(landmark, BROW_HALF_HEIGHT)),
  ...line.map((landmark) => lifted(landmark, -BROW_HALF_HEIGHT)).reverse(),
];

/**
 * The outline of each region but the jaw line, which is a band along its landmarks: landmarks in order, and how far the outline then moves outwards from its middle, in shares of the
 * distance between the eyes. A landmark marks a line inside what it names (the edge of a lid, the middle of a brow); lids, lashes and the
 * brow's hair lie around it. `lift` moves a landmark away from the mouth, along the face's axis: no landmark lies above the brows.
 * Where regions overlap, the one that comes first in FACE_REGIONS has the pixel. Hair and background is what is left.
 */
const OUTLINES: Readonly<Record<Exclude<FaceRegion, 'jaw-line' | 'hair-background'>, Outline>> = {
  'left-eye': { corners: [36, 37, 38, 39, 40, 41], grow: 0.1 },
  'right-eye': { corners: [42, 43, 44, 45, 46, 47], grow: 0.1 },
  'left-brow': { corners: band([17, 18, 19, 20, 21]), grow: 0.04 },
  'right-brow': { corners: band([22, 23, 24, 25, 26]), grow: 0.04 },
  nose: { corners: [27, 35, 34, 33, 32, 31], grow: 0.1 },
  mouth: { corners: [48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59], grow: 0.12 },
  'left-cheek': { corners: [0, 41, 39, 31, 48, 5, 4, 3, 2, 1], grow: -0.06 },
  'right-cheek': { corners: [16, 46, 42, 35, 54, 11, 12, 13, 14, 15], grow: -0.06 },
  forehead: {
    corners: [17, lifted(17, 0.5), lifted(19, 0.7), lifted(24, 0.7), lifted(26, 0.5), 26, 24, 22, 21, 19],
    grow: 0,
  },
  chin: { corners: [48, 59, 57, 55, 54, 10, 9, 8, 7, 6], grow: -0.03 },
};

/** Of the distance between the eyes, to either side of the jaw's landmarks. */
const JAW_HALF_WIDTH = 0.16;

/**
 * The region's outline as a closed polygon, in the landmarks' own pixels; null for hair and background, which has none.
 * @param landmarks 68, in the order of iBUG
 */
export function regionPolygon(region: FaceRegion, landmarks: readonly Point[]): readonly Point[] | null {
  if (region === 'hair-background') return null;
  const distance = interocularDistance(landmarks);
  if (region === 'jaw-line') return jawBand(landmarks, JAW_HALF_WIDTH * distance);
  const { corners, grow } = OUTLINES[region];
  const up = upwards(landmarks);
  const points = corners.map((corner) => {
    const { landmark, lift } = typeof corner === 'number' ? { landmark: corner, lift: 0 } : corner;
    const { x, y } = landmarkAt(landmarks, landmark);
    return { x: x + up.x * lift * distance, y: y + up.y * lift * distance };
  });
  return grownPolygon(points, grow * distance);
}

/** Between the middles of the eyes, in the landmarks' pixels. */
export function interocularDistance(landmarks: readonly Point[]): number {
  const [left, right] = [middle(landmarks, LANDMARKS.leftEye), middle(landmarks, LANDMARKS.rightEye)];
  return Math.hypot(right.x - left.x, right.y - left.y);
}

/** Moves each corner away from the polygon's middle by `distance`; towards it, and never past it, where that is negative. */
export function grownPolygon(points: readonly Point[], distance: number): readonly Point[] {
  const centre = meanOf(points);
  return points.map(({ x, y }) => {
    const length = Math.hypot(x - centre.x, y - centre.y);
    const factor = length === 0 ? 1 : Math.max(0, 1 + distance / length);
    return { x: centre.x + (x - centre.x) * factor, y: centre.y + (y - centre.y) * factor };
  });
}

/** Whether a point lies inside, by counting the edges that a ray to the right crosses (J. D. Foley et al., "Computer Graphics", 1990). */
export function isInsidePolygon({ x, y }: Point, polygon: readonly Point[]): boolean {
  let isInside = false;
  for (const [index, a] of polygon.entries()) {
    const b = landmarkAt(polygon, (index + 1) % polygon.length);
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) isInside = !isInside;
  }
  return isInside;
}

function jawBand(landmarks: readonly Point[], halfWidth: number): readonly Point[] {
  const jaw = landmarks.slice(LANDMARKS.jaw[0], LANDMARKS.jaw[1] + 1);
  const outer = jaw.map((point, index) => {
    const before = jaw[Math.max(0, index - 1)] as Point; // in range: clamped
    const after = jaw[Math.min(jaw.length - 1, index + 1)] as Point; // in range: clamped
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const outwards = { x: -(after.y - before.y) / length, y: (after.x - before.x) / length };
    return { point, outwards };
  });
  const along = (offset: number) =>
    outer.map(({ point, outwards }) => ({ x: point.x + outwards.x * offset, y: point.y + outwards.y * offset }));
  return [...along(halfWidth), ...along(-halfWidth).reverse()];
}

/** A unit vector from the mouth to the middle between the eyes: up, whatever the head's roll. */
function upwards(landmarks: readonly Point[]): Point {
  const eyes = meanOf([middle(landmarks, LANDMARKS.leftEye), middle(landmarks, LANDMARKS.rightEye)]);
  const mouth = middle(landmarks, LANDMARKS.outerLips);
  const length = Math.hypot(eyes.x - mouth.x, eyes.y - mouth.y) || 1;
  return { x: (eyes.x - mouth.x) / length, y: (eyes.y - mouth.y) / length };
}

const middle = (landmarks: readonly Point[], [first, last]: readonly [number, number]) =>
  meanOf(landmarks.slice(first, last + 1));

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function landmarkAt(points: readonly Point[], index: number): Point {
  const point = points[index];
  if (point === undefined) throw new RangeError(`There is no point ${index} among ${points.length}.`);
  return point;
}
