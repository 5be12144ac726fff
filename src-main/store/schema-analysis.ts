/** Tables of what people and measurements say about predictions: where faces lie, what maps show, what was marked. */
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Verdict } from '#shared/contract/predictions.ts';
import type { Covering } from '#shared/domain/explanations.ts';
import type { Label } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId, JsonObject, PictureId } from '#shared/domain/records.ts';
import type { FaultRegion, Point } from '#shared/domain/regions.ts';
import { evaluations, heatmapSets, images } from './schema.ts';

const evaluationId = () =>
  integer('evaluation_id')
    .$type<EvaluationId>()
    .notNull()
    .references(() => evaluations.id, { onDelete: 'cascade' });

const imageId = () =>
  integer('image_id')
    .$type<ImageId>()
    .notNull()
    .references(() => images.id, { onDelete: 'cascade' });

/** What a detector saw in a picture, by its content: so a picture of two data sets is looked at once. */
export const detectedFaces = sqliteTable(
  'detected_faces',
  {
    sha256: text('sha256').notNull(),
    /** The detector and its models. */
    model: text('model').notNull(),
    faceCount: integer('face_count').notNull(),
    /** Of the largest face, 0..1; null where there is none. */
    confidence: real('confidence'),
    /** left, top, width, height in the picture's pixels: four float32, little-endian; null where there is none. */
    box: blob('box', { mode: 'buffer' }),
    /** 68 x (x, y) in the picture's pixels, float32, little-endian; null where there is none. */
    landmarks: blob('landmarks', { mode: 'buffer' }),
  },
  (table) => [primaryKey({ columns: [table.sha256, table.model] })],
);

/** What is true of a drawn picture, by its content. */
export const drawnFaces = sqliteTable('drawn_faces', {
  sha256: text('sha256').primaryKey(),
  /** As in `detected_faces`. */
  landmarks: blob('landmarks', { mode: 'buffer' }).notNull(),
  /** The planted fault; null in a real face. */
  faultRegion: text('fault_region').$type<FaultRegion>(),
  faultStrength: real('fault_strength'),
  faultOutline: text('fault_outline', { mode: 'json' }).$type<readonly Point[]>(),
});

/** How a heat map's mass falls on the regions, in the order of FACE_REGIONS. */
export const regionShares = sqliteTable(
  'region_shares',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => heatmapSets.id, { onDelete: 'cascade' }),
    imageId: imageId(),
    explainedClass: integer('explained_class').$type<Label>().notNull(),
    /** Of the positive raw map; 0 = an empty one, which has no shares. */
    mass: real('mass').notNull(),
    /** float32 a region, little-endian, sum 1; null where the map is empty or the face's parts are not known. */
    shares: blob('shares', { mode: 'buffer' }),
    /** Of the picture that the network saw, likewise. */
    areas: blob('areas', { mode: 'buffer' }),
  },
  (table) => [primaryKey({ columns: [table.setId, table.imageId, table.explainedClass] })],
);

/** A face tried with one region covered after another. */
export const knockOuts = sqliteTable(
  'knock_outs',
  {
    evaluationId: evaluationId(),
    covering: text('covering').$type<Covering>().notNull(),
    imageId: imageId(),
    /** Of the whole picture. */
    predicted: integer('predicted').$type<Label>().notNull(),
    /** Logit of the predicted class less the other one's, of the whole picture. */
    margin: real('margin').notNull(),
    /** Fall of the predicted class's logit by region, float32 in the order of FACE_REGIONS, little-endian; NaN where the region is not in the picture. */
    falls: blob('falls', { mode: 'buffer' }).notNull(),
    /** The margin that was left, likewise. */
    margins: blob('margins', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.covering, table.imageId] }),
    check('knock_outs_covering', sql`${table.covering} in ('blur', 'mean')`),
  ],
);

/** How a map stands up to changes of the picture, a row a face. Curves: float32, little-endian. */
export const faithfulness = sqliteTable(
  'faithfulness',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => heatmapSets.id, { onDelete: 'cascade' }),
    imageId: imageId(),
    insertion: blob('insertion', { mode: 'buffer' }).notNull(),
    deletion: blob('deletion', { mode: 'buffer' }).notNull(),
    road: real('road').notNull(),
    randomInsertion: real('random_insertion').notNull(),
    randomDeletion: real('random_deletion').notNull(),
    randomRoad: real('random_road').notNull(),
  },
  (table) => [primaryKey({ columns: [table.setId, table.imageId] })],
);

/** What the network makes of a face before its last layer: float32, little-endian. */
export const embeddings = sqliteTable(
  'embeddings',
  { evaluationId: evaluationId(), imageId: imageId(), vector: blob('vector', { mode: 'buffer' }).notNull() },
  (table) => [primaryKey({ columns: [table.evaluationId, table.imageId] })],
);

/** A tag is on a picture, whichever data set and run it is looked at through. */
export const pictureTags = sqliteTable(
  'picture_tags',
  { pictureId: integer('picture_id').$type<PictureId>().notNull(), tag: text('tag').notNull() },
  (table) => [
    primaryKey({ columns: [table.pictureId, table.tag] }),
    index('picture_tags_by_tag').on(table.tag, table.pictureId),
  ],
);

export const pictureNotes = sqliteTable('picture_notes', {
  pictureId: integer('picture_id').$type<PictureId>().primaryKey(),
  text: text('text').notNull(),
  changedAtMs: integer('changed_at_ms').notNull(),
});

/** What a person found out about a mistake. */
export const verdicts = sqliteTable(
  'verdicts',
  {
    imageId: integer('image_id')
      .$type<ImageId>()
      .primaryKey()
      .references(() => images.id, { onDelete: 'cascade' }),
    verdict: text('verdict').$type<Verdict>().notNull(),
    atMs: integer('at_ms').notNull(),
    /** The revision of its data set that it became; null = not yet. */
    revision: integer('revision'),
  },
  (table) => [
    check('verdicts_verdict', sql`${table.verdict} in ('label-wrong', 'bad-crop', 'ambiguous', 'models-fault')`),
  ],
);

/** The threshold for a file of weights, chosen on a validation set and frozen: it is applied wherever these weights are tested. */
export const operatingPoints = sqliteTable('operating_points', {
  checkpointSha256: text('checkpoint_sha256').primaryKey(),
  /** What it was chosen on. */
  evaluationId: evaluationId(),
  /** How: {"kind": "eer"}. */
  rule: text('rule', { mode: 'json' }).$type<JsonObject>().notNull(),
  threshold: real('threshold').notNull(),
  frozenAtMs: integer('frozen_at_ms').notNull(),
});
