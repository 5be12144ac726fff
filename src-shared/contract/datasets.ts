/** Data sets: from a CSV or a folder through mapping and dry run to faces that can be browsed, audited, relabelled, excluded and split. */
import { z } from 'zod';
import { FAKE, REAL } from '../domain/labels.ts';
import { POLARITY_GROUNDS } from '../domain/polarity.ts';
import { DatasetId, DatasetSummary, ImageId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);
export const SplitName = z.enum(['train', 'valid', 'test']);
export type SplitName = z.infer<typeof SplitName>;
const Count = z.int().min(0);

/**
 * Which column means what; every other column is metadata. `realValues` and `fakeValues` are the label column's values; a row with another one is bad.
 * A path or label of '' is not chosen yet: such a mapping can be looked at, and not be used.
 */
export const ColumnMapping = z.object({
  path: z.string(),
  label: z.string(),
  realValues: z.array(z.string()).max(50),
  fakeValues: z.array(z.string()).max(50),
  group: z.string().nullable(),
  split: z.string().nullable(),
  source: z.string().nullable(),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** A table that may become a data set. Paths are absolute. */
export const DataSource = z.object({
  csvPath: z.string().min(1).max(4096),
  /** Where relative paths start; null = the CSV's own folder. */
  imagesFolder: z.string().max(4096).nullable(),
});
export type DataSource = z.infer<typeof DataSource>;

export const InspectedColumn = z.object({
  name: z.string(),
  /** Three of its values, as they stand there. */
  examples: z.array(z.string()),
  /** Different values among the rows looked at, with their counts, most frequent first; at most 50. */
  values: z.array(z.object({ value: z.string(), count: Count })),
  distinctCount: Count,
});
export type InspectedColumn = z.infer<typeof InspectedColumn>;

const ExampleFace = z.object({ line: z.int(), path: z.string() });
export type ExampleFace = z.infer<typeof ExampleFace>;

export const Inspection = z.object({
  /** For the addresses of example faces: /media/inspections/<id>/<line>. */
  id: z.string(),
  source: DataSource,
  /** A name to begin with. */
  name: z.string(),
  rowCount: Count,
  /** Rows that were looked at for values and guesses: the first ones, and more from all over the file. */
  sampleCount: Count,
  columns: z.array(InspectedColumn),
  /** The one that was asked with, or the best guess; null where no column looks like paths. */
  mapping: ColumnMapping.nullable(),
  /** Why the guess calls these values real and those fake; null where it was not guessed. */
  polarityFrom: z.enum(POLARITY_GROUNDS).nullable(),
  /** Of the rows that were tried, how many files are there; null while no column holds the paths. */
  filesFound: z.object({ tried: Count, found: Count }).nullable(),
  /** Faces that the mapping calls real and fake, and whose files are there: at most six of each. */
  examples: z.object({ real: z.array(ExampleFace), fake: z.array(ExampleFace) }),
});
export type Inspection = z.infer<typeof Inspection>;

export const BadRow = z.object({ line: z.int(), path: z.string().nullable(), reason: z.string() });
export type BadRow = z.infer<typeof BadRow>;

/** Counts of one class, by split; `none` = no split given. */
const SplitCounts = z.object({ train: Count, valid: Count, test: Count, none: Count });
export const ClassBalance = z.object({ real: SplitCounts, fake: SplitCounts });
export type ClassBalance = z.infer<typeof ClassBalance>;

/** Images of one size, format or source, by class; what is beyond the dozen most frequent is "other". */
export const Bucket = z.object({ name: z.string(), real: Count, fake: Count });
export type Bucket = z.infer<typeof Bucket>;

/** Rows that are listed one by one at most; the counts count all. */
export const MOST_LISTED_ROWS = 10_000;

export const DryRunReport = z.object({
  rowCount: Count,
  usableCount: Count,
  /** In the order of their lines; at most MOST_LISTED_ROWS. */
  bad: z.array(BadRow),
  badCount: Count,
  /** Rows that show the picture of an earlier row once more, under the same label: they stay. As many as of the bad ones. */
  duplicates: z.array(BadRow),
  duplicateCount: Count,
  balance: ClassBalance,
  sizes: z.array(Bucket),
  formats: z.array(Bucket),
  groupCount: Count,
  /** More than one row in twenty is bad: only with `allowBad` can it be added. */
  isTooBad: z.boolean(),
});
export type DryRunReport = z.infer<typeof DryRunReport>;

export const DatasetDetail = DatasetSummary.extend({
  imagesFolder: z.string().nullable(),
  mapping: ColumnMapping.nullable(),
  /** The newest revision that is not undone; 0 = the CSV as it is. */
  revision: Count,
  excludedCount: Count,
  relabelledCount: Count,
  balance: ClassBalance,
  sizes: z.array(Bucket),
  formats: z.array(Bucket),
  sources: z.array(Bucket),
  groupCount: Count,
  metadataColumns: z.array(z.string()),
  runCount: Count,
});
export type DatasetDetail = z.infer<typeof DatasetDetail>;

export const FaceFilter = z.object({
  label: LabelValue.nullish(),
  split: z.enum(['train', 'valid', 'test', 'none']).nullish(),
  format: z.string().nullish(),
  source: z.string().nullish(),
  group: z.string().nullish(),
  state: z.enum(['included', 'excluded', 'relabelled']).nullish(),
  /** Part of the path. */
  text: z.string().max(200).nullish(),
});
export type FaceFilter = z.infer<typeof FaceFilter>;
export const FaceSort = z.enum(['line', 'path', 'sizeBytes', 'pixels', 'brightness', 'sharpness', 'jpegQuality']);
export type FaceSort = z.infer<typeof FaceSort>;

export const FaceItem = z.object({
  id: ImageId,
  line: z.int(),
  path: z.string(),
  /** After revisions. */
  label: LabelValue,
  /** In the CSV. */
  csvLabel: LabelValue,
  isExcluded: z.boolean(),
  split: SplitName.nullable(),
  width: z.int(),
  height: z.int(),
  format: z.string(),
  sizeBytes: Count,
  group: z.string().nullable(),
  source: z.string().nullable(),
});
export type FaceItem = z.infer<typeof FaceItem>;

/** What one revision made of one face; null = as it was. */
export const FaceRevision = z.object({
  number: z.int().positive(),
  title: z.string(),
  createdAtMs: z.number(),
  isUndone: z.boolean(),
  label: LabelValue.nullable(),
  isExcluded: z.boolean().nullable(),
  split: SplitName.nullable(),
});
export type FaceRevision = z.infer<typeof FaceRevision>;

export const FaceDetail = FaceItem.extend({
  datasetId: DatasetId,
  /** Absolute. */
  file: z.string(),
  sha256: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** Null until an audit has looked at the picture. */
  measures: z
    .object({
      jpegQuality: z.number().nullable(),
      brightness: z.number(),
      contrast: z.number(),
      sharpness: z.number(),
    })
    .nullable(),
  /** Newest first. */
  history: z.array(FaceRevision),
});
export type FaceDetail = z.infer<typeof FaceDetail>;

/** What is done to faces. Every change is a revision over the untouched CSV. */
export const FaceChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('relabel'), label: LabelValue }),
  z.object({ kind: z.literal('exclude') }),
  z.object({ kind: z.literal('include') }),
]);
export type FaceChange = z.infer<typeof FaceChange>;

