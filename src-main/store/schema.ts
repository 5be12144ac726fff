/**
 * The tables. `npx drizzle-kit generate` turns a change of this file into the next numbered migration; it cannot say STRICT or WITHOUT ROWID, so
 * add these by hand to every CREATE TABLE it writes (a test holds both lists). Times: milliseconds since 1970.
 */
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { Label } from '#shared/domain/labels.ts';
import type {
  CheckpointRecord,
  DatasetId,
  DatasetImage,
  EvaluationId,
  EvaluationSummary,
  ImageId,
  JsonObject,
  PictureId,
  RunId,
} from '#shared/domain/records.ts';
import type { RunStatus } from '#shared/domain/runs.ts';
import type { ErrorCode } from '#shared/errors.ts';

export const datasets = sqliteTable(
  'datasets',
  {
    id: integer('id').$type<DatasetId>().primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    csvPath: text('csv_path').notNull(),
    csvSha256: text('csv_sha256').notNull(),
    fingerprint: text('fingerprint').notNull(),
    imageCount: integer('image_count').notNull(),
    realCount: integer('real_count').notNull(),
    fakeCount: integer('fake_count').notNull(),
    badCount: integer('bad_count').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    /** Null = the columns have our own names. */
    mapping: text('mapping', { mode: 'json' }).$type<JsonObject>(),
    /** Where relative paths start; null = the CSV's folder. */
    imagesFolder: text('images_folder'),
  },
  (table) => [unique('datasets_content').on(table.csvPath, table.csvSha256, table.fingerprint)],
);

/** One row of a data set. `pictureId` is the id of the first image that had the same content. */
export const images = sqliteTable(
  'images',
  {
    id: integer('id').$type<ImageId>().primaryKey({ autoIncrement: true }), // never given twice: a picture's id outlives its first image
    datasetId: integer('dataset_id')
      .$type<DatasetId>()
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    pictureId: integer('picture_id').$type<PictureId>().notNull(),
    line: integer('line').notNull(),
    path: text('path').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    format: text('format').notNull(),
    label: integer('label').$type<Label>().notNull(),
    split: text('split').$type<NonNullable<DatasetImage['split']>>(),
    group: text('group_name'),
    source: text('source'),
    metadata: text('metadata', { mode: 'json' }).$type<DatasetImage['metadata']>().notNull(),
  },
  (table) => [
    unique('images_line').on(table.datasetId, table.line),
    index('images_by_content').on(table.sha256, table.pictureId),
    check('images_label', sql`${table.label} in (0, 1)`),
    check('images_split', sql`${table.split} in ('train', 'valid', 'test')`),
  ],
);

/** What a full decode found out about a file of this size and time: either its facts or `reason`. */
export const fileChecks = sqliteTable('file_checks', {
  file: text('file').primaryKey(),
  sizeBytes: integer('size_bytes').notNull(),
  mtimeMs: real('mtime_ms').notNull(),
  sha256: text('sha256'),
  width: integer('width'),
  height: integer('height'),
  format: text('format'),
  reason: text('reason'),
});

/** Which images train and which validate. Runs with the same faces share one. */
export const splits = sqliteTable('splits', {
  id: integer('id').primaryKey(),
  /** Over the ids of both sides. */
  sha256: text('sha256').notNull().unique(),
  trainCount: integer('train_count').notNull(),
  validCount: integer('valid_count').notNull(),
});

export const splitFaces = sqliteTable(
  'split_faces',
  {
    splitId: integer('split_id')
      .notNull()
      .references(() => splits.id, { onDelete: 'cascade' }),
    imageId: integer('image_id')
      .$type<ImageId>()
      .notNull()
      .references(() => images.id),
    side: text('side').$type<'train' | 'valid'>().notNull(),
    /** Where a revision had called it otherwise than the CSV when the run began; null = as in the CSV. */
    label: integer('label').$type<Label>(),
  },
  (table) => [
    primaryKey({ columns: [table.splitId, table.side, table.imageId] }), // an image may be on both: who trains on the test CSV gets what was asked for
    check('split_faces_side', sql`${table.side} in ('train', 'valid')`),
  ],
);

