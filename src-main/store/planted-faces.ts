/** Fakes of which it is known where they are fake: drawn ones with a planted fault, and those whose table names a region. */
import { and, asc, count, eq, gte, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { FAKE } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { FaultRegion, Point } from '#shared/domain/regions.ts';
import { floatsOf } from './located-faces.ts';
import { repository, type StoreContext } from './repository.ts';
import { heatmaps, images, predictions } from './schema.ts';
import { detectedFaces, drawnFaces, regionShares } from './schema-analysis.ts';

export type PlantedFace = {
  readonly imageId: ImageId;
  readonly picture: { readonly width: number; readonly height: number };
  /** 68 x (x, y) in the picture's pixels; null where its face is not known. */
  readonly landmarks: Float32Array | null;
  readonly fault: { readonly region: FaultRegion; readonly outline: readonly Point[] } | null;
  /** As the column `region` of its table has it. */
  readonly named: string | null;
  /** Of the class fake: raw values, row by row. */
  readonly map: Float32Array;
  /** How that map falls on the regions, and their areas; null where it was not shared out. */
  readonly shares: Float32Array | null;
  readonly areas: Float32Array | null;
};

export function createPlantedFacesRepository(context: StoreContext) {
  const { db } = context;
  const named = sql<string | null>`nullif(trim(json_extract(${images.metadata}, '$.region')), '')`;
  const isDrawn = eq(drawnFaces.sha256, images.sha256);
  const isPlanted = and(eq(predictions.label, FAKE), or(isNotNull(drawnFaces.faultRegion), sql`${named} is not null`));

  return repository(
    'plantedFaces',
    {
      /** Of all tested fakes, whatever they were called. */
      count: (evaluationId: EvaluationId): number =>
        db
          .select({ count: count() })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .leftJoin(drawnFaces, isDrawn)
          .where(and(eq(predictions.evaluationId, evaluationId), isPlanted))
          .get()?.count ?? 0,

      /** Those that were called fake and have a map of the class fake, in the order of the images. */
      found: (
        evaluationId: EvaluationId,
        { setId, threshold }: { readonly setId: number; readonly threshold: number },
      ): readonly ImageId[] =>
        db
          .select({ imageId: predictions.imageId })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(heatmaps, mapOfFake(setId))
          .leftJoin(drawnFaces, isDrawn)
          .where(and(eq(predictions.evaluationId, evaluationId), gte(predictions.score, threshold), isPlanted))
          .orderBy(asc(predictions.imageId))
          .all()
          .map(({ imageId }) => imageId),

      /** A few of them, in the order of the images. */
      list: (
        evaluationId: EvaluationId,
        {
          setId,
          model,
          imageIds,
        }: { readonly setId: number; readonly model: string; readonly imageIds: readonly ImageId[] },
      ): readonly PlantedFace[] =>
        db
          .select({
            imageId: predictions.imageId,
            width: images.width,
            height: images.height,
            named,
            drawn: drawnFaces,
            seen: detectedFaces,
            raw: heatmaps.raw,
            shared: regionShares,
          })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(heatmaps, mapOfFake(setId))
          .leftJoin(drawnFaces, isDrawn)
          .leftJoin(detectedFaces, and(eq(detectedFaces.sha256, images.sha256), eq(detectedFaces.model, model)))
          .leftJoin(
            regionShares,
            and(
              eq(regionShares.setId, setId),
              eq(regionShares.imageId, predictions.imageId),
              eq(regionShares.explainedClass, FAKE),
            ),
          )
          .where(and(eq(predictions.evaluationId, evaluationId), inArray(predictions.imageId, [...imageIds])))
          .orderBy(asc(predictions.imageId))
          .all()
          .map(({ imageId, width, height, named: region, drawn, seen, raw, shared }) => {
            const landmarks = drawn?.landmarks ?? (seen?.faceCount === 1 ? seen.landmarks : null);
            return {
              imageId,
              picture: { width, height },
              landmarks: landmarks && floatsOf(landmarks),
              fault: drawn?.faultRegion ? { region: drawn.faultRegion, outline: drawn.faultOutline ?? [] } : null,
              named: region,
              map: floatsOf(raw),
              shares: shared?.shares ? floatsOf(shared.shares) : null,
              areas: shared?.areas ? floatsOf(shared.areas) : null,
            };
          }),
    },
    context,
  );
}

const mapOfFake = (setId: number) =>
  and(eq(heatmaps.setId, setId), eq(heatmaps.imageId, predictions.imageId), eq(heatmaps.explainedClass, FAKE));