export const Revision = z.object({
  number: z.int().positive(),
  title: z.string(),
  changedCount: Count,
  createdAtMs: z.number(),
  isUndone: z.boolean(),
});
export type Revision = z.infer<typeof Revision>;

export const SplitPlan = z.object({
  seed: z.int(),
  validShare: z.number().min(0).lt(1),
  testShare: z.number().min(0).lt(1),
  /** Keeps what the CSV's split column says and divides the rest. */
  keepsGiven: z.boolean(),
});
export type SplitPlan = z.infer<typeof SplitPlan>;

/** Above it, numbers about files alone tell the classes apart well enough for a network to learn them instead of faces. */
export const AMBER_AUC = 0.6;

/** A number about files alone, set against the label. */
export const ShortcutMeasure = z.object({
  name: z.string(),
  unit: z.string().nullable(),
  realMean: z.number().nullable(),
  fakeMean: z.number().nullable(),
  /** How well this number alone tells the classes apart, 0.5 = not at all, 1 = always; the better direction. */
  auc: z.number().nullable(),
  isAmber: z.boolean(),
});
export type ShortcutMeasure = z.infer<typeof ShortcutMeasure>;

/** Of a picture's perceptual hash. */
export const HASH_BITS = 128;

export const NearPair = z.object({
  first: FaceItem,
  second: FaceItem,
  /** Bits of HASH_BITS that differ between the two perceptual hashes; 0 with `isExact` = the same file content. */
  distance: z.int(),
  isExact: z.boolean(),
  crossesSplits: z.boolean(),
  hasOtherLabel: z.boolean(),
});
export type NearPair = z.infer<typeof NearPair>;

