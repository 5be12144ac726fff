import { describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { createRandom } from '#shared/domain/random.ts';
import {
  fillPolygon,
  framed,
  framingOf,
  pointsOf,
  regionMask,
  resizeMap,
  shareOut,
  sharesOfFace,
} from '#shared/domain/region-mask.ts';
import { FACE_REGIONS, isInsidePolygon, regionPolygon } from '#shared/domain/regions.ts';

const INPUT = { width: 56, height: 56 };
const { landmarks } = faceTruth({ seed: 1, size: INPUT.width, kind: 'real' });
const random = createRandom(5);
const map = (rows: number, columns: number) => ({
  values: Float32Array.from({ length: rows * columns }, () => random.between(-0.3, 1)),
  rows,
  columns,
});

describe('the mask of a face', () => {
  it('gives each pixel the first region whose outline holds its middle, and hair and background the rest', () => {
    const mask = regionMask(landmarks, INPUT);
    const outlines = FACE_REGIONS.map((region) => regionPolygon(region, landmarks));
    for (let y = 0; y < INPUT.height; y++)
      for (let x = 0; x < INPUT.width; x++) {
        const middle = { x: x + 0.5, y: y + 0.5 };
        const expected = outlines.findIndex((outline) => outline === null || isInsidePolygon(middle, outline));
        expect(mask[y * INPUT.width + x], `${x}, ${y}`).toBe(expected);
      }
    expect(new Set(mask).size).toBe(FACE_REGIONS.length); // all of them are there
  });

  it('is whole where the face lies partly outside, and all background where it is nowhere near', () => {
    const moved = landmarks.map(({ x, y }) => ({ x: x - 40, y: y + 30 }));
    expect(regionMask(moved, INPUT)).toHaveLength(INPUT.width * INPUT.height);
    const gone = landmarks.map(({ x, y }) => ({ x: x + 1000, y }));
    expect(new Set(regionMask(gone, INPUT))).toEqual(new Set([FACE_REGIONS.length - 1]));
  });

  it('refuses what is not a face', () => {
    expect(() => regionMask(landmarks.slice(1), INPUT)).toThrow(/68 landmarks, not 67/);
  });
});

describe('a filled polygon', () => {
  it('holds the pixels whose middles lie inside, also where it crosses itself', () => {
    const star = pointsOf([8, 0, 12.4, 15, 0.2, 5.5, 15.8, 5.5, 3.6, 15]);
    const size = { width: 16, height: 16 };
    const mask = new Uint8Array(256);
    fillPolygon(mask, star, { ...size, value: 1 });
    const counted = Array.from(mask, (_, i) =>
      Number(isInsidePolygon({ x: (i % 16) + 0.5, y: Math.floor(i / 16) + 0.5 }, star)),
    );
    expect([...mask]).toEqual(counted);
    expect(counted.filter(Boolean).length).toBeGreaterThan(40);
  });
});

describe('shares of a map', () => {
  it('are the mass of the resized positive map inside each region over all of it: counted pixel by pixel', () => {
    const mask = regionMask(landmarks, INPUT);
    const raw = map(7, 7);
    const { mass, shares, areas } = shareOut(raw, mask, INPUT);
    const sums = FACE_REGIONS.map(() => ({ mass: 0, pixels: 0 }));
    for (let y = 0; y < INPUT.height; y++)
      for (let x = 0; x < INPUT.width; x++) {
        const region = sums[mask[y * INPUT.width + x] ?? 0];
        if (region === undefined) throw new Error('every pixel has a region');
        region.mass += bilinear(raw, { x: ((x + 0.5) * 7) / 56 - 0.5, y: ((y + 0.5) * 7) / 56 - 0.5 });
        region.pixels += 1;
      }
    const total = sums.reduce((sum, region) => sum + region.mass, 0);
    expect(mass).toBeCloseTo(total, 6);
    for (const [i, region] of sums.entries()) {
      expect(shares?.[i]).toBeCloseTo(region.mass / total, 6); // float32
      expect(areas[i]).toBeCloseTo(region.pixels / (56 * 56), 6);
    }
  });

  it('do not exist for an empty map, nor for one without a positive value', () => {
    const mask = regionMask(landmarks, INPUT);
    for (const value of [0, -1]) {
      const { mass, shares } = shareOut({ values: new Float32Array(49).fill(value), rows: 7, columns: 7 }, mask, INPUT);
      expect([mass, shares]).toEqual([0, null]);
    }
  });

  it('of a map that is the same everywhere are the areas', () => {
    const mask = regionMask(landmarks, INPUT);
    const { shares, areas } = shareOut(
      { values: new Float32Array(14 * 14).fill(3), rows: 14, columns: 14 },
      mask,
      INPUT,
    );
    for (const [i, area] of areas.entries()) expect(shares?.[i]).toBeCloseTo(area, 6);
  });

  it('do not change with the size of the picture, and follow the crop where the network crops', () => {
    const raw = map(7, 7);
    const own = sharesOfFace({ map: raw, landmarks, picture: INPUT, input: INPUT, crop: false });
    const double = landmarks.map(({ x, y }) => ({ x: 2 * x, y: 3 * y }));
    const stretched = { width: 112, height: 168 };
    const same = sharesOfFace({ map: raw, landmarks: double, picture: stretched, input: INPUT, crop: false });
    for (const [i, share] of (own.shares ?? []).entries()) expect(same.shares?.[i]).toBeCloseTo(share, 6);
    // A picture twice as wide, whose middle is the face: the crop takes that middle.
    const wide = landmarks.map(({ x, y }) => ({ x: x + 28, y }));
    const picture = { width: 112, height: 56 };
    const cropped = sharesOfFace({ map: raw, landmarks: wide, picture, input: INPUT, crop: true });
    for (const [i, share] of (own.shares ?? []).entries()) expect(cropped.shares?.[i]).toBeCloseTo(share, 6);
  });
});

describe('the framing of a picture', () => {
  it('stretches the whole, or fits the shorter side and cuts the middle out', () => {
    const corners = pointsOf([0, 0, 200, 100]);
    const input = { width: 50, height: 50 };
    expect(framed(corners, framingOf({ width: 200, height: 100 }, { input, crop: false }))).toEqual(
      pointsOf([0, 0, 50, 50]),
    );
    expect(framed(corners, framingOf({ width: 200, height: 100 }, { input, crop: true }))).toEqual(
      pointsOf([-25, 0, 75, 50]),
    );
  });
});

/** `cv2.resize(m, (8, 6), interpolation=cv2.INTER_LINEAR)` of the float32 matrix [[1, 2, 4], [0, 3, 9]], opencv-python 5.0.0, to six decimals. */
const OF_OPENCV = [
  [1, 1.0625, 1.4375, 1.8125, 2.375, 3.125, 3.875, 4],
  [1, 1.0625, 1.4375, 1.8125, 2.375, 3.125, 3.875, 4],
  [0.666667, 0.770833, 1.395833, 2.020833, 2.958333, 4.208334, 5.458333, 5.666666],
  [0.333333, 0.479167, 1.354167, 2.229167, 3.541667, 5.291666, 7.041667, 7.333333],
  [0, 0.1875, 1.3125, 2.4375, 4.125, 6.375, 8.625, 9],
  [0, 0.1875, 1.3125, 2.4375, 4.125, 6.375, 8.625, 9],
];

describe('a resized map', () => {
  it("is OpenCV's, which the grad-cam package resizes with", () => {
    const resized = resizeMap({ values: [1, 2, 4, 0, 3, 9], rows: 2, columns: 3 }, { width: 8, height: 6 });
    for (const [y, row] of OF_OPENCV.entries())
      for (const [x, value] of row.entries()) expect(resized[y * 8 + x]).toBeCloseTo(value, 5);
  });
});

/** Of max(0, map), at a place in cells; beyond the outermost middles it goes on as it is there. */
function bilinear(
  { values, rows, columns }: ReturnType<typeof map>,
  { x, y }: { readonly x: number; readonly y: number },
): number {
  const at = (row: number, column: number) => {
    const [r, c] = [Math.min(rows - 1, Math.max(0, row)), Math.min(columns - 1, Math.max(0, column))];
    return Math.max(0, values[r * columns + c] ?? 0);
  };
  const [row, column] = [Math.floor(y), Math.floor(x)];
  const [down, across] = [y - row, x - column];
  return (
    (at(row, column) * (1 - across) + at(row, column + 1) * across) * (1 - down) +
    (at(row + 1, column) * (1 - across) + at(row + 1, column + 1) * across) * down
  );
}