export const runs = sqliteTable(
  'runs',
  {
    id: text('id').$type<RunId>().primaryKey(),
    name: text('name').notNull().unique(),
    status: text('status').$type<RunStatus>().notNull(),
    network: text('network').notNull(),
    config: text('config', { mode: 'json' }).$type<JsonObject>().notNull(),
    configYaml: text('config_yaml').notNull(),
    configFile: text('config_file'),
    environment: text('environment', { mode: 'json' }).$type<JsonObject>().notNull(),
    versions: text('versions', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    device: text('device'),
    seed: integer('seed').notNull(),
    datasetId: integer('dataset_id')
      .$type<DatasetId>()
      .notNull()
      .references(() => datasets.id),
    splitId: integer('split_id')
      .notNull()
      .references(() => splits.id),
    splitSeed: integer('split_seed'),
    plannedEpochs: integer('planned_epochs').notNull(),
    folder: text('folder').notNull(),
    tags: text('tags', { mode: 'json' }).$type<readonly string[]>().notNull(),
    notes: text('notes').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    startedAtMs: integer('started_at_ms'),
    endedAtMs: integer('ended_at_ms'),
    errorCode: text('error_code').$type<ErrorCode>(),
    errorMessage: text('error_message'),
    lastEpoch: integer('last_epoch'),
    bestEpoch: integer('best_epoch'),
    parentRunId: text('parent_run_id').$type<RunId>(),
    parentCheckpoint: text('parent_checkpoint'),
    /** Of the data set, when it began; 0 = the CSV as it is. */
    datasetRevision: integer('dataset_revision').notNull().default(0),
    archivedAtMs: integer('archived_at_ms'),
    trashedAtMs: integer('trashed_at_ms'),
    isPinned: integer('is_pinned', { mode: 'boolean' }).notNull().default(false),
    /** Layer table and heat-map layers, as the engine built it. */
    networkFacts: text('network_facts', { mode: 'json' }).$type<JsonObject>(),
  },
  (table) => [index('runs_by_creation').on(table.createdAtMs), index('runs_by_status').on(table.status)],
);

const runId = () =>
  text('run_id')
    .$type<RunId>()
    .notNull()
    .references(() => runs.id, { onDelete: 'cascade' });

export const epochs = sqliteTable(
  'epochs',
  {
    runId: runId(),
    epoch: integer('epoch').notNull(),
    step: integer('step').notNull(),
    trainLoss: real('train_loss'),
    trainAccuracy: real('train_accuracy'),
    validLoss: real('valid_loss'),
    validAccuracy: real('valid_accuracy'),
    learningRate: real('learning_rate').notNull(),
    durationMs: real('duration_ms').notNull(),
    outsideTensorflowMs: real('outside_tensorflow_ms').notNull(),
    imagesPerSecond: real('images_per_second').notNull(),
    isBest: integer('is_best', { mode: 'boolean' }).notNull(),
    endedAtMs: integer('ended_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.epoch] })],
);

export const stepMetrics = sqliteTable(
  'step_metrics',
  {
    runId: runId(),
    step: integer('step').notNull(),
    epoch: integer('epoch').notNull(),
    loss: real('loss'),
    accuracy: real('accuracy'),
    learningRate: real('learning_rate').notNull(),
    imagesPerSecond: real('images_per_second').notNull(),
    memoryBytes: integer('memory_bytes').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.step] })],
);

/** `file` is relative to the run's folder; `best` and `last` are replaced, an epoch's row goes when its file does. */
export const checkpoints = sqliteTable(
  'checkpoints',
  {
    runId: runId(),
    file: text('file').notNull(),
    kind: text('kind').$type<CheckpointRecord['kind']>().notNull(),
    epoch: integer('epoch').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.file] })],
);

export const evaluations = sqliteTable(
  'evaluations',
  {
    id: integer('id').$type<EvaluationId>().primaryKey({ autoIncrement: true }),
    status: text('status').$type<EvaluationSummary['status']>().notNull(),
    runId: text('run_id')
      .$type<RunId>()
      .references(() => runs.id, { onDelete: 'cascade' }),
    checkpointFile: text('checkpoint_file').notNull(),
    checkpointSha256: text('checkpoint_sha256').notNull(),
    datasetId: integer('dataset_id')
      .$type<DatasetId>()
      .notNull()
      .references(() => datasets.id),
    splitName: text('split_name').notNull(),
    threshold: real('threshold').notNull(),
    positiveClass: text('positive_class').$type<EvaluationSummary['positiveClass']>().notNull(),
    metrics: text('metrics', { mode: 'json' }).$type<JsonObject>().notNull(),
    imageCount: integer('image_count').notNull(),
    device: text('device').notNull(),
    durationMs: real('duration_ms'),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [index('evaluations_by_run').on(table.runId)],
);

/**
 * Label and picture are copied from the image: so each index answers its question alone. By loss: the most confident mistakes, whatever the
 * threshold (of a mistake, confidence is 1 - exp(-loss)). By score: ranges, histogram, cells of a confusion matrix. By picture: two evaluations side by side.
 */
export const predictions = sqliteTable(
  'predictions',
  {
    evaluationId: integer('evaluation_id')
      .$type<EvaluationId>()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    imageId: integer('image_id')
      .$type<ImageId>()
      .notNull()
      .references(() => images.id),
    pictureId: integer('picture_id').$type<PictureId>().notNull(),
    label: integer('label').$type<Label>().notNull(),
    score: real('score').notNull(),
    loss: real('loss').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.imageId] }),
    index('predictions_by_loss').on(table.evaluationId, table.loss, table.imageId, table.label, table.score),
    index('predictions_by_score').on(table.evaluationId, table.score, table.imageId, table.label),
    index('predictions_by_picture').on(table.evaluationId, table.pictureId, table.imageId, table.label, table.score),
    check('predictions_label', sql`${table.label} in (0, 1)`),
    check('predictions_score', sql`${table.score} between 0 and 1`),
  ],
);

/** The heat maps of one evaluation that share method, layer and grid. */
export const heatmapSets = sqliteTable(
  'heatmap_sets',
  {
    id: integer('id').primaryKey(),
    evaluationId: integer('evaluation_id')
      .$type<EvaluationId>()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    method: text('method').notNull(),
    layer: text('layer').notNull(),
    rows: integer('rows').notNull(),
    columns: integer('columns').notNull(),
  },
  (table) => [unique('heatmap_sets_key').on(table.evaluationId, table.method, table.layer)],
);

/** `raw`: rows x columns float32, little-endian, row by row; not scaled. */
export const heatmaps = sqliteTable(
  'heatmaps',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => heatmapSets.id, { onDelete: 'cascade' }),
    imageId: integer('image_id')
      .$type<ImageId>()
      .notNull()
      .references(() => images.id),
    explainedClass: integer('explained_class').$type<Label>().notNull(),
    raw: blob('raw', { mode: 'buffer' }).notNull(),
    overlay: text('overlay'),
  },
  (table) => [primaryKey({ columns: [table.setId, table.imageId, table.explainedClass] })],
);
