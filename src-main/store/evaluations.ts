import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import type { DatasetId, EvaluationId, JsonObject, RunId } from '#shared/domain/records.ts';
import { EvaluationSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, evaluations } from './schema.ts';

export type NewEvaluation = Readonly<
  Pick<
    EvaluationSummary,
    | 'runId'
    | 'checkpointFile'
    | 'checkpointSha256'
    | 'datasetId'
    | 'splitName'
    | 'threshold'
    | 'positiveClass'
    | 'device'
  >
>;

/** How an evaluation ended. Only a finished one has metrics. */
export type EvaluationEnd =
  | { readonly status: 'finished'; readonly metrics: JsonObject; readonly durationMs: number }
  | { readonly status: 'stopped' | 'failed'; readonly durationMs: number };

export type EvaluationFilter = { readonly runId?: RunId; readonly datasetId?: DatasetId };

export function createEvaluationsRepository(context: StoreContext) {
  const { db, clock } = context;
  const select = () =>
    db
      .select({ ...getTableColumns(evaluations), datasetName: datasets.name })
      .from(evaluations)
      .innerJoin(datasets, eq(datasets.id, evaluations.datasetId));
  const find = (id: EvaluationId): EvaluationSummary => {
    const row = select().where(eq(evaluations.id, id)).get();
    if (row === undefined)
      throw new AppError('not_found', `The workspace has no evaluation ${id}.`, { hint: 'Run the test again.' });
    return EvaluationSummary.parse(row);
  };

  return repository(
    'evaluations',
    {
      /** A new one, `running`, without predictions. */
      start: (evaluation: NewEvaluation): EvaluationSummary => {
        const { id } = db
          .insert(evaluations)
          .values({ ...evaluation, status: 'running', metrics: {}, imageCount: 0, createdAtMs: clock() })
          .returning({ id: evaluations.id })
          .get();
        return find(id);
      },

      /** @throws conflict (it has ended already), not_found */
      end: (id: EvaluationId, end: EvaluationEnd): EvaluationSummary =>
        db.transaction(
          (tx) => {
            const { status } = find(id);
            if (status !== 'running')
              throw new AppError('conflict', `Evaluation ${id} is ${status} and cannot become ${end.status}.`);
            tx.update(evaluations).set(end).where(eq(evaluations.id, id)).run();
            return find(id);
          },
          { behavior: 'immediate' },
        ),

      /** @throws not_found */
      get: (id: EvaluationId): EvaluationSummary => find(id),

      /** Newest first. */
      list: ({ runId, datasetId }: EvaluationFilter = {}): readonly EvaluationSummary[] =>
        select()
          .where(
            and(
              runId === undefined ? undefined : eq(evaluations.runId, runId),
              datasetId === undefined ? undefined : eq(evaluations.datasetId, datasetId),
            ),
          )
          .orderBy(desc(evaluations.id))
          .all()
          .map((row) => EvaluationSummary.parse(row)),

      /** Every evaluation that is still called running ended without a word. Returns how many. */
      markInterrupted: (): number =>
        db.update(evaluations).set({ status: 'interrupted' }).where(eq(evaluations.status, 'running')).run().changes,
    },
    context,
  );
}
