/** Heat maps of a test as sets of one method and layer: what is there, what is missing, and how their mass falls on the regions. */
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { DEFAULT_THRESHOLD, FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { fileOf } from './images.ts';
import { floatsOf } from './located-faces.ts';
import { bytesOf, valuesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, heatmapSets, heatmaps, images, predictions } from './schema.ts';
import { detectedFaces, drawnFaces, regionShares } from './schema-analysis.ts';

export type MapSetKey = {
  readonly evaluationId: EvaluationId;
  readonly method: CamMethod;
  readonly layer: string;
};

export type StoredMapSet = {
  readonly id: number;
  readonly method: string;
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
};

/** A tested face without a map of its predicted class. */
export type UnexplainedFace = {
  readonly imageId: ImageId;
  readonly file: string;
  readonly label: Label;
};

/** What region shares are made of. */
export type SharableMap = {
  readonly imageId: ImageId;
  readonly explainedClass: Label;
  readonly values: Float32Array;
  readonly picture: { readonly width: number; readonly height: number };
  /** 68 x (x, y); null where the picture's face is not known, or there is none, or there are several. */
  readonly landmarks: Float32Array | null;
};

export type NewRegionShares = {
  readonly imageId: ImageId;
  readonly explainedClass: Label;
  readonly mass: number;
  readonly shares: Float32Array | null;
  readonly areas: Float32Array | null;
};

/** A tested face, and what its map of the predicted class came to. */
export type ExplainedFace = {
  readonly imageId: ImageId;
  /** As it was when the test ran. */
  readonly label: Label;
  /** P(fake). */
  readonly score: number;
  readonly hasMap: boolean;
  /** Null where it was not shared out. */
  readonly mass: number | null;
  readonly shares: Float32Array | null;
  readonly areas: Float32Array | null;
};

export type Piece = { readonly afterImageId: number; readonly limit: number };

/** The class that the network said, whatever threshold a person reads its scores with: the one with the larger logit. */
const predictedClass = sql<Label>`case when ${predictions.score} >= ${sql.raw(String(DEFAULT_THRESHOLD))} then ${sql.raw(String(FAKE))} else ${sql.raw(String(REAL))} end`;

export function createMapSetsRepository(context: StoreContext) {
  const { db } = context;
  const ofPrediction = and(eq(predictions.evaluationId, heatmapSets.evaluationId));
  const mapOfPrediction = (setId: number) =>
    and(
      eq(heatmaps.setId, setId),
      eq(heatmaps.imageId, predictions.imageId),
      eq(heatmaps.explainedClass, predictedClass),
    );
  const sharesOfPrediction = (setId: number) =>
    and(
      eq(regionShares.setId, setId),
      eq(regionShares.imageId, predictions.imageId),
      eq(regionShares.explainedClass, predictedClass),
    );
  const sharesOfMap = and(
    eq(regionShares.setId, heatmaps.setId),
    eq(regionShares.imageId, heatmaps.imageId),
    eq(regionShares.explainedClass, heatmaps.explainedClass),
  );
  const isUnshared = or(isNull(regionShares.imageId), and(isNull(regionShares.shares), gt(regionShares.mass, 0)));
  const find = ({ evaluationId, method, layer }: MapSetKey): StoredMapSet | null =>
    db
      .select()
      .from(heatmapSets)
      .where(
        and(eq(heatmapSets.evaluationId, evaluationId), eq(heatmapSets.method, method), eq(heatmapSets.layer, layer)),
      )
      .get() ?? null;

  return repository(
    'mapSets',
    {
      find,

      /** With the number of faces that have a map of their predicted class, and of those that were shared out. */
      list: (evaluationId: EvaluationId) =>
        db
          .select({
            id: heatmapSets.id,
            method: heatmapSets.method,
            layer: heatmapSets.layer,
            rows: heatmapSets.rows,
            columns: heatmapSets.columns,
            mapCount: sql<number>`count(${heatmaps.imageId})`,
            measuredCount: sql<number>`count(${regionShares.shares})`,
          })
          .from(heatmapSets)
          .innerJoin(predictions, ofPrediction)
          .leftJoin(
            heatmaps,
            and(
              eq(heatmaps.setId, heatmapSets.id),
              eq(heatmaps.imageId, predictions.imageId),
              eq(heatmaps.explainedClass, predictedClass),
            ),
          )
          .leftJoin(
            regionShares,
            and(
              eq(regionShares.setId, heatmapSets.id),
              eq(regionShares.imageId, predictions.imageId),
              eq(regionShares.explainedClass, predictedClass),
            ),
          )
          .where(eq(heatmapSets.evaluationId, evaluationId))
          .groupBy(heatmapSets.id)
          .orderBy(asc(heatmapSets.id))
          .all(),

      /** Raw bytes of a piece of a set's maps: for their largest value. */
      rawPiece: (setId: number, { afterImageId, limit }: Piece) =>
        db
          .select({ imageId: heatmaps.imageId, raw: heatmaps.raw })
          .from(heatmaps)
          .where(and(eq(heatmaps.setId, setId), gt(heatmaps.imageId, afterImageId as ImageId)))
          .orderBy(asc(heatmaps.imageId))
          .limit(limit)
          .all()
          .map(({ imageId, raw }) => ({ imageId, values: floatsOf(raw) })),

      /** In the order of the images. */
      unexplained: (key: MapSetKey): readonly UnexplainedFace[] =>
        db
          .select({
            imageId: predictions.imageId,
            label: predictions.label,
            path: images.path,
            csvPath: datasets.csvPath,
            imagesFolder: datasets.imagesFolder,
          })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .leftJoin(heatmaps, mapOfPrediction(find(key)?.id ?? 0)) // no set has the id 0
          .where(and(eq(predictions.evaluationId, key.evaluationId), isNull(heatmaps.imageId)))
          .orderBy(asc(predictions.imageId))
          .all()
          .map(({ imageId, label, path, ...place }) => ({ imageId, label, file: fileOf(path, place) })),

      /** Maps that were not shared out, or could not be while the face was not known; in the order of the images. */
      unshared: (
        set: StoredMapSet,
        { model, afterImageId, limit }: Piece & { readonly model: string },
      ): readonly SharableMap[] =>
        db
          .select({
            imageId: heatmaps.imageId,
            explainedClass: heatmaps.explainedClass,
            raw: heatmaps.raw,
            width: images.width,
            height: images.height,
            drawn: drawnFaces.landmarks,
            seen: detectedFaces.landmarks,
            faceCount: detectedFaces.faceCount,
          })
          .from(heatmaps)
          .innerJoin(images, eq(images.id, heatmaps.imageId))
          .leftJoin(drawnFaces, eq(drawnFaces.sha256, images.sha256))
          .leftJoin(detectedFaces, and(eq(detectedFaces.sha256, images.sha256), eq(detectedFaces.model, model)))
          .leftJoin(regionShares, sharesOfMap)
          .where(and(eq(heatmaps.setId, set.id), gt(heatmaps.imageId, afterImageId as ImageId), isUnshared))
          .orderBy(asc(heatmaps.imageId), asc(heatmaps.explainedClass))
          .limit(limit)
          .all()
          .map((row) => ({
            imageId: row.imageId,
            explainedClass: row.explainedClass,
            values: valuesOf(row.raw, { imageId: row.imageId, rows: set.rows, columns: set.columns }),
            picture: { width: row.width, height: row.height },
            landmarks: knownLandmarks(row),
          })),

      unsharedCount: (setId: number): number =>
        db
          .select({ n: sql<number>`count(*)` })
          .from(heatmaps)
          .leftJoin(regionShares, sharesOfMap)
          .where(and(eq(heatmaps.setId, setId), isUnshared))
          .get()?.n ?? 0,

      /** A batch: all or nothing. What was there is replaced. */
      recordShares: (setId: number, shares: readonly NewRegionShares[]): void =>
        db.transaction(
          (tx) => {
            for (const { imageId, explainedClass, mass, ...of } of shares) {
              const row = { mass, shares: of.shares && bytesOf(of.shares), areas: of.areas && bytesOf(of.areas) };
              tx.insert(regionShares)
                .values({ setId, imageId, explainedClass, ...row })
                .onConflictDoUpdate({
                  target: [regionShares.setId, regionShares.imageId, regionShares.explainedClass],
                  set: row,
                })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      /** A piece of the tested faces, in the order of the images. `setId` null = there are no maps of the kind. */
      explained: (
        evaluationId: EvaluationId,
        { setId, afterImageId, limit }: Piece & { readonly setId: number | null },
      ): readonly ExplainedFace[] =>
        db
          .select({
            imageId: predictions.imageId,
            label: predictions.label,
            score: predictions.score,
            map: heatmaps.imageId,
            mass: regionShares.mass,
            shares: regionShares.shares,
            areas: regionShares.areas,
          })
          .from(predictions)
          .leftJoin(heatmaps, mapOfPrediction(setId ?? 0))
          .leftJoin(regionShares, sharesOfPrediction(setId ?? 0))
          .where(and(eq(predictions.evaluationId, evaluationId), gt(predictions.imageId, afterImageId as ImageId)))
          .orderBy(asc(predictions.imageId))
          .limit(limit)
          .all()
          .map(({ map, shares, areas, ...row }) => ({
            ...row,
            hasMap: map !== null,
            shares: shares && floatsOf(shares),
            areas: areas && floatsOf(areas),
          })),

      /** Maps of the predicted class of these faces, with where the faces lie; one without either is left out. */
      located: (
        set: StoredMapSet,
        { model, imageIds }: { readonly model: string; readonly imageIds: readonly ImageId[] },
      ): readonly (SharableMap & { readonly landmarks: Float32Array })[] =>
        db
          .select({
            imageId: predictions.imageId,
            explainedClass: heatmaps.explainedClass,
            raw: heatmaps.raw,
            width: images.width,
            height: images.height,
            drawn: drawnFaces.landmarks,
            seen: detectedFaces.landmarks,
            faceCount: detectedFaces.faceCount,
          })
          .from(heatmapSets)
          .innerJoin(predictions, ofPrediction)
          .innerJoin(heatmaps, mapOfPrediction(set.id))
          .innerJoin(images, eq(images.id, predictions.imageId))
          .leftJoin(drawnFaces, eq(drawnFaces.sha256, images.sha256))
          .leftJoin(detectedFaces, and(eq(detectedFaces.sha256, images.sha256), eq(detectedFaces.model, model)))
          .where(and(eq(heatmapSets.id, set.id), inArray(predictions.imageId, imageIds as ImageId[])))
          .all()
          .flatMap((row) => {
            const landmarks = knownLandmarks(row);
            if (landmarks === null) return [];
            const values = valuesOf(row.raw, { imageId: row.imageId, rows: set.rows, columns: set.columns });
            const picture = { width: row.width, height: row.height };
            return [{ imageId: row.imageId, explainedClass: row.explainedClass, values, picture, landmarks }];
          }),
    },
    context,
  );
}

/** What came with the picture before what was seen in it; nothing where there is not exactly one face. */
function knownLandmarks(row: {
  readonly drawn: Buffer | null;
  readonly seen: Buffer | null;
  readonly faceCount: number | null;
}): Float32Array | null {
  if (row.drawn !== null) return floatsOf(row.drawn);
  return row.seen !== null && row.faceCount === 1 ? floatsOf(row.seen) : null;
}
