import { and, count, eq, sql } from 'drizzle-orm';
import { type Label, predictedLabel } from '#shared/domain/labels.ts';
import { type EvaluationId, type ImageId, Prediction } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { StoreDatabase } from './connection.ts';
import {
  type PredictionFilter,
  type PredictionOrder,
  predictionsOrder,
  predictionsWhere,
} from './prediction-queries.ts';
import { repository, type StoreContext } from './repository.ts';
import { evaluations, images, predictions } from './schema.ts';

export type NewPrediction = Readonly<Pick<Prediction, 'imageId' | 'score' | 'loss'>> & {
  /** That it was tested under, where a revision had changed it; absent = as in the CSV. */
  readonly label?: Label;
};

export type PredictionQuery = {
  readonly filter?: PredictionFilter;
  /** The evaluation's own unless given. */
  readonly threshold?: number;
};

export type PredictionPageQuery = PredictionQuery & {
  readonly order: PredictionOrder;
  readonly limit: number;
  readonly offset?: number;
};

/** All predictions of an evaluation, in the order of the images: what curves and metrics are made of. */
export type PredictionColumns = {
  readonly imageIds: readonly ImageId[];
  readonly labels: readonly Label[];
  readonly scores: Float64Array;
  readonly losses: Float64Array;
};

export function createPredictionsRepository(context: StoreContext) {
  const { db } = context;
  const insert = db
    .insert(predictions)
    .values({
      evaluationId: sql.placeholder('evaluationId'),
      imageId: sql.placeholder('imageId'),
      pictureId: sql`(select picture_id from images where id = ${sql.placeholder('imageId')})`,
      label: sql`coalesce(${sql.placeholder('label')}, (select label from images where id = ${sql.placeholder('imageId')}))`,
      score: sql.placeholder('score'),
      loss: sql.placeholder('loss'),
    })
    .prepare();
  // Rows as arrays: of 100,000, objects would take twice as long.
  const selectColumns = db.$client
    .prepare<[EvaluationId], [imageId: ImageId, label: Label, score: number, loss: number]>(
      'select image_id, label, score, loss from predictions where evaluation_id = ? order by image_id',
    )
    .raw();
  const thresholdOf = (id: EvaluationId, asked: number | undefined): number => asked ?? ownThreshold(db, id);

  return repository(
    'predictions',
    {
      /** A batch: all or nothing. @throws conflict (the evaluation is over), engine_failed (a score or loss that is no number) */
      record: (evaluationId: EvaluationId, batch: readonly NewPrediction[]): void =>
        db.transaction(
          (tx) => {
            for (const prediction of batch) insert.run({ label: null, ...assertFinite(prediction), evaluationId });
            const { changes } = tx
              .update(evaluations)
              .set({ imageCount: sql`${evaluations.imageCount} + ${batch.length}` })
              .where(and(eq(evaluations.id, evaluationId), eq(evaluations.status, 'running')))
              .run();
            if (changes === 0)
              throw new AppError('conflict', `Evaluation ${evaluationId} is over and takes no predictions.`);
          },
          { behavior: 'immediate' },
        ),

      /** @throws not_found */
      page: (evaluationId: EvaluationId, query: PredictionPageQuery): readonly Prediction[] => {
        const threshold = thresholdOf(evaluationId, query.threshold);
        return predictionPage(db, evaluationId, { ...query, threshold })
          .all()
          .map((row) => Prediction.parse({ ...row, predicted: predictedLabel(row.score, threshold) }));
      },

      /** How many there are in all the pages. @throws not_found */
      count: (evaluationId: EvaluationId, { filter = {}, threshold }: PredictionQuery = {}): number =>
        db
          .select({ count: count() })
          .from(predictions)
          .where(predictionsWhere(evaluationId, filter, thresholdOf(evaluationId, threshold)))
          .get()?.count ?? 0,

      columns: (evaluationId: EvaluationId): PredictionColumns => {
        const rows = selectColumns.all(evaluationId);
        return {
          imageIds: rows.map(([imageId]) => imageId),
          labels: rows.map(([, label]) => label),
          scores: Float64Array.from(rows, ([, , score]) => score),
          losses: Float64Array.from(rows, ([, , , loss]) => loss),
        };
      },
    },
    context,
  );
}

/** Exported for the test of its plan. */
export function predictionPage(
  db: StoreDatabase,
  evaluationId: EvaluationId,
  { filter = {}, threshold, order, limit, offset = 0 }: PredictionPageQuery & { readonly threshold: number },
) {
  const { imageId, label, score, loss } = predictions;
  return db
    .select({ imageId, path: images.path, line: images.line, label, score, loss })
    .from(predictions)
    .innerJoin(images, eq(images.id, imageId))
    .where(predictionsWhere(evaluationId, filter, threshold))
    .orderBy(...predictionsOrder(order, threshold))
    .limit(limit)
    .offset(offset);
}

function ownThreshold(db: StoreDatabase, id: EvaluationId): number {
  const row = db.select({ threshold: evaluations.threshold }).from(evaluations).where(eq(evaluations.id, id)).get();
  if (row === undefined)
    throw new AppError('not_found', `The workspace has no evaluation ${id}.`, { hint: 'Run the test again.' });
  return row.threshold;
}

function assertFinite(prediction: NewPrediction): NewPrediction {
  const { score, loss, imageId } = prediction;
  if (Number.isFinite(score) && Number.isFinite(loss)) return prediction;
  throw new AppError('engine_failed', `The network gave image ${imageId} the score ${score} and the loss ${loss}.`, {
    hint: 'These weights come from a training that diverged: test an earlier checkpoint, or train with a smaller learning rate.',
  });
}
