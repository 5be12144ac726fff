/** A gallery's filter as SQL: what has to be joined, and what must hold. */
import { and, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { FILE_PROPERTIES, GalleryFilter, Range } from '#shared/contract/predictions.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { OUTCOME_PARTS, OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { effective, stateOfImage } from './effective.ts';
import { heatmapSets, images, predictions } from './schema.ts';
import { pictureTags, regionShares, verdicts } from './schema-analysis.ts';
import { imageStates, pictureMeasures } from './schema-curation.ts';

/** Which predictions, by whole conditions alone; the threshold says what a face was called. */
export type GalleryWhich = {
  readonly evaluationId: EvaluationId;
  readonly filter: GalleryFilter;
  readonly threshold: number;
};

type Table = 'images' | 'states' | 'measures' | 'shares';
export type GalleryNeeds = ReadonlySet<Table>;

/**
 * `from predictions ...`: the order of the joins is fixed (cross join), down the test's predictions, each looked up in the others. `more`: what an order or a
 * group needs beside the filter.
 */
export function galleryFrom(which: GalleryWhich, more: readonly Table[] = []): SQL {
  const needs = new Set<Table>([...needsOf(which.filter), ...more]);
  if (needs.has('states') || needs.has('measures')) needs.add('images');
  const joins = [
    needs.has('shares') ? sharesJoin(which) : null,
    needs.has('images') ? sql`cross join ${images} on ${images.id} = ${predictions.imageId}` : null,
    needs.has('states') ? sql`left join ${imageStates} on ${stateOfImage}` : null,
    needs.has('measures') ? sql`left join ${pictureMeasures} on ${pictureMeasures.sha256} = ${images.sha256}` : null,
  ].filter((join) => join !== null);
  const isTold = needs.size > 0 && which.filter.tag === undefined && which.filter.score === undefined;
  const index = isTold ? sql` indexed by ${sql.raw(IN_ORDER_OF_IMAGES)}` : sql``;
  return sql`from ${predictions}${index} ${sql.join(joins, sql` `)} where ${and(eq(predictions.evaluationId, which.evaluationId), ...conditions(which))}`;
}

/**
 * The table itself. SQLite would take an index that is narrower, whose order has nothing to do with that of the images: each lookup would then be in another place.
 * A tag or a range of scores leaves few enough, and has an index of its own.
 */
const IN_ORDER_OF_IMAGES = 'sqlite_autoindex_predictions_1';

function needsOf({ split, format, source, group, metadata, text, file, region }: GalleryFilter): Table[] {
  const asksImage = [format, source, group, text].some((value) => value !== undefined) || hasAny(metadata);
  return [
    ...(asksImage || file !== undefined ? (['images'] as const) : []),
    ...(split === undefined ? [] : (['states'] as const)),
    ...(file !== undefined && isMeasure(file.property) ? (['measures'] as const) : []),
    ...(region === undefined ? [] : (['shares'] as const)),
  ];
}

const hasAny = (values: GalleryFilter['metadata']) => Object.keys(values ?? {}).length > 0;

/** The map of the class that the network said: its logit was the larger one where P(fake) is at least a half, whatever the threshold. */
function sharesJoin({ evaluationId, filter: { region } }: GalleryWhich): SQL {
  return sql`cross join ${regionShares} on ${regionShares.setId} = (
    select ${heatmapSets.id} from ${heatmapSets} where ${heatmapSets.evaluationId} = ${evaluationId}
      and ${heatmapSets.method} = ${region?.method ?? ''} and ${heatmapSets.layer} = ${region?.layer ?? ''}
  ) and ${regionShares.imageId} = ${predictions.imageId} and ${regionShares.explainedClass} = (${predictions.score} < 0.5)`;
}

/**
 * Of the region that the filter names, as eight hexadecimal digits of a big-endian float32: of numbers from 0 on they have the order of the numbers, and SQLite
 * makes them itself, in a third of the time that a function of ours takes. Null where the map is empty or the face's parts are not known.
 */
export function shareOf({ region }: GalleryFilter): SQL {
  const first = 1 + 4 * (region === undefined ? 0 : FACE_REGIONS.indexOf(region.region)); // SQL counts from 1
  const digits = sql`hex(substr(${regionShares.shares}, ${sql.raw(String(first))}, 4))`;
  return sql`(substr(${digits}, 7, 2) || substr(${digits}, 5, 2) || substr(${digits}, 3, 2) || substr(${digits}, 1, 2))`;
}

/** The digits of the least float32 that is not below a number: a float32 is below the number where its digits are below these. */
function digitsOf(bound: number): string {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, Math.max(0, bound));
  if (bytes.getFloat32(0) < bound) bytes.setUint32(0, bytes.getUint32(0) + 1); // the next larger one
  return bytes.getUint32(0).toString(16).toUpperCase().padStart(8, '0');
}