export const AuditReport = z.object({
  datasetId: DatasetId,
  revision: Count,
  createdAtMs: z.number(),
  imageCount: Count,
  measures: z.array(ShortcutMeasure),
  /** A logistic regression on these numbers alone, cross-validated with groups kept together. Amber above 0.6. */
  probe: z
    .object({ auc: z.number(), low: z.number(), high: z.number(), folds: z.int(), isAmber: z.boolean() })
    .nullable(),
  exactPairCount: Count,
  nearPairCount: Count,
  crossSplitPairCount: Count,
  /** Groups with faces in more than one split, and the first of their names. */
  sharedGroupCount: Count,
  sharedGroups: z.array(z.string()),
  /** Pictures that are gone, changed or damaged since they were added: nothing here says anything about them. */
  unmeasuredCount: Count,
  /** The worst first: across splits, other labels, then by distance; at most 200. */
  pairs: z.array(NearPair),
});
export type AuditReport = z.infer<typeof AuditReport>;

/** Faces that one call names one by one; more of them are named by their filter. */
export const MOST_SELECTED = 100_000;

const One = z.object({ datasetId: DatasetId });
/** Faces in an order, of which pages are pieces. */
const Order = One.extend({ filter: FaceFilter, sort: FaceSort, isDescending: z.boolean() });
const Selection = z.union([
  z.object({ imageIds: z.array(ImageId).min(1).max(MOST_SELECTED) }),
  z.object({ filter: FaceFilter }),
]);

export const datasets = {
  /** Newest first. */
  list: procedure.output(z.array(DatasetSummary.extend({ revision: Count, runCount: Count }))),
  get: procedure.input(One).output(DatasetDetail),
  /** A table of a folder's images is written into the workspace (with the names of the folders a file lies in), to go on with like any CSV. @throws file_not_found, file_invalid, data_invalid */
  tableOfFolder: procedure.input(z.object({ folder: z.string() })).output(DataSource),
  /** Looks through a CSV and guesses what its columns mean. `mapping` null = guess. @throws file_not_found, file_invalid, data_invalid */
  inspect: procedure.input(z.object({ source: DataSource, mapping: ColumnMapping.nullable() })).output(Inspection),
  /** Decodes every image, and keeps nothing but the check: what was decoded once is not decoded again. */
  dryRun: procedure.input(z.object({ source: DataSource, mapping: ColumnMapping })).output(z.object({ jobId: JobId })),
  /** @throws not_found while there is none */
  dryRunReport: procedure.input(z.object({ jobId: JobId })).output(DryRunReport),
  add: procedure
    .input(
      z.object({ source: DataSource, mapping: ColumnMapping, name: z.string().min(1).max(100), allowBad: z.boolean() }),
    )
    .output(z.object({ jobId: JobId })),
  /** What `add` made. @throws not_found while it runs */
  added: procedure.input(z.object({ jobId: JobId })).output(z.object({ datasetId: DatasetId })),
  /** Can be undone. */
  rename: procedure.input(One.extend({ name: z.string().min(1).max(100) })).output(z.void()),
  /** Can be undone until the program ends; CSV and images stay where they are. @throws conflict where runs or tests use it */
  remove: procedure.input(One).output(z.void()),
  /** The rows that were left out when it was added, in the order of their lines; at most MOST_LISTED_ROWS. */
  badRows: procedure.input(One).output(z.array(BadRow)),
  faces: procedure
    .input(Order.extend({ offset: Count, limit: z.int().min(1).max(500) }))
    .output(z.object({ total: Count, faces: z.array(FaceItem) })),
  /** The ids alone, for a selection that reaches over what a page has loaded. */
  faceIds: procedure
    .input(Order.extend({ offset: Count, limit: z.int().min(1).max(MOST_SELECTED) }))
    .output(z.array(ImageId)),
  /** Where a face stands in an order, and what is beside it; `index` null = the filter leaves it out. */
  facePlace: procedure.input(Order.extend({ imageId: ImageId })).output(
    z.object({
      index: Count.nullable(),
      previous: ImageId.nullable(),
      next: ImageId.nullable(),
      total: Count,
    }),
  ),
  face: procedure.input(z.object({ imageId: ImageId })).output(FaceDetail),
  /** One revision. @throws data_invalid where nothing would change */
  revise: procedure
    .input(One.extend({ selection: Selection, change: FaceChange }))
    .output(z.object({ revision: z.int(), changedCount: Count })),
  revisions: procedure.input(One).output(z.array(Revision)),
  previewSplit: procedure
    .input(One.extend({ plan: SplitPlan }))
    .output(z.object({ balance: ClassBalance, groupCount: Count })),
  /** One revision. @throws data_invalid where nothing would change or a class would be missing */
  applySplit: procedure
    .input(One.extend({ plan: SplitPlan }))
    .output(z.object({ revision: z.int(), changedCount: Count })),
  /** One at a time for each data set: asked again, it answers with the job that runs. */
  audit: procedure.input(One).output(z.object({ jobId: JobId })),
  /** Null where none was made. */
  auditReport: procedure.input(One).output(AuditReport.nullable()),
};
