/** Tables of what the window keeps: the queue, pinned faces, measured speeds, settings. */
import { sql } from 'drizzle-orm';
import { blob, check, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { QueueEntry, QueueId } from '#shared/contract/training.ts';
import type { Label } from '#shared/domain/labels.ts';
import type { ImageId, JsonValue, RunId } from '#shared/domain/records.ts';
import { images, runs } from './schema.ts';

/** Trainings that wait, in the order of `position`. The one that runs is no longer among them: its run says what became of it. */
export const queue = sqliteTable(
  'queue',
  {
    id: integer('id').$type<QueueId>().primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<QueueEntry['kind']>().notNull(),
    position: real('position').notNull(),
    name: text('name').notNull(),
    network: text('network').notNull(),
    epochs: integer('epochs').notNull(),
    configYaml: text('config_yaml').notNull(),
    configFile: text('config_file'),
    runId: text('run_id')
      .$type<RunId>()
      .references(() => runs.id, { onDelete: 'cascade' }),
    allowBad: integer('allow_bad', { mode: 'boolean' }).notNull(),
    probes: text('probes', { mode: 'json' }).$type<readonly ImageId[]>().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [check('queue_kind', sql`${table.kind} in ('train', 'resume')`)],
);

const runId = () =>
  text('run_id')
    .$type<RunId>()
    .notNull()
    .references(() => runs.id, { onDelete: 'cascade' });

/** Faces that a run scores and explains after each epoch. */
export const probes = sqliteTable(
  'probes',
  {
    runId: runId(),
    position: integer('position').notNull(),
    imageId: integer('image_id')
      .$type<ImageId>()
      .notNull()
      .references(() => images.id),
  },
  (table) => [primaryKey({ columns: [table.runId, table.position] })],
);

/** `raw`: rows x columns float32, little-endian, row by row; not scaled. */
export const probeResults = sqliteTable(
  'probe_results',
  {
    runId: runId(),
    epoch: integer('epoch').notNull(),
    imageId: integer('image_id')
      .$type<ImageId>()
      .notNull()
      .references(() => images.id),
    score: real('score').notNull(),
    explainedClass: integer('explained_class').$type<Label>().notNull(),
    layer: text('layer').notNull(),
    rows: integer('rows').notNull(),
    columns: integer('columns').notNull(),
    raw: blob('raw', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.epoch, table.imageId] })],
);

/** Images a second, as measured on this machine: the newest for each kind of work. */
export const speeds = sqliteTable(
  'speeds',
  {
    network: text('network').notNull(),
    height: integer('height').notNull(),
    width: integer('width').notNull(),
    batchSize: integer('batch_size').notNull(),
    device: text('device').notNull(),
    trainImagesPerSecond: real('train_images_per_second').notNull(),
    evaluateImagesPerSecond: real('evaluate_images_per_second').notNull(),
    /** Resident memory of the engine at its largest, without its cache of decoded images. */
    memoryBytes: integer('memory_bytes').notNull(),
    /** The run that it was measured on; null = a measurement of its own. */
    runName: text('run_name'),
    measuredAtMs: integer('measured_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.network, table.height, table.width, table.batchSize, table.device] })],
);

export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<JsonValue>().notNull(),
});
