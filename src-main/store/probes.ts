/** Pinned faces of a run, and what the network made of them after each epoch. */
import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';
import { AppError, assert } from '#shared/errors.ts';
import { bytesOf, valuesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { images, runs } from './schema.ts';
import { probeResults, probes } from './schema-workbench.ts';

export type PinnedFace = { readonly imageId: ImageId; readonly path: string; readonly label: Label };

export type ProbeScore = {
  readonly epoch: number;
  readonly imageId: ImageId;
  /** P(fake) */
  readonly score: number;
  /** The class that was predicted: its logit is what the map explains. */
  readonly explainedClass: Label;
  readonly layer: string;
};

export type ProbeMap = ProbeScore & {
  readonly rows: number;
  readonly columns: number;
  /** rows x columns raw values, row by row; not scaled. */
  readonly values: Float32Array;
};

/** The pinned faces after one epoch, in their order. */
export type ProbedEpoch = Pick<ProbeMap, 'epoch' | 'layer' | 'rows' | 'columns'> & {
  readonly results: readonly Pick<ProbeMap, 'imageId' | 'score' | 'explainedClass' | 'values'>[];
};

export function createProbesRepository(context: StoreContext) {
  const { db } = context;
  const { raw: _raw, runId: _runId, rows: _rows, columns: _columns, ...scoreColumns } = getTableColumns(probeResults);
  /** A revision may have called a face otherwise than its CSV when the run began. */
  const labelInRun = sql<Label>`coalesce((select max(label) from split_faces where split_id = ${runs.splitId} and image_id = ${probes.imageId}), ${images.label})`;
  return repository(
    'probes',
    {
      /** For a run that has none yet. */
      pin: (runId: RunId, imageIds: readonly ImageId[]): void =>
        db.transaction(
          (tx) => {
            for (const [position, imageId] of imageIds.entries())
              tx.insert(probes).values({ runId, position, imageId }).run();
          },
          { behavior: 'immediate' },
        ),

      /** In their order, with the labels that the run has them under. */
      pinned: (runId: RunId): readonly PinnedFace[] =>
        db
          .select({ imageId: probes.imageId, path: images.path, label: labelInRun })
          .from(probes)
          .innerJoin(images, eq(images.id, probes.imageId))
          .innerJoin(runs, eq(runs.id, probes.runId))
          .where(eq(probes.runId, runId))
          .orderBy(asc(probes.position))
          .all(),

      /** All of an epoch or nothing. An epoch that is done again replaces what it was. */
      record: (runId: RunId, { results, ...common }: ProbedEpoch): void =>
        db.transaction(
          (tx) => {
            for (const { values, ...result } of results) {
              assert(
                values.length === common.rows * common.columns,
                `a map of ${common.rows} x ${common.columns} has as many values`,
              );
              const row = { ...common, ...result, runId, raw: bytesOf(values) };
              tx.insert(probeResults)
                .values(row)
                .onConflictDoUpdate({
                  target: [probeResults.runId, probeResults.epoch, probeResults.imageId],
                  set: row,
                })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      /** Without the maps, by epoch. */
      list: (runId: RunId): readonly ProbeScore[] =>
        db
          .select(scoreColumns)
          .from(probeResults)
          .where(eq(probeResults.runId, runId))
          .orderBy(asc(probeResults.epoch))
          .all(),

      /** @throws not_found */
      result: (runId: RunId, epoch: number, imageId: ImageId): ProbeMap => {
        const row = db
          .select()
          .from(probeResults)
          .where(and(eq(probeResults.runId, runId), eq(probeResults.epoch, epoch), eq(probeResults.imageId, imageId)))
          .get();
        if (row === undefined)
          throw new AppError('not_found', `Run ${runId} did not explain image ${imageId} after epoch ${epoch}.`);
        const { raw, runId: _, ...result } = row;
        return { ...result, values: valuesOf(raw, row) };
      },

      /** Forgets what came after a state that a run is resumed from. */
      rewind: (runId: RunId, epoch: number): void =>
        void db
          .delete(probeResults)
          .where(and(eq(probeResults.runId, runId), gt(probeResults.epoch, epoch)))
          .run(),
    },
    context,
  );
}
