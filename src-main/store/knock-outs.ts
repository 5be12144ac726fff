/** Tested faces whose parts are known, and what became of their logits when one part after another was covered. */
import { dirname, resolve } from 'node:path';
import { and, asc, count, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Covering } from '#shared/domain/explanations.ts';
import type { Label } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { AppError, assert } from '#shared/errors.ts';
import { floatsOf } from './located-faces.ts';
import { bytesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, heatmapSets, images, predictions } from './schema.ts';
import { detectedFaces, drawnFaces, knockOuts, regionShares } from './schema-analysis.ts';

/** A tested face whose landmarks are known: true ones before those that a detector saw, which must have seen one face. */
export type PartedFace = {
  readonly imageId: ImageId;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** 68 x (x, y) in the picture's pixels. */
  readonly landmarks: Float32Array;
};

export type KnockOut = {
  readonly imageId: ImageId;
  readonly predicted: Label;
  /** Logit of the predicted class less the largest other one, of the whole picture. */
  readonly margin: number;
  /** In the order of FACE_REGIONS; NaN where the region is not in the picture. Falls of the predicted class's logit, and margins that are left. */
  readonly falls: Float32Array;
  readonly margins: Float32Array;
};

export type MapSetName = { readonly evaluationId: EvaluationId; readonly method: string; readonly layer: string };

export function createKnockOutsRepository(context: StoreContext) {
  const { db } = context;
  const isOf = (evaluationId: EvaluationId, covering: Covering) =>
    and(eq(knockOuts.evaluationId, evaluationId), eq(knockOuts.covering, covering));
  const rows = (where: SQL | undefined): readonly KnockOut[] =>
    db
      .select(getTableColumns(knockOuts))
      .from(knockOuts)
      .where(where)
      .orderBy(asc(knockOuts.imageId))
      .all()
      .map(toKnockOut);

  return repository(
    'knockOuts',
    {
      /** Tested faces whose parts are known, in the order of the images. */
      parted: (evaluationId: EvaluationId, model: string): readonly PartedFace[] =>
        db
          .select({
            imageId: predictions.imageId,
            path: images.path,
            width: images.width,
            height: images.height,
            csvPath: datasets.csvPath,
            imagesFolder: datasets.imagesFolder,
            landmarks: sql<Buffer>`coalesce(${drawnFaces.landmarks}, ${detectedFaces.landmarks})`,
          })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .leftJoin(drawnFaces, eq(drawnFaces.sha256, images.sha256))
          .leftJoin(
            detectedFaces,
            and(
              eq(detectedFaces.sha256, images.sha256),
              eq(detectedFaces.model, model),
              eq(detectedFaces.faceCount, 1),
            ),
          )
          .where(
            and(
              eq(predictions.evaluationId, evaluationId),
              or(isNotNull(drawnFaces.landmarks), isNotNull(detectedFaces.landmarks)),
            ),
          )
          .orderBy(asc(predictions.imageId))
          .all()
          .map(({ path, csvPath, imagesFolder, landmarks, ...face }) => ({
            ...face,
            file: resolve(imagesFolder ?? dirname(csvPath), path),
            landmarks: floatsOf(landmarks),
          })),

      /** A batch: all or nothing. One that is tried again replaces what it was. @throws engine_failed (a margin that is no number) */
      record: (evaluationId: EvaluationId, covering: Covering, batch: readonly KnockOut[]): void =>
        db.transaction(
          (tx) => {
            for (const { imageId, falls, margins, ...rest } of batch) {
              assert(falls.length === FACE_REGIONS.length && margins.length === falls.length, 'one value a region');
              if (!Number.isFinite(rest.margin)) throw noNumber(imageId);
              const row = { ...rest, falls: bytesOf(falls), margins: bytesOf(margins) };
              tx.insert(knockOuts)
                .values({ evaluationId, covering, imageId, ...row })
                .onConflictDoUpdate({
                  target: [knockOuts.evaluationId, knockOuts.covering, knockOuts.imageId],
                  set: row,
                })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      /** In the order of the images. */
      list: (evaluationId: EvaluationId, covering: Covering): readonly KnockOut[] => rows(isOf(evaluationId, covering)),

      find: (evaluationId: EvaluationId, covering: Covering, imageId: ImageId): KnockOut | null =>
        rows(and(isOf(evaluationId, covering), eq(knockOuts.imageId, imageId)))[0] ?? null,

      /** By image: how the map of the class that was predicted falls on the regions, of the faces that were tried; faces without are left out. */
      shares: (covering: Covering, { evaluationId, method, layer }: MapSetName): ReadonlyMap<ImageId, Float32Array> =>
        new Map(
          db
            .select({ imageId: knockOuts.imageId, shares: sql<Buffer>`${regionShares.shares}` })
            .from(knockOuts)
            .innerJoin(
              heatmapSets,
              and(
                eq(heatmapSets.evaluationId, knockOuts.evaluationId),
                eq(heatmapSets.method, method),
                eq(heatmapSets.layer, layer),
              ),
            )
            .innerJoin(
              regionShares,
              and(
                eq(regionShares.setId, heatmapSets.id),
                eq(regionShares.imageId, knockOuts.imageId),
                eq(regionShares.explainedClass, knockOuts.predicted),
              ),
            )
            .where(and(isOf(evaluationId, covering), isNotNull(regionShares.shares)))
            .all()
            .map(({ imageId, shares }) => [imageId, floatsOf(shares)] as const),
        ),

      /** Tested faces whose parts nobody knows, also not that they cannot be known: their pictures were not looked at. */
      pending: (evaluationId: EvaluationId, model: string): number =>
        db
          .select({ count: count() })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .leftJoin(drawnFaces, eq(drawnFaces.sha256, images.sha256))
          .leftJoin(detectedFaces, and(eq(detectedFaces.sha256, images.sha256), eq(detectedFaces.model, model)))
          .where(
            and(eq(predictions.evaluationId, evaluationId), isNull(drawnFaces.sha256), isNull(detectedFaces.sha256)),
          )
          .get()?.count ?? 0,
    },
    context,
  );
}

const toKnockOut = ({ imageId, predicted, margin, falls, margins }: typeof knockOuts.$inferSelect): KnockOut => ({
  imageId,
  predicted,
  margin,
  falls: floatsOf(falls),
  margins: floatsOf(margins),
});

const noNumber = (imageId: ImageId) =>
  new AppError('engine_failed', `The network gave image ${imageId} logits that are no numbers.`, {
    hint: 'These weights come from a training that diverged: test an earlier checkpoint, or train with a smaller learning rate.',
  });
