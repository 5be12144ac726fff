/** The frozen threshold of a file of weights. */
import { eq } from 'drizzle-orm';
import { FrozenPoint } from '#shared/contract/predictions.ts';
import type { EvaluationId, JsonObject } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, evaluations } from './schema.ts';
import { operatingPoints } from './schema-analysis.ts';

export type NewOperatingPoint = {
  readonly checkpointSha256: string;
  readonly evaluationId: EvaluationId;
  readonly rule: FrozenPoint['rule'];
  readonly threshold: number;
  readonly frozenAtMs: number;
};

export function createOperatingPointsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'operatingPoints',
    {
      /** Null where none was frozen. */
      find: (checkpointSha256: string): FrozenPoint | null => {
        const { evaluationId, rule, threshold, frozenAtMs } = operatingPoints;
        const row = db
          .select({
            ...{ evaluationId, rule, threshold, frozenAtMs },
            datasetName: datasets.name,
            imageCount: evaluations.imageCount,
          })
          .from(operatingPoints)
          .innerJoin(evaluations, eq(evaluations.id, evaluationId))
          .innerJoin(datasets, eq(datasets.id, evaluations.datasetId))
          .where(eq(operatingPoints.checkpointSha256, checkpointSha256))
          .get();
        return row === undefined ? null : FrozenPoint.parse(row);
      },

      /** In the place of an earlier one; null takes it away. */
      put: (checkpointSha256: string, point: Omit<NewOperatingPoint, 'checkpointSha256'> | null): void =>
        db.transaction(
          (tx) => {
            tx.delete(operatingPoints).where(eq(operatingPoints.checkpointSha256, checkpointSha256)).run();
            if (point === null) return;
            const rule = point.rule as JsonObject; // plain numbers and words
            tx.insert(operatingPoints)
              .values({ ...point, rule, checkpointSha256 })
              .run();
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}
