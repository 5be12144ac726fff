/** Faces whose embeddings point the same way: all of a test's are gone through, in pieces between which others have their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Embedding } from '#main/store/embeddings.ts';
import type { Store } from '#main/store/open.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

export type Similar = {
  readonly imageId: ImageId;
  /** Cosine of the angle between the vectors, -1..1. */
  readonly similarity: number;
};

export type NearestRequest = {
  readonly imageId: ImageId;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
};

/** Some 4 MB of vectors of 512 values, and some ten milliseconds. */
const VECTORS_AT_ONCE = 2_000;

/** The nearest first, the face itself left out; null where it has no embedding. @throws file_invalid (vectors of two lengths) */
export async function nearestFaces(
  store: Pick<Store, 'embeddings'>,
  evaluationId: EvaluationId,
  { imageId, limit, signal }: NearestRequest,
): Promise<readonly Similar[] | null> {
  const own = store.embeddings.find(evaluationId, imageId);
  if (own === null) return null;
  const nearest: Similar[] = [];
  const length = lengthOf(own);
  for (let afterImageId = 0; ; await nextTurn()) {
    signal?.throwIfAborted();
    const piece = store.embeddings.piece(evaluationId, { afterImageId, limit: VECTORS_AT_ONCE });
    for (const embedding of piece)
      if (embedding.imageId !== imageId) keepNearest(nearest, similarOf(own, length, embedding), limit);
    if (piece.length < VECTORS_AT_ONCE) return nearest;
    afterImageId = piece.at(-1)?.imageId ?? 0;
  }
}

/** Into its place among those that are kept; of equals, the one that came first stays first. */
function keepNearest(nearest: Similar[], similar: Similar, limit: number): void {
  const last = nearest.at(-1);
  if (nearest.length === limit && last !== undefined && last.similarity >= similar.similarity) return;
  const place = nearest.findIndex(({ similarity }) => similarity < similar.similarity);
  nearest.splice(place === -1 ? nearest.length : place, 0, similar);
  if (nearest.length > limit) nearest.pop();
}

const lengthOf = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** 0 where a vector is zero: it points nowhere. */
function similarOf(own: Float32Array, length: number, { imageId, vector }: Embedding): Similar {
  if (own.length !== vector.length)
    throw new AppError(
      'file_invalid',
      `The embedding of image ${imageId} has ${vector.length} values; expected ${own.length}.`,
    );
  let [dot, squares] = [0, 0];
  for (let i = 0; i < own.length; i++) {
    const value = vector[i]!;
    dot += own[i]! * value;
    squares += value * value;
  }
  return { imageId, similarity: length === 0 || squares === 0 ? 0 : dot / (length * Math.sqrt(squares)) };
}