const shareRange = ({ share }: NonNullable<GalleryFilter['region']>) => ({
  from: share.from === null ? null : digitsOf(share.from),
  below: share.below === null ? null : digitsOf(share.below),
});

function conditions({ filter, threshold }: GalleryWhich): SQL[] {
  const { outcomes, score, split, format, source, group, metadata, tag, verdict, region, file, text } = filter;
  const wanted: (SQL | undefined)[] = [
    outcomesCondition(outcomes ?? [], threshold),
    score && rangeCondition(sql`${predictions.score}`, score),
    split && (split === 'none' ? isNull(effective.split) : sql`${effective.split} = ${split}`),
    format === undefined ? undefined : eq(images.format, format),
    source === undefined ? undefined : eq(images.source, source),
    group === undefined ? undefined : eq(images.group, group),
    ...Object.entries(metadata ?? {}).map(([column, value]) => sql`${metadataOf(column)} = ${value}`),
    tag === undefined
      ? undefined
      : sql`${predictions.pictureId} in (select ${pictureTags.pictureId} from ${pictureTags} where ${pictureTags.tag} = ${tag})`,
    verdict &&
      (verdict === 'none'
        ? sql`${predictions.imageId} not in (select ${verdicts.imageId} from ${verdicts})`
        : sql`${predictions.imageId} in (select ${verdicts.imageId} from ${verdicts} where ${verdicts.verdict} = ${verdict})`),
    region && sql`${regionShares.shares} is not null`,
    region && rangeCondition(shareOf(filter), shareRange(region)),
    file && rangeCondition(FILE_VALUES[file.property], file.range),
    text === undefined || text === '' ? undefined : sql`instr(lower(${images.path}), lower(${text})) > 0`,
  ];
  return wanted.filter((condition) => condition !== undefined);
}

function outcomesCondition(outcomes: readonly Outcome[], threshold: number): SQL | undefined {
  const chosen = new Set(outcomes);
  if (chosen.size === 0 || chosen.size === OUTCOMES.length) return undefined;
  const cells = [...chosen].map((outcome) => {
    const { label, predicted } = OUTCOME_PARTS[outcome];
    const called = predicted === FAKE ? gte(predictions.score, threshold) : lt(predictions.score, threshold);
    return sql`(${eq(predictions.label, label)} and ${called})`;
  });
  return sql`(${sql.join(cells, sql` or `)})`;
}

/** What is not known is in no range. */
function rangeCondition(
  value: SQL,
  { from, below }: Range | { readonly from: string | null; readonly below: string | null },
): SQL | undefined {
  const bounds = [
    from === null ? undefined : sql`${value} >= ${from}`,
    below === null ? undefined : sql`${value} < ${below}`,
  ];
  return and(...bounds, from === null && below === null ? sql`${value} is not null` : undefined);
}

type FileProperty = (typeof FILE_PROPERTIES)[number];

const FILE_VALUES: Readonly<Record<FileProperty, SQL>> = {
  sizeBytes: sql`${images.sizeBytes}`,
  pixels: sql`(${images.width} * ${images.height})`,
  brightness: sql`${pictureMeasures.brightness}`,
  sharpness: sql`${pictureMeasures.sharpness}`,
  jpegQuality: sql`${pictureMeasures.jpegQuality}`,
};

const isMeasure = (property: FileProperty) => property !== 'sizeBytes' && property !== 'pixels';

/** A column's value by its name. A path into JSON has no way to write a quote: such a name is looked for among all. */
export function metadataOf(column: string): SQL {
  if (JSON.stringify(column) === `"${column}"`) return sql`(${images.metadata} ->> ${`$."${column}"`})`;
  return sql`(select value from json_each(${images.metadata}) where key = ${column})`;
}
