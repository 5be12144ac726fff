/** Does it matter? Parts of a picture are covered, and the network is asked again. Covered pictures are not like those it was trained on. */
import { z } from 'zod';
import { COVERINGS } from '../domain/explanations.ts';
import { EvaluationId, ImageId } from '../domain/records.ts';
import { MapSetKey } from './explanations.ts';
import { JobId } from './jobs.ts';
import { RegionName } from './predictions.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
const Mean = z.object({ mean: z.number(), low: z.number(), high: z.number() });

export const KnockOutKey = z.object({ evaluationId: EvaluationId, covering: z.enum(COVERINGS) });
export type KnockOutKey = z.infer<typeof KnockOutKey>;

export const KnockedOutRegion = z.object({
  region: RegionName,
  n: Count,
  /** Fall of the predicted class's logit when the region is covered; 95 % interval of the mean, bootstrap. */
  fall: Mean.nullable(),
  /** Share of faces that are called otherwise then. */
  flips: z.number().nullable(),
  /** Mean share of the heat maps inside the region over the same faces, where they were shared out; null else. */
  share: z.number().nullable(),
});
export type KnockedOutRegion = z.infer<typeof KnockedOutRegion>;

/** Of one face. */
export const KnockOutPoint = z.object({
  imageId: ImageId,
  region: RegionName,
  /** Of its heat map inside the region. */
  share: z.number(),
  fall: z.number(),
});
export type KnockOutPoint = z.infer<typeof KnockOutPoint>;

export const KnockOutResult = KnockOutKey.extend({
  /** Faces that were tried, of those tested. */
  triedCount: Count,
  imageCount: Count,
  regions: z.array(KnockedOutRegion),
  /** At most 2,000, drawn evenly; empty without shared-out maps. */
  points: z.array(KnockOutPoint),
  /** Spearman's between share and fall over all points; null where there are none. */
  correlation: z.number().nullable(),
});
export type KnockOutResult = z.infer<typeof KnockOutResult>;

/** Mean curves over faces: the softmax probability of the predicted class after a share of the pixels was changed, the most important first. */
export const FaithfulnessResult = MapSetKey.extend({
  n: Count,
  /** Changed pixels, 0..1. */
  share: z.array(z.number()),
  /** From a blurred picture to the whole one; the higher its area the better the map. */
  insertion: z.object({ probability: z.array(z.number()), area: Mean }).nullable(),
  /** From the whole picture to a mean-filled one; the lower the better. */
  deletion: z.object({ probability: z.array(z.number()), area: Mean }).nullable(),
  /** RemOve And Debias, combined: (least relevant first - most relevant first) / 2 over the percentiles 20, 40, 60 and 80, as the grad-cam package; the higher the better. */
  road: Mean.nullable(),
  /** The same for maps of random values: what chance scores. */
  random: z.object({ insertion: z.number(), deletion: z.number(), road: z.number() }).nullable(),
});
export type FaithfulnessResult = z.infer<typeof FaithfulnessResult>;

export const perturbations = {
  /** Looks for faces first where that was not done; then covers one region after another of `limit` faces (drawn at random, always the same ones; null = all) whose parts are known. */
  knockOut: procedure
    .input(KnockOutKey.extend({ limit: z.int().positive().nullable() }))
    .output(z.object({ jobId: JobId })),
  /** `method` and `layer`: of the maps that the falls are set against. */
  knockedOut: procedure
    .input(KnockOutKey.extend({ method: MapSetKey.shape.method, layer: z.string() }))
    .output(KnockOutResult),
  /** Of one face: for its page. */
  knockedOutFace: procedure
    .input(KnockOutKey.extend({ imageId: ImageId }))
    .output(z.array(z.object({ region: RegionName, fall: z.number(), isFlip: z.boolean() }))),
  faithfulness: procedure
    .input(MapSetKey.extend({ limit: z.int().positive().nullable() }))
    .output(z.object({ jobId: JobId })),
  /** Null until it was measured. */
  faithful: procedure.input(MapSetKey).output(FaithfulnessResult.nullable()),
};
