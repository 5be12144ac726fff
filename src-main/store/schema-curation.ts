/** Tables of what people and measurements add to a data set; the CSV's own rows are in schema.ts and stay as they were read. */
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { Label } from '#shared/domain/labels.ts';
import type { DatasetId, DatasetImage, ImageId, JsonObject } from '#shared/domain/records.ts';
import { datasets, images } from './schema.ts';

const datasetId = () =>
  integer('dataset_id')
    .$type<DatasetId>()
    .notNull()
    .references(() => datasets.id, { onDelete: 'cascade' });

const imageId = () =>
  integer('image_id')
    .$type<ImageId>()
    .notNull()
    .references(() => images.id, { onDelete: 'cascade' });

/** Changes of a data set, one after another. An undone one stays and counts for nothing; a new one after it makes it stay undone. */
export const revisions = sqliteTable(
  'revisions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    datasetId: datasetId(),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    changedCount: integer('changed_count').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    isUndone: integer('is_undone', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [unique('revisions_number').on(table.datasetId, table.number)],
);

/** What a revision makes of an image; null = as it was. */
export const revisionChanges = sqliteTable(
  'revision_changes',
  {
    revisionId: integer('revision_id')
      .notNull()
      .references(() => revisions.id, { onDelete: 'cascade' }),
    imageId: imageId(),
    label: integer('label').$type<Label>(),
    isExcluded: integer('is_excluded', { mode: 'boolean' }),
    split: text('split').$type<NonNullable<DatasetImage['split']>>(),
  },
  (table) => [
    primaryKey({ columns: [table.revisionId, table.imageId] }),
    index('revision_changes_by_image').on(table.imageId, table.revisionId),
    check('revision_changes_label', sql`${table.label} in (0, 1)`),
    check('revision_changes_split', sql`${table.split} in ('train', 'valid', 'test')`),
  ],
);

/** What all revisions together make of an image: kept in step with them, so that a page of faces is one join. Null = as in the CSV. */
export const imageStates = sqliteTable(
  'image_states',
  {
    imageId: integer('image_id')
      .$type<ImageId>()
      .primaryKey()
      .references(() => images.id, { onDelete: 'cascade' }),
    datasetId: datasetId(),
    label: integer('label').$type<Label>(),
    isExcluded: integer('is_excluded', { mode: 'boolean' }).notNull(),
    split: text('split').$type<NonNullable<DatasetImage['split']>>(),
  },
  (table) => [index('image_states_by_dataset').on(table.datasetId, table.imageId)],
);

/** Rows of a CSV that were left out, when it was added. */
export const badRows = sqliteTable(
  'bad_rows',
  {
    datasetId: datasetId(),
    line: integer('line').notNull(),
    path: text('path'),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.line] })],
);

/** Numbers about a picture's file, by its content: what a classifier could cheat with. */
export const pictureMeasures = sqliteTable('picture_measures', {
  sha256: text('sha256').primaryKey(),
  /** Estimated from the quantization tables, 1..100; null where it is no JPEG. */
  jpegQuality: real('jpeg_quality'),
  /** Mean luma, 0..1. */
  brightness: real('brightness').notNull(),
  /** Standard deviation of the luma, 0..1. */
  contrast: real('contrast').notNull(),
  /** Variance of the Laplacian of the luma at a fixed size, in squared grey levels. */
  sharpness: real('sharpness').notNull(),
  /** 128 bits of a difference hash: 64 across, 64 down. */
  hash: blob('hash', { mode: 'buffer' }).notNull(),
});

export const audits = sqliteTable('audits', {
  datasetId: integer('dataset_id')
    .$type<DatasetId>()
    .primaryKey()
    .references(() => datasets.id, { onDelete: 'cascade' }),
  report: text('report', { mode: 'json' }).$type<JsonObject>().notNull(),
});
