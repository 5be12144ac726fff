/** One face of a test, and what other tests say of the same picture. */
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId, PictureId, RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, evaluations, images, predictions, runs } from './schema.ts';

export type TestedFace = {
  readonly imageId: ImageId;
  readonly pictureId: PictureId;
  readonly line: number;
  /** As it stands in the CSV. */
  readonly path: string;
  /** As it was when the test ran. */
  readonly label: Label;
  /** P(fake) */
  readonly score: number;
  /** In nats. */
  readonly loss: number;
};

/** What one test says of a picture. */
export type PictureScore = {
  readonly evaluationId: EvaluationId;
  readonly imageId: ImageId;
  readonly runId: RunId | null;
  readonly runName: string | null;
  readonly checkpointFile: string;
  readonly datasetName: string;
  readonly splitName: string;
  readonly threshold: number;
  readonly createdAtMs: number;
  readonly label: Label;
  readonly score: number;
};

/** Below SQLite's limit of variables. */
const IDS_AT_ONCE = 500;

export function createTestedFacesRepository(context: StoreContext) {
  const { db } = context;
  const { imageId, pictureId, label, score, loss } = predictions;
  const columns = { imageId, pictureId, line: images.line, path: images.path, label, score, loss };
  const select = () => db.select(columns).from(predictions).innerJoin(images, eq(images.id, imageId));

  return repository(
    'testedFaces',
    {
      /** @throws not_found */
      get: (evaluationId: EvaluationId, id: ImageId): TestedFace => {
        const row = select()
          .where(and(eq(predictions.evaluationId, evaluationId), eq(imageId, id)))
          .get();
        if (row !== undefined) return row;
        throw new AppError('not_found', `Test ${evaluationId} has no image ${id}.`, {
          hint: 'The test did not see it, or its data set was removed.',
        });
      },

      /** In the order of the ids; one that the test did not see is left out. */
      list: (evaluationId: EvaluationId, ids: readonly ImageId[]): readonly TestedFace[] => {
        const found = new Map<ImageId, TestedFace>();
        for (let first = 0; first < ids.length; first += IDS_AT_ONCE) {
          const rows = select()
            .where(
              and(
                eq(predictions.evaluationId, evaluationId),
                inArray(imageId, ids.slice(first, first + IDS_AT_ONCE) as ImageId[]),
              ),
            )
            .all();
          for (const row of rows) found.set(row.imageId, row);
        }
        return ids.flatMap((id) => found.get(id) ?? []);
      },

      /** Every test that saw the picture, whichever data set it came through; the newest first. */
      scores: (picture: PictureId): readonly PictureScore[] =>
        db
          .select({
            evaluationId: predictions.evaluationId,
            imageId,
            runId: evaluations.runId,
            runName: runs.name,
            checkpointFile: evaluations.checkpointFile,
            datasetName: datasets.name,
            splitName: evaluations.splitName,
            threshold: evaluations.threshold,
            createdAtMs: evaluations.createdAtMs,
            label,
            score,
          })
          .from(evaluations)
          .innerJoin(predictions, and(eq(predictions.evaluationId, evaluations.id), eq(pictureId, picture)))
          .innerJoin(datasets, eq(datasets.id, evaluations.datasetId))
          .leftJoin(runs, eq(runs.id, evaluations.runId))
          .orderBy(desc(predictions.evaluationId), asc(imageId))
          .all(),
    },
    context,
  );
}
