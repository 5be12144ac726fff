/** The gallery: every prediction of a test, filtered, sorted, counted; and the threshold that calls a face fake. */
import { z } from 'zod';
import { CAM_METHODS } from '../domain/explanations.ts';
import { FAKE, REAL } from '../domain/labels.ts';
import { OUTCOMES } from '../domain/outcomes.ts';
import { DatasetId, EvaluationId, EvaluationSummary, ImageId, PictureId, RunId } from '../domain/records.ts';
import { FACE_REGIONS } from '../domain/regions.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);

export const OutcomeName = z.enum(OUTCOMES);
export const CamMethodName = z.enum(CAM_METHODS);
export const RegionName = z.enum(FACE_REGIONS);

/** What a person found out about a mistake; the first two become a revision of the data set. */
export const VERDICTS = ['label-wrong', 'bad-crop', 'ambiguous', 'models-fault'] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  'label-wrong': 'Label wrong',
  'bad-crop': 'Bad crop',
  ambiguous: 'Ambiguous',
  'models-fault': "The model's fault",
};

/** From `from` up to but without `below`; null = no bound. */
export const Range = z.object({ from: z.number().nullable(), below: z.number().nullable() });
export type Range = z.infer<typeof Range>;

export const FILE_PROPERTIES = ['sizeBytes', 'pixels', 'brightness', 'sharpness', 'jpegQuality'] as const;

/** All that is given must hold. A page's link holds the same object: every number on a screen can lead to its faces. */
export const GalleryFilter = z.object({
  /** Empty or absent = all four. */
  outcomes: z.array(OutcomeName).optional(),
  /** P(fake). */
  score: Range.optional(),
  /** The set's split after revisions. */
  split: z.enum(['train', 'valid', 'test', 'none']).optional(),
  format: z.string().optional(),
  source: z.string().optional(),
  group: z.string().optional(),
  /** The CSV's other columns: all of them as given. */
  metadata: z.record(z.string(), z.string()).optional(),
  tag: z.string().optional(),
  verdict: z.union([Verdict, z.literal('none')]).optional(),
  /** The share of a heat map's mass inside a region, 0..1; only faces that have it. */
  region: z.object({ region: RegionName, method: CamMethodName, layer: z.string(), share: Range }).optional(),
  file: z.object({ property: z.enum(FILE_PROPERTIES), range: Range }).optional(),
  /** Part of the path. */
  text: z.string().max(200).optional(),
});
export type GalleryFilter = z.infer<typeof GalleryFilter>;

/**
 * `confidence`: of what the network said, max(P(fake), 1 - P(fake)). `uncertainty`: by distance from the threshold, the nearest first. `loss`: cross
 * entropy; falling = the most confident mistakes first. `time`: in which the faces were tested.
 */
export const GALLERY_SORTS = ['loss', 'confidence', 'uncertainty', 'score', 'time', 'line', 'region'] as const;
export const GallerySort = z.enum(GALLERY_SORTS);
export type GallerySort = z.infer<typeof GallerySort>;

export const GalleryFace = z.object({
  imageId: ImageId,
  pictureId: PictureId,
  line: z.int(),
  path: z.string(),
  /** As it was when the test ran. */
  label: LabelValue,
  /** P(fake). */
  score: z.number(),
  /** In nats. */
  loss: z.number(),
  outcome: OutcomeName,
  tags: z.array(z.string()),
  hasNote: z.boolean(),
  verdict: Verdict.nullable(),
  /** After the revisions of its data set; null = as when the test ran. */
  labelNow: LabelValue.nullable(),
  isExcluded: z.boolean(),
  /** A heat map of the method and layer that were asked for is there. */
  hasMap: z.boolean(),
});
export type GalleryFace = z.infer<typeof GalleryFace>;

/**
 * What a link to a gallery says: `/predictions/<evaluation>?filter=...`. `threshold` absent = the frozen operating point of these weights, else the test's own.
 * `off`: names of filter keys that are switched off for the moment.
 */
export const GallerySearch = z.object({
  filter: GalleryFilter.optional().catch(undefined),
  off: z.array(z.string()).optional().catch(undefined),
  sort: GallerySort.optional().catch(undefined),
  rising: z.boolean().optional().catch(undefined),
  threshold: z.number().min(0).max(1).optional().catch(undefined),
  /** A face that is looked at. */
  face: ImageId.optional().catch(undefined),
});
export type GallerySearch = z.infer<typeof GallerySearch>;

/** The most confident mistakes, whatever the threshold. */
export const MOST_CONFIDENT_MISTAKES: GallerySearch = {
  filter: { outcomes: ['fake-called-real', 'real-called-fake'] },
  sort: 'loss',
};

export const EvaluationKey = z.object({ evaluationId: EvaluationId });

const Threshold = z.number().min(0).max(1);

/** What is shown of a test: everything that fits, in an order. `threshold` null = the frozen operating point of its weights, else the test's own. */
export const GalleryScope = EvaluationKey.extend({ filter: GalleryFilter, threshold: Threshold.nullable() });
export type GalleryScope = z.infer<typeof GalleryScope>;
export const GalleryOrder = GalleryScope.extend({ sort: GallerySort, isRising: z.boolean() });
export type GalleryOrder = z.infer<typeof GalleryOrder>;

/** Which way a sort goes unless a link says otherwise: the most telling faces first. */
export const RISES_BY_DEFAULT: Readonly<Record<GallerySort, boolean>> = {
  loss: false,
  confidence: false,
  uncertainty: false,
  score: false,
  time: true,
  line: true,
  region: false,
};

export const OutcomeCounts = z.record(OutcomeName, Count);
export type OutcomeCounts = z.infer<typeof OutcomeCounts>;

