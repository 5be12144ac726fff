/** landmarks.json: what is true of each face of a synthetic set, beside its pictures. Written by the engine, read by the back end. */
import { z } from 'zod';
import { FAULT_REGIONS, LANDMARK_COUNT } from './regions.ts';

export const TRUTH_FILE_NAME = 'landmarks.json';

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
