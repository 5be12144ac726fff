import { describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import {
  FACE_REGIONS,
  FAULT_REGIONS,
  grownPolygon,
  interocularDistance,
  isInsidePolygon,
  type Point,
  REGIONS_OF_FAULT,
  regionPolygon,
} from '#shared/domain/regions.ts';
import { meanPoint } from './pixels.ts';

const SEEDS = Array.from({ length: 60 }, (_, i) => 300 + i);
const truth = (seed: number) => faceTruth({ seed, size: 224, kind: 'real' });

/** Shoelace formula. */
const area = (points: readonly Point[]) =>
  Math.abs(
    points.reduce(
      (sum, { x, y }, i) => sum + x * points[(i + 1) % points.length]!.y - points[(i + 1) % points.length]!.x * y,
      0,
    ),
  ) / 2;

describe('regions of a face', () => {
  it('have an outline of some size on every face, but for hair and background', () => {
    for (const seed of SEEDS) {
      const { landmarks } = truth(seed);
      for (const region of FACE_REGIONS) {
        const polygon = regionPolygon(region, landmarks);
        if (region === 'hair-background') expect(polygon).toBeNull();
        else expect(area(polygon!) / interocularDistance(landmarks) ** 2, `${region} of ${seed}`).toBeGreaterThan(0.03);
      }
    }
  });

  it('hold the landmarks that they are named after, left and right as seen', () => {
    const { landmarks } = truth(1);
    const holds = (region: (typeof FACE_REGIONS)[number], point: Point) =>
      isInsidePolygon(point, regionPolygon(region, landmarks)!);
    const [left, right] = [meanPoint(landmarks.slice(36, 42)), meanPoint(landmarks.slice(42, 48))];
    expect(left.x).toBeLessThan(right.x);
    expect([holds('left-eye', left), holds('right-eye', right), holds('left-eye', right)]).toEqual([true, true, false]);
    expect(holds('left-brow', landmarks[19]!)).toBe(true);
    expect(holds('nose', landmarks[30]!)).toBe(true);
    expect(holds('mouth', meanPoint(landmarks.slice(48, 60)))).toBe(true);
    expect(holds('jaw-line', { x: landmarks[8]!.x, y: landmarks[8]!.y - 2 })).toBe(true);
    expect(holds('chin', meanPoint([landmarks[57]!, landmarks[8]!]))).toBe(true);
    expect(holds('forehead', { x: landmarks[27]!.x, y: 2 * landmarks[27]!.y - landmarks[33]!.y })).toBe(true);
  });

  it.each(FAULT_REGIONS.map((fault) => ({ fault })))('hold the middle of every planted fault: $fault', ({ fault }) => {
    for (const seed of SEEDS) {
      const { landmarks, fault: planted } = faceTruth({ seed, size: 224, kind: { region: fault, strength: 1 } });
      const polygons = REGIONS_OF_FAULT[fault].map((region) => regionPolygon(region, landmarks)!);
      expect(shareInside(planted!.polygon, polygons), `seed ${seed}`).toBeGreaterThan(0.35);
    }
  });

  it('grow by pixels and never turn inside out', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 2 },
      { x: 0, y: 2 },
    ];
    expect(area(grownPolygon(square, Math.SQRT2))).toBeCloseTo(16, 9);
    expect(area(grownPolygon(square, -5))).toBe(0);
  });
});

/** Of the pixels inside the outline, those inside any of the polygons. */
function shareInside(outline: readonly Point[], polygons: readonly (readonly Point[])[]): number {
  let [all, inside] = [0, 0];
  for (let y = 0; y < 224; y += 2)
    for (let x = 0; x < 224; x += 2) {
      if (!isInsidePolygon({ x, y }, outline)) continue;
      all++;
      if (polygons.some((polygon) => isInsidePolygon({ x, y }, polygon))) inside++;
    }
  return inside / all;
}