/** What a filter's values are counted by; `metadata` names a column of the CSV. */
export const FACETS = ['split', 'format', 'source', 'group', 'tag', 'verdict', 'metadata'] as const;
export const FacetName = z.enum(FACETS);
export type FacetName = z.infer<typeof FacetName>;

export const FacetValue = z.object({ value: z.string(), count: Count });
export type FacetValue = z.infer<typeof FacetValue>;
export const MOST_FACET_VALUES = 200;

/** How a threshold was chosen. Costs: of one fake that is called real, and of one real face that is called fake. */
export const ThresholdRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('half') }),
  z.object({ kind: z.literal('eer') }),
  z.object({ kind: z.literal('best-f1') }),
  z.object({ kind: z.literal('low-false-alarms') }),
  z.object({ kind: z.literal('cost'), missedFake: z.number().min(0), falseAlarm: z.number().min(0) }),
  z.object({ kind: z.literal('by-hand') }),
]);
export type ThresholdRule = z.infer<typeof ThresholdRule>;

/** Of real faces called fake, in the preset `low-false-alarms`. */
export const LOW_FALSE_ALARM_RATE = 0.01;

/** Exact counts at one threshold: faces with a score of at least it are called fake. */
export const OperatingPoint = z.object({ threshold: z.number(), fakesCalledFake: Count, realsCalledFake: Count });
export type OperatingPoint = z.infer<typeof OperatingPoint>;

export const FrozenPoint = z.object({
  threshold: z.number(),
  rule: ThresholdRule,
  frozenAtMs: z.number(),
  /** What it was chosen on. */
  evaluationId: EvaluationId,
  datasetName: z.string(),
  imageCount: Count,
});
export type FrozenPoint = z.infer<typeof FrozenPoint>;

/** A test, and what else is known of its weights. */
export const GalleryTest = z.object({
  evaluation: EvaluationSummary,
  run: z.object({ id: RunId, name: z.string() }).nullable(),
  /** Whose faces they are. */
  dataset: z.object({
    id: DatasetId,
    name: z.string(),
    csvPath: z.string(),
    /** The newest revision that is in force; 0 = the CSV as it is. */
    revision: Count,
    metadataColumns: z.array(z.string()),
    hasGroups: z.boolean(),
    hasSources: z.boolean(),
  }),
  /** The one that holds where none is asked for. */
  threshold: z.number(),
  frozen: FrozenPoint.nullable(),
  /** Its faces chose the epoch: a threshold may be chosen on them. Else it would be tuned on the test itself. */
  isValidation: z.boolean(),
  /** The newest finished test of the same weights on validation faces. */
  validation: EvaluationId.nullable(),
  /** Other tests of its run, itself among them, newest first. */
  tests: z.array(
    EvaluationSummary.pick({ id: true, status: true, datasetName: true, splitName: true, imageCount: true }).extend({
      hasSameWeights: z.boolean(),
    }),
  ),
});
export type GalleryTest = z.infer<typeof GalleryTest>;

/** About as many points as a slider has pixels. */
export const MOST_OPERATING_POINTS = 1_000;
export const SCORE_BINS = 40;

export const Operating = z.object({
  n: Count,
  fakes: Count,
  reals: Count,
  /** By rising threshold, each a score that a face has. */
  points: z.array(OperatingPoint),
  /** In the order of the rules; `point` null = there is none: a class is missing, or no threshold reaches it. */
  presets: z.array(z.object({ rule: ThresholdRule, point: OperatingPoint.nullable() })),
  auc: z.number().nullable(),
  equalErrorRate: z.number().nullable(),
});
export type Operating = z.infer<typeof Operating>;

export const predictions = {
  test: procedure.input(EvaluationKey).output(GalleryTest),
  /** `map`: which heat maps `hasMap` speaks of. */
  page: procedure
    .input(
      GalleryOrder.extend({
        offset: Count,
        limit: z.int().min(1).max(500),
        map: z.object({ method: CamMethodName, layer: z.string() }).nullable(),
      }),
    )
    .output(z.object({ total: Count, faces: z.array(GalleryFace) })),
  ids: procedure
    .input(GalleryOrder.extend({ offset: Count, limit: z.int().min(1).max(100_000) }))
    .output(z.array(ImageId)),
  /** Where a face stands in an order, and what is beside it; `index` null = the filter leaves it out. */
  place: procedure
    .input(GalleryOrder.extend({ imageId: ImageId }))
    .output(
      z.object({ index: Count.nullable(), previous: ImageId.nullable(), next: ImageId.nullable(), total: Count }),
    ),
  /** By outcome under the other conditions: what each outcome would show. */
  counts: procedure.input(GalleryScope).output(OutcomeCounts),
  /** Values with their counts under the other conditions, the most frequent first; `contains` narrows them. */
  facet: procedure
    .input(GalleryScope.extend({ facet: FacetName, column: z.string().nullable(), contains: z.string().max(200) }))
    .output(z.object({ values: z.array(FacetValue), isCut: z.boolean() })),
  /** Faces by score in SCORE_BINS equal parts of 0..1, by class, under the conditions but that on the score. */
  histogram: procedure.input(GalleryScope).output(z.object({ fake: z.array(Count), real: z.array(Count) })),
  /** What every threshold would make of the whole test; `missedFake` and `falseAlarm` are the costs of the preset `cost`. */
  operating: procedure
    .input(EvaluationKey.extend({ missedFake: z.number().min(0), falseAlarm: z.number().min(0) }))
    .output(Operating),
  /** Keeps a threshold for these weights: it holds wherever they are tested. Can be undone. @throws conflict where the test is none on validation faces */
  freeze: procedure.input(EvaluationKey.extend({ threshold: Threshold, rule: ThresholdRule })).output(z.void()),
  unfreeze: procedure.input(EvaluationKey).output(z.void()),
};
