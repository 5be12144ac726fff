/** Where faces lie in pictures: what a detector saw, and what is true of drawn ones. Both by the picture's content. */
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { DatasetId, EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { FaultRegion, Point } from '#shared/domain/regions.ts';
import { effective, stateOfImage } from './effective.ts';
import { fileOf } from './images.ts';
import { bytesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, images, predictions } from './schema.ts';
import { detectedFaces, drawnFaces } from './schema-analysis.ts';
import { imageStates } from './schema-curation.ts';

export type DetectedFace = {
  readonly sha256: string;
  readonly faceCount: number;
  /** Of the largest face, 0..1; null where there is none, like the next two. */
  readonly confidence: number | null;
  /** left, top, width, height in the picture's pixels. */
  readonly box: Float32Array | null;
  /** 68 x (x, y) in the picture's pixels. */
  readonly landmarks: Float32Array | null;
};

export type DrawnFace = {
  readonly sha256: string;
  readonly landmarks: Float32Array;
  /** Null in a real face. */
  readonly fault: {
    readonly region: FaultRegion;
    readonly strength: number;
    readonly outline: readonly Point[];
  } | null;
};

/** A picture that nobody looked at, to be looked at once. */
export type UnlocatedPicture = { readonly sha256: string; readonly file: string };

export type LocatedCounts = {
  readonly imageCount: number;
  readonly found: number;
  readonly none: number;
  readonly several: number;
  readonly pending: number;
  readonly withTruth: number;
};

export function createLocatedFacesRepository(context: StoreContext) {
  const { db } = context;
  const seenBy = (model: string) => and(eq(detectedFaces.sha256, images.sha256), eq(detectedFaces.model, model));
  const isDrawn = eq(drawnFaces.sha256, images.sha256);
  const place = { path: images.path, csvPath: datasets.csvPath, imagesFolder: datasets.imagesFolder };
  const toPicture = ({ sha256, path, ...of }: UnlocatedRow): UnlocatedPicture => ({ sha256, file: fileOf(path, of) });

  return repository(
    'locatedFaces',
    {
      /** What is known already stays. */
      recordDetected: (model: string, faces: readonly DetectedFace[]): void =>
        db.transaction(
          (tx) => {
            for (const { sha256, faceCount, confidence, box, landmarks } of faces)
              tx.insert(detectedFaces)
                .values({
                  ...{ sha256, model, faceCount, confidence },
                  box: box && bytesOf(box),
                  landmarks: landmarks && bytesOf(landmarks),
                })
                .onConflictDoNothing()
                .run();
          },
          { behavior: 'immediate' },
        ),

      recordDrawn: (faces: readonly DrawnFace[]): void =>
        db.transaction(
          (tx) => {
            for (const { sha256, landmarks, fault } of faces)
              tx.insert(drawnFaces)
                .values({
                  sha256,
                  landmarks: bytesOf(landmarks),
                  faultRegion: fault?.region ?? null,
                  faultStrength: fault?.strength ?? null,
                  faultOutline: fault?.outline ?? null,
                })
                .onConflictDoNothing()
                .run();
          },
          { behavior: 'immediate' },
        ),

      /** Included pictures of a data set that this detector did not see yet, each once. */
      undetected: (datasetId: DatasetId, model: string): readonly UnlocatedPicture[] =>
        db
          .select({ sha256: images.sha256, ...place })
          .from(images)
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .leftJoin(imageStates, stateOfImage)
          .leftJoin(detectedFaces, seenBy(model))
          .where(and(eq(images.datasetId, datasetId), sql`${effective.isExcluded} = 0`, isNull(detectedFaces.sha256)))
          .groupBy(images.sha256)
          .all()
          .map(toPicture),

      /** Pictures of a test of which neither a detector nor their maker said where the face lies, each once. */
      unlocated: (evaluationId: EvaluationId, model: string): readonly UnlocatedPicture[] =>
        db
          .select({ sha256: images.sha256, ...place })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .leftJoin(detectedFaces, seenBy(model))
          .leftJoin(drawnFaces, isDrawn)
          .where(
            and(eq(predictions.evaluationId, evaluationId), isNull(detectedFaces.sha256), isNull(drawnFaces.sha256)),
          )
          .groupBy(images.sha256)
          .all()
          .map(toPicture),

      /** Images of a data set whose truth is not known, to be looked for in the file beside its table. */
      undrawn: (datasetId: DatasetId) =>
        db
          .select({ sha256: images.sha256, path: images.path, width: images.width, height: images.height })
          .from(images)
          .leftJoin(drawnFaces, isDrawn)
          .where(and(eq(images.datasetId, datasetId), isNull(drawnFaces.sha256)))
          .orderBy(asc(images.line))
          .all(),

      /** Of the included images. Landmarks that came with the picture count as found. */
      counts: (datasetId: DatasetId, model: string): LocatedCounts => {
        const isTrue = sql`${drawnFaces.sha256} is not null`;
        const one = (what: ReturnType<typeof sql>) => sql<number>`coalesce(sum(${what}), 0)`;
        const row = db
          .select({
            imageCount: count(),
            found: one(sql`${isTrue} or ${detectedFaces.faceCount} = 1`),
            none: one(sql`not ${isTrue} and ${detectedFaces.faceCount} = 0`),
            several: one(sql`not ${isTrue} and ${detectedFaces.faceCount} > 1`),
            pending: one(sql`not ${isTrue} and ${detectedFaces.sha256} is null`),
            withTruth: one(isTrue),
          })
          .from(images)
          .leftJoin(imageStates, stateOfImage)
          .leftJoin(detectedFaces, seenBy(model))
          .leftJoin(drawnFaces, isDrawn)
          .where(and(eq(images.datasetId, datasetId), sql`${effective.isExcluded} = 0`))
          .get();
        return row ?? { imageCount: 0, found: 0, none: 0, several: 0, pending: 0, withTruth: 0 };
      },

      /** Landmarks that a detector saw beside those that are true, each picture once; where it saw one face. */
      beside: (
        datasetId: DatasetId,
        model: string,
      ): readonly { readonly seen: Float32Array; readonly real: Float32Array }[] =>
        db
          .select({ seen: sql<Buffer>`${detectedFaces.landmarks}`, real: drawnFaces.landmarks })
          .from(images)
          .innerJoin(detectedFaces, seenBy(model))
          .innerJoin(drawnFaces, isDrawn)
          .where(and(eq(images.datasetId, datasetId), eq(detectedFaces.faceCount, 1)))
          .groupBy(images.sha256)
          .all()
          .map(({ seen, real }) => ({ seen: floatsOf(seen), real: floatsOf(real) })),

      /** Null where nothing of the kind is known. @throws never: an image that is gone has neither */
      ofImage: (
        id: ImageId,
        model: string,
      ): { readonly detected: DetectedFace | null; readonly drawn: DrawnFace | null } => {
        const row = db
          .select({ detected: detectedFaces, drawn: drawnFaces })
          .from(images)
          .leftJoin(detectedFaces, seenBy(model))
          .leftJoin(drawnFaces, isDrawn)
          .where(eq(images.id, id))
          .get();
        return { detected: toDetected(row?.detected ?? null), drawn: toDrawn(row?.drawn ?? null) };
      },
    },
    context,
  );
}

type UnlocatedRow = {
  readonly sha256: string;
  readonly path: string;
  readonly csvPath: string;
  readonly imagesFolder: string | null;
};

/** float32, little-endian, as they lie in the database. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(Math.floor(bytes.byteLength / 4));
  new Uint8Array(values.buffer).set(bytes.subarray(0, values.byteLength));
  return values;
}

const toDetected = (row: typeof detectedFaces.$inferSelect | null): DetectedFace | null =>
  row && {
    sha256: row.sha256,
    faceCount: row.faceCount,
    confidence: row.confidence,
    box: row.box && floatsOf(row.box),
    landmarks: row.landmarks && floatsOf(row.landmarks),
  };

const toDrawn = (row: typeof drawnFaces.$inferSelect | null): DrawnFace | null =>
  row && {
    sha256: row.sha256,
    landmarks: floatsOf(row.landmarks),
    fault:
      row.faultRegion === null
        ? null
        : { region: row.faultRegion, strength: row.faultStrength ?? 0, outline: row.faultOutline ?? [] },
  };
