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

export type MapCounts = {
  readonly mapCount: number;
  readonly measuredCount: number;
  /** Null where the piece is empty. */
  readonly lastImageId: number | null;
};

type ExplainedRow = Omit<ExplainedFace, 'hasMap' | 'shares' | 'areas'> & {
  readonly map: number | null;
  readonly shares: Buffer | null;
  readonly areas: Buffer | null;
};

export type Piece = { readonly afterImageId: number; readonly limit: number };

/** The class that the network said, whatever threshold a person reads its scores with: the one with the larger logit. */
const predictedClass = sql<Label>`case when ${predictions.score} >= ${sql.raw(String(DEFAULT_THRESHOLD))} then ${sql.raw(String(FAKE))} else ${sql.raw(String(REAL))} end`;

export function createMapSetsRepository(context: StoreContext) {
  const { db } = context;
  const ofPrediction = eq(predictions.evaluationId, heatmapSets.evaluationId);
  const mapOfPrediction = (setId: number) =>
    and(
      eq(heatmaps.setId, setId),
      eq(heatmaps.imageId, predictions.imageId),
      eq(heatmaps.explainedClass, predictedClass),
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

      list: (evaluationId: EvaluationId): readonly StoredMapSet[] =>
        db
          .select()
          .from(heatmapSets)
          .where(eq(heatmapSets.evaluationId, evaluationId))
          .orderBy(asc(heatmapSets.id))
          .all(),

      /** Of a piece of the tested faces: how many have a map of their predicted class, how many of these were shared out, and the last image of the piece. */
      countPiece: (
        evaluationId: EvaluationId,
        { setId, afterImageId, limit }: Piece & { readonly setId: number },
      ): MapCounts => {
        const [counts] = db.all<MapCounts>(sql`
          select count(h.image_id) as mapCount, count(r.shares) as measuredCount, max(p.image_id) as lastImageId
          from (
            select image_id, ${predictedClass} as class from predictions
            where evaluation_id = ${evaluationId} and image_id > ${afterImageId} order by image_id limit ${limit}
          ) p
          left join heatmaps h on h.set_id = ${setId} and h.image_id = p.image_id and h.explained_class = p.class
          left join region_shares r on r.set_id = ${setId} and r.image_id = p.image_id and r.explained_class = p.class`);
        return counts ?? { mapCount: 0, measuredCount: 0, lastImageId: null };
      },

      /** Raw bytes of a piece of a set's maps: for their largest value. */
      rawPiece: (setId: number, { afterImageId, limit }: Piece) =>
        db
          .all<{ readonly imageId: number; readonly raw: Buffer }>(
            sql`select image_id as imageId, raw from heatmaps where set_id = ${setId} and image_id > ${afterImageId} order by image_id limit ${limit}`,
          )
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
          .all<ExplainedRow>(sql`
            select p.image_id as imageId, p.label, p.score, h.image_id as map, r.mass, r.shares, r.areas
            from (
              select image_id, label, score, ${predictedClass} as class from predictions
              where evaluation_id = ${evaluationId} and image_id > ${afterImageId} order by image_id limit ${limit}
            ) p
            left join heatmaps h on h.set_id = ${setId} and h.image_id = p.image_id and h.explained_class = p.class
            left join region_shares r on r.set_id = ${setId} and r.image_id = p.image_id and r.explained_class = p.class
            order by p.image_id`)
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
