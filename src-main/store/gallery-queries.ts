/** What a gallery asks of a test's predictions. Raw statements: an object for each of 100,000 rows would take longer than the query. */
import { type SQL, sql } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import {
  type FacetName,
  type FacetValue,
  type GalleryFilter,
  type GallerySort,
  MOST_FACET_VALUES,
  type OutcomeCounts,
  SCORE_BINS,
} from '#shared/contract/predictions.ts';
import { FAKE, type Label } from '#shared/domain/labels.ts';
import { outcomeOf } from '#shared/domain/outcomes.ts';
import type { ImageId } from '#shared/domain/records.ts';
import type { StoreDatabase } from './connection.ts';
import { effective } from './effective.ts';
import { type GalleryWhich, galleryFrom, metadataOf, shareOf } from './gallery-where.ts';
import { images, predictions } from './schema.ts';
import { pictureTags, verdicts } from './schema-analysis.ts';

export type GalleryIdsQuery = GalleryWhich & { readonly sort: GallerySort; readonly isRising: boolean };

const dialect = new SQLiteSyncDialect();

/** Exported for the test of its plan. */
export function prepared<Row>(db: StoreDatabase, query: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, params, statement: db.$client.prepare<unknown[], Row>(text) };
}

/**
 * Exported for the test of its plan. Ties fall to the image, so that pages neither repeat nor leave out a row. Where other tables are asked too, the order of an
 * index would look each face up somewhere else: then the faces are gone through as they lie, and sorted (the plus keeps SQLite from the index).
 */
export function idsQuery(which: GalleryIdsQuery): SQL {
  const { sort, isRising } = which;
  const plus = asksOthers(which.filter) ? sql`+` : sql``;
  const direction = isRising ? sql`asc` : sql`desc`;
  const id = sql`${predictions.imageId}`;
  const orders: Readonly<Record<GallerySort, SQL>> = {
    loss: sql`${plus}${predictions.loss} ${direction}, ${id} ${direction}`,
    score: sql`${plus}${predictions.score} ${direction}, ${id} ${direction}`,
    confidence: sql`abs(${predictions.score} - 0.5) ${direction}, ${id}`,
    uncertainty: sql`abs(${predictions.score} - ${which.threshold}) ${isRising ? sql`desc` : sql`asc`}, ${id}`,
    time: sql`${id} ${direction}`, // a test goes through the faces in the order of their rows
    line: sql`${id} ${direction}`, // ids were given in the order of the lines
    region: sql`${shareOf(which.filter)} ${direction}, ${id}`,
  };
  return sql`select ${id} ${galleryFrom(which)} order by ${orders[sort]}`;
}

const asksOthers = ({ outcomes: _outcomes, score: _score, ...others }: GalleryFilter) =>
  Object.values(others).some((value) => value !== undefined);

/** The ids of all that a filter lets through, in order: some dozen milliseconds for 100,000, and every page of a grid is a piece of the list. */
export function galleryIds(db: StoreDatabase, which: GalleryIdsQuery): readonly ImageId[] {
  const { statement, params } = prepared<ImageId>(db, idsQuery(which));
  return statement.pluck().all(...params);
}

const without = (filter: GalleryFilter, key: keyof GalleryFilter): GalleryFilter => ({ ...filter, [key]: undefined });

export function outcomeCounts(db: StoreDatabase, which: GalleryWhich): OutcomeCounts {
  const open = { ...which, filter: without(which.filter, 'outcomes') };
  const { statement, params } = prepared<{ label: Label; isFake: 0 | 1; n: number }>(
    db,
    sql`select ${predictions.label} as label, ${predictions.score} >= ${which.threshold} as isFake, count(*) as n
      ${galleryFrom(open)} group by 1, 2`,
  );
  const counts = { 'fake-called-fake': 0, 'fake-called-real': 0, 'real-called-fake': 0, 'real-called-real': 0 };
  for (const { label, isFake, n } of statement.all(...params)) counts[outcomeOf({ label, score: isFake }, 1)] = n; // 1 = called fake
  return counts;
}

/** By class, in equal parts of 0..1; a score of 1 is in the last one. */
export function scoreHistogram(db: StoreDatabase, which: GalleryWhich): { fake: number[]; real: number[] } {
  const open = { ...which, filter: without(which.filter, 'score') };
  const { statement, params } = prepared<{ label: Label; bin: number; n: number }>(
    db,
    sql`select ${predictions.label} as label, min(${SCORE_BINS - 1}, cast(${predictions.score} * ${SCORE_BINS} as integer)) as bin, count(*) as n
      ${galleryFrom(open)} group by 1, 2`,
  );
  const bins = { fake: Array.from({ length: SCORE_BINS }, () => 0), real: Array.from({ length: SCORE_BINS }, () => 0) };
  for (const { label, bin, n } of statement.all(...params)) bins[label === FAKE ? 'fake' : 'real'][bin] = n;
  return bins;
}

export type FacetQuery = GalleryWhich & {
  readonly facet: FacetName;
  /** Of the CSV, where the facet is `metadata`. */
  readonly column: string | null;
  readonly contains: string;
};

/** Values under the other conditions, the most frequent first. What has no value is not counted, but for split and verdict: there it is `none`. */
export function facetValues(db: StoreDatabase, query: FacetQuery): { values: FacetValue[]; isCut: boolean } {
  const { facet, column, contains } = query;
  const which = { ...query, filter: withoutFacet(query.filter, facet, column) };
  const { value, from } = facetSource(which, facet, column ?? '');
  const fits = contains === '' ? sql`` : sql` and instr(lower(value), lower(${contains})) > 0`;
  const { statement, params } = prepared<FacetValue>(
    db,
    sql`select value, count(*) as count from (select ${value} as value ${from}) where value is not null${fits}
      group by value order by count desc, value limit ${MOST_FACET_VALUES + 1}`,
  );
  const found = statement.all(...params);
  return { values: found.slice(0, MOST_FACET_VALUES), isCut: found.length > MOST_FACET_VALUES };
}

function withoutFacet(filter: GalleryFilter, facet: FacetName, column: string | null): GalleryFilter {
  if (facet !== 'metadata') return without(filter, facet);
  const { [column ?? '']: _, ...others } = filter.metadata ?? {};
  return { ...filter, metadata: others };
}

function facetSource(
  which: GalleryWhich,
  facet: FacetName,
  column: string,
): { readonly value: SQL; readonly from: SQL } {
  const ofImage = (value: SQL) => ({ value, from: galleryFrom(which, ['images']) });
  switch (facet) {
    case 'split':
      return { value: sql`coalesce(${effective.split}, 'none')`, from: galleryFrom(which, ['states']) };
    case 'format':
      return ofImage(sql`${images.format}`);
    case 'source':
      return ofImage(sql`${images.source}`);
    case 'group':
      return ofImage(sql`${images.group}`);
    case 'metadata':
      return ofImage(metadataOf(column));
    case 'tag':
      return {
        value: sql`marked.tag`,
        from: sql`from (select ${predictions.pictureId} as picture ${galleryFrom(which)}) cross join ${pictureTags} as marked on marked.picture_id = picture`,
      };
    default:
      return {
        value: sql`coalesce((select ${verdicts.verdict} from ${verdicts} where ${verdicts.imageId} = image), 'none')`,
        from: sql`from (select ${predictions.imageId} as image ${galleryFrom(which)})`,
      };
  }
}
