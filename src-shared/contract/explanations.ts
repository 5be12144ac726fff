/** Heat maps of tests, where the parts of a face lie, and how much of a map falls on which part. */
import { z } from 'zod';
import { FAKE, REAL } from '../domain/labels.ts';
import { DatasetId, EvaluationId, ImageId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { CamMethodName, OutcomeName, RegionName } from './predictions.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
const Share = z.number().nullable();
const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);
const Pair = z.object({ x: z.number(), y: z.number() });

/** Maps of one test that can be set against each other: one method, one layer. */
export const MapSetKey = z.object({ evaluationId: EvaluationId, method: CamMethodName, layer: z.string() });
export type MapSetKey = z.infer<typeof MapSetKey>;

export const MapSet = MapSetKey.extend({
  rows: z.int(),
  columns: z.int(),
  /** Of one cell, in pixels of the network's input. */
  cellPx: z.object({ width: z.number(), height: z.number() }),
  /** Faces with a map of their predicted class, of all that were tested. */
  mapCount: Count,
  imageCount: Count,
  /** Faces whose map is shared out over regions. */
  measuredCount: Count,
  /** The largest raw value of all of its maps: the top of a shared colour scale. */
  max: z.number(),
});
export type MapSet = z.infer<typeof MapSet>;

export const MapLayer = z.object({ layer: z.string(), rows: z.int(), columns: z.int(), isDefault: z.boolean() });
export type MapLayer = z.infer<typeof MapLayer>;

/** Where a face's parts lie, and how that is known. `truth`: the picture was drawn, and its landmarks came with it. */
export const LocatedFace = z.object({
  imageId: ImageId,
  /** Of the picture, in pixels; all points here are in them. */
  width: z.int(),
  height: z.int(),
  quality: z.enum(['found', 'none', 'several', 'pending']),
  by: z.enum(['detector', 'truth']).nullable(),
  /** The detector's version, with its models. */
  model: z.string().nullable(),
  /** Of the detector, 0..1. */
  confidence: z.number().nullable(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }).nullable(),
  /** 68, or none. */
  landmarks: z.array(Pair),
  /** Outlines of those regions that have one, cut from the picture as the network sees it where it crops. */
  regions: z.array(z.object({ region: RegionName, outline: z.array(Pair) })),
});
export type LocatedFace = z.infer<typeof LocatedFace>;

export const LocatedCounts = z.object({
  imageCount: Count,
  found: Count,
  none: Count,
  several: Count,
  pending: Count,
  /** Faces whose landmarks came with the picture. */
  withTruth: Count,
  /** Of the detector against them, in shares of the distance between the eyes; null where none has both. */
  error: z.object({ count: Count, mean: z.number(), median: z.number(), p95: z.number() }).nullable(),
  model: z.string(),
});
export type LocatedCounts = z.infer<typeof LocatedCounts>;

/** Of the faces of one outcome whose map is not empty and whose parts are known. */
export const LedgerCell = z.object({
  region: RegionName,
  outcome: OutcomeName,
  n: Count,
  /** Mean share of the positive raw map inside the region, 0..1, with a 95 % interval of the mean (bootstrap over faces). */
  share: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Mean share divided by the region's mean share of the picture's area; 1 = no more than its size. */
  perArea: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Mean share of the area. */
  area: Share,
});
export type LedgerCell = z.infer<typeof LedgerCell>;

export const Ledger = MapSetKey.extend({
  threshold: z.number(),
  cells: z.array(LedgerCell),
  /** By outcome: tested, with a map, with an empty map, without a known face. */
  counts: z.array(z.object({ outcome: OutcomeName, tested: Count, mapped: Count, empty: Count, unlocated: Count })),
});
export type Ledger = z.infer<typeof Ledger>;

/** Mean of maps that were moved onto one face by their landmarks; each map counts by its shares, so that none outweighs the others. */
export const AverageMap = z.object({
  outcome: OutcomeName,
  n: Count,
  size: z.int(),
  /** size x size, row by row; sums to 1, or all 0. */
  values: z.array(z.number()),
});
export type AverageMap = z.infer<typeof AverageMap>;

/** How well maps find the fault that was planted, or the region that a metadata column `region` names. */
export const PointingResult = z.object({
  /** Planted region, "all" for the whole. */
  region: z.string(),
  /** Fakes that were called fake and have a known region and a map that is not empty; those with an empty one are counted apart. */
  n: Count,
  emptyCount: Count,
  /** Peak within `tolerancePx` of the region (15 px at an input of 224 px, in proportion at others); and inside it. Shares 0..1 with 95 % Wilson intervals. */
  hit: z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable(),
  strictHit: z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** What a peak anywhere would score, and a map of the region itself on the same grid, both with and without tolerance. */
  chance: z.object({ hit: z.number(), strictHit: z.number() }).nullable(),
  perfect: z.object({ hit: z.number(), strictHit: z.number() }).nullable(),
  /** Mean rank of the region by share per area, 1 = first, of `regionCount`. */
  rank: z.number().nullable(),
  regionCount: Count,
});
export type PointingResult = z.infer<typeof PointingResult>;

export const explanations = {
  /** The map sets of a test: from the store alone, at once. */
  sets: procedure.input(z.object({ evaluationId: EvaluationId })).output(z.array(MapSet)),
  /** That the network of a test offers; none where its weights are gone. An engine is asked, which may have to start first: seconds. */
  layers: procedure.input(z.object({ evaluationId: EvaluationId })).output(z.array(MapLayer)),
  /** Makes the map of the predicted class for every tested face that has none yet. */
  explain: procedure.input(MapSetKey).output(z.object({ jobId: JobId })),
  /** One map now, made where it is not there; `explainedClass` null = the predicted one. Its picture: /media/heatmaps. */
  map: procedure.input(MapSetKey.extend({ imageId: ImageId, explainedClass: LabelValue.nullable() })).output(
    z.object({
      rows: z.int(),
      columns: z.int(),
      explainedClass: LabelValue,
      /** Raw, row by row, >= 0. */
      values: z.array(z.number()),
      max: z.number(),
      /** Shares of its mass by region; null where the face's parts are not known or the map is empty. */
      shares: z.array(z.object({ region: RegionName, share: z.number(), area: z.number() })).nullable(),
    }),
  ),
  /** Looks for the face in every picture of a data set that was not looked at. */
  locate: procedure.input(z.object({ datasetId: DatasetId })).output(z.object({ jobId: JobId })),
  located: procedure.input(z.object({ datasetId: DatasetId })).output(LocatedCounts),
  face: procedure.input(z.object({ imageId: ImageId })).output(LocatedFace),
  /** Shares out every map of a set over the regions. Looks for faces first where that was not done. */
  measure: procedure.input(MapSetKey).output(z.object({ jobId: JobId })),
  /** `threshold` null = the test's own. */
  ledger: procedure.input(MapSetKey.extend({ threshold: z.number().nullable() })).output(Ledger),
  averages: procedure
    .input(MapSetKey.extend({ threshold: z.number().nullable() }))
    .output(z.object({ averages: z.array(AverageMap), landmarks: z.array(Pair) })),
  /** Null where no face of the test has a planted or named region. */
  pointing: procedure
    .input(MapSetKey.extend({ threshold: z.number().nullable() }))
    /** `tolerancePx`: in pixels of the network's own input. */
    .output(z.object({ tolerancePx: z.number(), results: z.array(PointingResult) }).nullable()),
};
