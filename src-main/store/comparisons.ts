import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { JsonObject } from '#shared/domain/records.ts';
import {
  type EvaluationId,
  type ImageId,
  type Pile,
  PileCounts,
  PredictionPair,
  type RunId,
  type Sha256,
} from '#shared/domain/records.ts';
import {
  type PairOptions,
  pictureCount,
  pictureTexts,
  pileCounts,
  pilePage,
  pileRows,
  sharedPictureCount,
} from './prediction-queries.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, heatmapSets, heatmaps, runs, splits } from './schema.ts';
import { operatingPoints } from './schema-analysis.ts';

export type PilePageQuery = { readonly pile: Pile; readonly limit: number; readonly offset?: number };

/** A whole pile: image, second one's image, label, first and second score of each face, in the order of its pages. */
export type PileRow = readonly [imageId: ImageId, secondImageId: ImageId, label: 0 | 1, first: number, second: number];

/** What a run was trained on, apart from its configuration. */
export type RunData = {
  readonly ordinal: number;
  readonly datasetName: string;
  readonly datasetFingerprint: Sha256;
  readonly datasetRevision: number;
  readonly mapping: JsonObject | null;
  readonly splitSha256: Sha256;
  readonly validCount: number;
};

export type FrozenThreshold = {
  readonly rule: JsonObject;
  readonly threshold: number;
  /** What it was chosen on. */
  readonly evaluationId: EvaluationId;
};

/** Largest value and class of a stored map. */
export type MapMaximum = { readonly imageId: ImageId; readonly explainedClass: 0 | 1; readonly max: number };

/** Of a run's name, tags and notes nothing follows for its training. */
const WITHOUT_SEED = (table: string) =>
  sql.raw(`json_remove(${table}.config, '$.seed', '$.name', '$.tags', '$.notes')`);

/** Two evaluations on the same pictures, found by their content: the data sets need not be the same. And what makes runs comparable. */
export function createComparisonsRepository(context: StoreContext) {
  const { db } = context;
  const countOf = (query: ReturnType<typeof pictureCount>) => db.get<{ count: number }>(query).count;
  return repository(
    'comparisons',
    {
      piles: (options: PairOptions): PileCounts => PileCounts.parse(db.get(pileCounts(options))),

      /** Those whose scores differ most come first. */
      page: (options: PairOptions, { pile, limit, offset = 0 }: PilePageQuery): readonly PredictionPair[] =>
        db.all(pilePage(options, { pile, limit, offset })).map((row) => PredictionPair.parse(row)),

      /** All pages of a pile at once. */
      rows: (options: PairOptions, pile: Pile): readonly PileRow[] => db.values<[...PileRow]>(pileRows(options, pile)),

      pictureCount: (evaluation: EvaluationId): number => countOf(pictureCount(evaluation)),
      sharedPictureCount: (pair: Pick<PairOptions, 'first' | 'second'>): number => countOf(sharedPictureCount(pair)),

      /** The same text = the same pictures; and with their labels. */
      contentKeys: (evaluation: EvaluationId): { readonly pictures: string; readonly labelled: string } => {
        const { pictures, labelled } = db.get<{ pictures: string; labelled: string }>(pictureTexts(evaluation));
        return { pictures: hashOf(pictures), labelled: hashOf(labelled) };
      },

      /** Null where there is no such run. */
      runData: (runId: RunId): RunData | null =>
        db
          .select({
            ordinal: sql<number>`runs.rowid`,
            datasetName: datasets.name,
            datasetFingerprint: sql<Sha256>`${datasets.fingerprint}`,
            datasetRevision: runs.datasetRevision,
            mapping: datasets.mapping,
            splitSha256: sql<Sha256>`${splits.sha256}`,
            validCount: splits.validCount,
          })
          .from(runs)
          .innerJoin(datasets, eq(datasets.id, runs.datasetId))
          .innerJoin(splits, eq(splits.id, runs.splitId))
          .where(eq(runs.id, runId))
          .get() ?? null,

      /** Runs that are like this one in everything but the seed, oldest first; those in the trash count for nothing. */
      siblings: (runId: RunId): readonly RunId[] =>
        db
          .values<[RunId]>(
            sql`select other.id from runs mine join runs other on other.dataset_id = mine.dataset_id
              and other.dataset_revision = mine.dataset_revision and other.id <> mine.id and other.trashed_at_ms is null
              and ${WITHOUT_SEED('other')} = ${WITHOUT_SEED('mine')}
            where mine.id = ${runId} order by other.created_at_ms, other.id`,
          )
          .map(([id]) => id),

      /** The operating point that was frozen for a file of weights; null = none. */
      frozenThreshold: (checkpointSha256: Sha256): FrozenThreshold | null =>
        db
          .select({
            rule: operatingPoints.rule,
            threshold: operatingPoints.threshold,
            evaluationId: operatingPoints.evaluationId,
          })
          .from(operatingPoints)
          .where(eq(operatingPoints.checkpointSha256, checkpointSha256))
          .get() ?? null,

      /** The sets of heat maps of an evaluation, with how many maps each has. */
      mapSets: (evaluation: EvaluationId): readonly { method: string; layer: string; mapCount: number }[] =>
        db
          .select({
            method: heatmapSets.method,
            layer: heatmapSets.layer,
            mapCount: sql<number>`(select count(*) from heatmaps where set_id = ${heatmapSets.id})`,
          })
          .from(heatmapSets)
          .where(eq(heatmapSets.evaluationId, evaluation))
          .orderBy(heatmapSets.id)
          .all(),

      /** Of some images' maps of one set, both classes where both are there. */
      mapMaxima: (
        set: { readonly evaluationId: EvaluationId; readonly method: string; readonly layer: string },
        imageIds: readonly ImageId[],
      ): readonly MapMaximum[] =>
        db
          .select({ imageId: heatmaps.imageId, explainedClass: heatmaps.explainedClass, raw: heatmaps.raw })
          .from(heatmaps)
          .innerJoin(heatmapSets, eq(heatmapSets.id, heatmaps.setId))
          .where(
            and(
              eq(heatmapSets.evaluationId, set.evaluationId),
              eq(heatmapSets.method, set.method),
              eq(heatmapSets.layer, set.layer),
              inArray(heatmaps.imageId, imageIds as ImageId[]),
            ),
          )
          .all()
          .map(({ raw, ...map }) => ({ ...map, max: largestOf(raw) })),
    },
    context,
  );
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of float32 values, little-endian; 0 where none is positive. */
function largestOf(raw: Buffer): number {
  let largest = 0;
  for (let at = 0; at + 4 <= raw.length; at += 4) largest = Math.max(largest, raw.readFloatLE(at));
  return largest;
}
