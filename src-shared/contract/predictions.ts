/** The gallery: every prediction of a test, filtered, sorted, counted; and the threshold that calls a face fake. */
import { z } from 'zod';
import { CAM_METHODS } from '../domain/explanations.ts';
import { FAKE, REAL } from '../domain/labels.ts';
import { OUTCOMES } from '../domain/outcomes.ts';
import { EvaluationId, ImageId, PictureId } from '../domain/records.ts';
import { FACE_REGIONS } from '../domain/regions.ts';

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
  verdict: Verdict.nullable(),
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
