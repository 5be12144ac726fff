/** landmarks.json: what is true of each face of a synthetic set, beside its pictures. */
import { z } from 'zod';
import { FAULT_REGIONS, LANDMARK_COUNT, type Point } from '#shared/domain/regions.ts';
import type { FaceTruth } from './draw-face.ts';

/** [x, y] in pixels of the picture, hundredths. */
const Pair = z.tuple([z.number(), z.number()]);

export const FaceTruthRecord = z.strictObject({
  /** In the order of iBUG. */
  landmarks: z.array(Pair).length(LANDMARK_COUNT),
  /** Null where the face is real. */
  fault: z
    .strictObject({
      region: z.enum(FAULT_REGIONS),
      strength: z.number(),
      /** Closed. */
      polygon: z.array(Pair),
      /** Left, top, width, height. */
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    })
    .nullable(),
});
export type FaceTruthRecord = z.infer<typeof FaceTruthRecord>;

export const TruthFile = z.strictObject({
  convention: z.literal("iBUG 68, from 0; left and right are the image's"),
  sizePx: z.int().positive(),
  /** By path, as in the CSV. */
  faces: z.record(z.string(), FaceTruthRecord),
});
export type TruthFile = z.infer<typeof TruthFile>;

export function truthRecord({ landmarks, fault }: FaceTruth): FaceTruthRecord {
  if (fault === null) return { landmarks: landmarks.map(pair), fault: null };
  const { region, strength, polygon, box } = fault;
  const corners = [box.left, box.top, box.width, box.height].map(rounded) as [number, number, number, number]; // four in, four out
  return { landmarks: landmarks.map(pair), fault: { region, strength, polygon: polygon.map(pair), box: corners } };
}

const rounded = (value: number) => Math.round(value * 100) / 100;
const pair = ({ x, y }: Point): [number, number] => [rounded(x), rounded(y)];
