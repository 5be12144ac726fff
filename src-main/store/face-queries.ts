/** A page's faces: which of a data set, in which order. */
import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { FaceFilter, FaceSort } from '#shared/contract/datasets.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import type { StoreDatabase } from './connection.ts';
import { effective, stateOfImage } from './effective.ts';
import { images } from './schema.ts';
import { imageStates, pictureMeasures } from './schema-curation.ts';

export type FaceOrder = {
  readonly datasetId: DatasetId;
  readonly filter: FaceFilter;
  readonly sort: FaceSort;
  readonly isDescending: boolean;
};

/**
 * The ids of all faces that a filter lets through, in order; what was not measured comes last. Ids alone: of 100,000 faces these are a few dozen
 * milliseconds, and every page of a grid is then a piece of the list.
 */
export function orderedFaceIds(db: StoreDatabase, { datasetId, filter, sort, isDescending }: FaceOrder): ImageId[] {
  const key = SORT_KEYS[sort];
  const direction = isDescending ? desc : asc;
  const order = key === null ? [] : [...(isMeasure(sort) ? [sql`${key} is null`] : []), direction(key)];
  let query = db.select({ id: images.id }).from(images).$dynamic();
  if (needsState(filter)) query = query.leftJoin(imageStates, stateOfImage);
  if (isMeasure(sort)) query = query.leftJoin(pictureMeasures, eq(pictureMeasures.sha256, images.sha256));
  const { sql: text, params } = query
    .where(and(eq(images.datasetId, datasetId), ...conditions(filter)))
    .orderBy(...order, key === null ? direction(images.line) : asc(images.line))
    .toSQL();
  // Past drizzle for the rows: it makes an object of each, which takes longer than the query.
  return db.$client
    .prepare<unknown[], ImageId>(text)
    .pluck()
    .all(...params);
}

/** Null: by line, which an index holds together with the ids. */
const SORT_KEYS: Readonly<Record<FaceSort, SQL | null>> = {
  line: null,
  path: sql`${images.path}`,
  sizeBytes: sql`${images.sizeBytes}`,
  pixels: sql`${images.width} * ${images.height}`,
  brightness: sql`${pictureMeasures.brightness}`,
  sharpness: sql`${pictureMeasures.sharpness}`,
  jpegQuality: sql`${pictureMeasures.jpegQuality}`,
};

const MEASURES: readonly FaceSort[] = ['brightness', 'sharpness', 'jpegQuality'];
const isMeasure = (sort: FaceSort) => MEASURES.includes(sort);

const needsState = ({ label, split, state }: FaceFilter) => label != null || split != null || state != null;

function conditions({ label, split, format, source, group, state, text }: FaceFilter): SQL[] {
  const wanted: (SQL | null)[] = [
    label == null ? null : eq(effective.label, label),
    split == null ? null : split === 'none' ? isNull(effective.split) : eq(effective.split, split),
    format == null ? null : eq(images.format, format),
    source == null ? null : eq(images.source, source),
    group == null ? null : eq(images.group, group),
    state == null ? null : STATES[state],
    text == null || text === '' ? null : sql`instr(lower(${images.path}), lower(${text})) > 0`,
  ];
  return wanted.filter((condition) => condition !== null);
}

const STATES: Readonly<Record<NonNullable<FaceFilter['state']>, SQL>> = {
  included: sql`${effective.isExcluded} = 0`,
  excluded: sql`${effective.isExcluded} = 1`,
  relabelled: isNotNull(imageStates.label),
};
