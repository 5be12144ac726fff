/** What a network makes of faces before its last layer: float32, little-endian, one vector a tested face. */
import { count, eq, sql } from 'drizzle-orm';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { predictions } from './schema.ts';
import { embeddings } from './schema-analysis.ts';

export type Embedding = { readonly imageId: ImageId; readonly vector: Float32Array };
export type Similar = { readonly imageId: ImageId; readonly similarity: number };

export function createEmbeddingsRepository(context: StoreContext) {
  const { db } = context;
  const rowsOf = (evaluationId: EvaluationId) =>
    db
      .select({ imageId: embeddings.imageId, vector: embeddings.vector })
      .from(embeddings)
      .where(eq(embeddings.evaluationId, evaluationId))
      .all();

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
      missing: (evaluationId: EvaluationId): readonly ImageId[] =>
        db
          .select({ imageId: predictions.imageId })
          .from(predictions)
          .where(
            sql`${predictions.evaluationId} = ${evaluationId} and not exists (select 1 from ${embeddings} where ${embeddings.evaluationId} = ${predictions.evaluationId} and ${embeddings.imageId} = ${predictions.imageId})`,
          )
          .orderBy(predictions.imageId)
          .all()
          .map(({ imageId }) => imageId),

      /** By the cosine of the angle between the vectors, the nearest first, itself left out; null where the face has none. */
      nearest: (
        evaluationId: EvaluationId,
        { imageId, limit }: { readonly imageId: ImageId; readonly limit: number },
      ): readonly Similar[] | null => {
        const rows = rowsOf(evaluationId).map((row) => ({ imageId: row.imageId, vector: vectorOf(row) }));
        const own = rows.find((row) => row.imageId === imageId)?.vector;
        if (own === undefined) return null;
        return rows
          .filter((row) => row.imageId !== imageId)
          .map((row) => ({ imageId: row.imageId, similarity: cosine(own, row) }))
          .sort((a, b) => b.similarity - a.similarity || a.imageId - b.imageId)
          .slice(0, limit);
      },
    },
    context,
  );
}

/** SQLite's bytes may lie anywhere; numbers have to lie at a multiple of four. */
const vectorOf = ({ vector }: { readonly vector: Buffer }): Float32Array =>
  vector.byteOffset % 4 === 0
    ? new Float32Array(vector.buffer, vector.byteOffset, vector.length / 4)
    : new Float32Array(Uint8Array.from(vector).buffer);

/** 0 where a vector is zero: it points nowhere. */
function cosine(a: Float32Array, { imageId, vector: b }: Embedding): number {
  if (a.length !== b.length)
    throw new AppError(
      'file_invalid',
      `The embedding of image ${imageId} has ${b.length} values; expected ${a.length}.`,
    );
  let [dot, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
}
