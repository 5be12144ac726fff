/** What landmarks.json says of one face. */
import type { FaceTruthRecord } from '#shared/domain/face-truth.ts';
import type { Point } from '#shared/domain/regions.ts';
import type { FaceTruth } from './draw-face.ts';

export function truthRecord({ landmarks, fault }: FaceTruth): FaceTruthRecord {
  if (fault === null) return { landmarks: landmarks.map(pair), fault: null };
  const { region, strength, polygon, box } = fault;
  const corners = [box.left, box.top, box.width, box.height].map(rounded) as [number, number, number, number]; // four in, four out
  return { landmarks: landmarks.map(pair), fault: { region, strength, polygon: polygon.map(pair), box: corners } };
}

const rounded = (value: number) => Math.round(value * 100) / 100;
const pair = ({ x, y }: Point): [number, number] => [rounded(x), rounded(y)];
