import { and, asc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import { type EvaluationId, HeatmapRecord, type ImageId, RelativePath } from '#shared/domain/records.ts';
import { AppError, assert } from '#shared/errors.ts';
import { bytesOf, valuesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { heatmapSets, heatmaps } from './schema.ts';

/** What the maps of one job have in common. */
export type HeatmapGrid = {
  readonly method: string;
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
};

export type NewHeatmap = {
  readonly imageId: ImageId;
  readonly explainedClass: Label;
  /** rows x columns raw values, row by row; not scaled. */
  readonly values: Float32Array;
  /** Relative to the workspace. */
  readonly overlay: string | null;
};

export type Heatmap = HeatmapRecord & { readonly values: Float32Array };

export type HeatmapPageQuery = {
  readonly method: string;
  readonly layer: string;
  /** The last image of the page before; 0 = from the start. */
  readonly afterImageId?: number;
  readonly limit: number;
};

export function createHeatmapsRepository(context: StoreContext) {
  const { db } = context;
  const columns = { ...getTableColumns(heatmaps), ...getTableColumns(heatmapSets) };
  const select = (where: SQL | undefined) =>
    db
      .select(columns)
      .from(heatmaps)
      .innerJoin(heatmapSets, eq(heatmapSets.id, heatmaps.setId))
      .where(where)
      .orderBy(asc(heatmaps.setId), asc(heatmaps.imageId), asc(heatmaps.explainedClass))
      .$dynamic();

  return repository(
    'heatmaps',
    {
      /** A batch: all or nothing. A map that is made again replaces what it was. @throws conflict (the layer's grid was another one before) */
      record: (evaluationId: EvaluationId, grid: HeatmapGrid, maps: readonly NewHeatmap[]): void =>
        db.transaction(
          (tx) => {
            const setId = saveSet(context, evaluationId, grid);
            for (const { imageId, explainedClass, values, overlay } of maps) {
              assert(
                values.length === grid.rows * grid.columns,
                `a map of ${grid.rows} x ${grid.columns} has as many values`,
              );
              const row = { raw: bytesOf(values), overlay: overlay === null ? null : RelativePath.parse(overlay) };
              tx.insert(heatmaps)
                .values({ setId, imageId, explainedClass, ...row })
                .onConflictDoUpdate({ target: [heatmaps.setId, heatmaps.imageId, heatmaps.explainedClass], set: row })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      /** Every map of one image, whatever method, layer and class. */
      ofImage: (evaluationId: EvaluationId, imageId: ImageId): readonly Heatmap[] =>
        select(and(eq(heatmapSets.evaluationId, evaluationId), eq(heatmaps.imageId, imageId)))
          .all()
          .map(toHeatmap),

      /** The maps of an evaluation, in the order of the images. */
      page: (
        evaluationId: EvaluationId,
        { method, layer, afterImageId = 0, limit }: HeatmapPageQuery,
      ): readonly Heatmap[] =>
        select(
          and(
            eq(heatmapSets.evaluationId, evaluationId),
            eq(heatmapSets.method, method),
            eq(heatmapSets.layer, layer),
            gt(heatmaps.imageId, sql`${afterImageId}`),
          ),
        )
          .limit(limit)
          .all()
          .map(toHeatmap),
    },
    context,
  );
}

function saveSet({ db }: StoreContext, evaluationId: EvaluationId, grid: HeatmapGrid): number {
  const { method, layer, rows, columns } = grid;
  const key = and(
    eq(heatmapSets.evaluationId, evaluationId),
    eq(heatmapSets.method, method),
    eq(heatmapSets.layer, layer),
  );
  const known = db.select().from(heatmapSets).where(key).get();
  if (known === undefined)
    return db
      .insert(heatmapSets)
      .values({ evaluationId, ...grid })
      .returning()
      .get().id;
  if (known.rows === rows && known.columns === columns) return known.id;
  throw new AppError(
    'conflict',
    `The maps of ${layer} are ${rows} x ${columns}; those of evaluation ${evaluationId} are ${known.rows} x ${known.columns}.`,
    {
      hint: 'Test again with the present weights: an evaluation has one network.',
    },
  );
}

function toHeatmap({
  raw,
  ...row
}: {
  readonly raw: Buffer;
  readonly rows: number;
  readonly columns: number;
}): Heatmap {
  const record = HeatmapRecord.parse(row);
  return { ...record, values: valuesOf(raw, record) };
}
