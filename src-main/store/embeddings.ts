/** What a network makes of faces before its last layer: float32, little-endian, one vector a tested face. */
import { count, eq, sql } from 'drizzle-orm';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { fileOf } from './images.ts';
import type { Piece } from './map-sets.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, images, predictions } from './schema.ts';
import { embeddings } from './schema-analysis.ts';

export type Embedding = { readonly imageId: ImageId; readonly vector: Float32Array };
export type UnembeddedFace = { readonly imageId: ImageId; readonly file: string };

export function createEmbeddingsRepository(context: StoreContext) {
  const { db } = context;
  const read = db.$client.prepare<[EvaluationId, number, number], { imageId: ImageId; vector: Buffer }>(
    'select image_id as imageId, vector from embeddings where evaluation_id = ? and image_id > ? order by image_id limit ?',
  );
  const piece = (evaluationId: EvaluationId, { afterImageId, limit }: Piece): readonly Embedding[] =>
    read.all(evaluationId, afterImageId, limit).map(({ imageId, vector }) => ({ imageId, vector: vectorOf(vector) }));

  return repository(
    'embeddings',
    {
      /** A batch: all or nothing. One that is made again replaces what it was. */
      record: (evaluationId: EvaluationId, batch: readonly Embedding[]): void =>
        db.transaction(
          (tx) => {
            for (const { imageId, vector } of batch) {
              const row = { vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength) };
              tx.insert(embeddings)
                .values({ evaluationId, imageId, ...row })
                .onConflictDoUpdate({ target: [embeddings.evaluationId, embeddings.imageId], set: row })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      count: (evaluationId: EvaluationId): number =>
        db.select({ count: count() }).from(embeddings).where(eq(embeddings.evaluationId, evaluationId)).get()?.count ??
        0,

      /** Tested faces without one, in the order of the images. */
      missing: (evaluationId: EvaluationId): readonly UnembeddedFace[] =>
        db
          .select({
            imageId: predictions.imageId,
            path: images.path,
            csvPath: datasets.csvPath,
            imagesFolder: datasets.imagesFolder,
          })
          .from(predictions)
          .innerJoin(images, eq(images.id, predictions.imageId))
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .where(
            sql`${predictions.evaluationId} = ${evaluationId} and not exists (select 1 from ${embeddings} where ${embeddings.evaluationId} = ${predictions.evaluationId} and ${embeddings.imageId} = ${predictions.imageId})`,
          )
          .orderBy(predictions.imageId)
          .all()
          .map(({ imageId, path, ...place }) => ({ imageId, file: fileOf(path, place) })),

      /** Null where the face has none. */
      find: (evaluationId: EvaluationId, imageId: ImageId): Float32Array | null => {
        const [row] = piece(evaluationId, { afterImageId: imageId - 1, limit: 1 });
        return row?.imageId === imageId ? row.vector : null;
      },

      /** In the order of the images. */
      piece,
    },
    context,
  );
}

/** SQLite's bytes may lie anywhere; numbers have to lie at a multiple of four. */
const vectorOf = (bytes: Buffer): Float32Array =>
  bytes.byteOffset % 4 === 0
    ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    : new Float32Array(Uint8Array.from(bytes).buffer);
