import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { RunId, StepMetric } from '#shared/domain/records.ts';
import { finiteOrNull } from './measured.ts';
import { repository, type StoreContext } from './repository.ts';
import { stepMetrics } from './schema.ts';

/** The curves of a run: one array a measure, all of one length, in the order of the steps. */
export type StepColumns = { readonly [K in keyof StepMetric]: readonly StepMetric[K][] };

const { runId: _, ...MEASURES } = getTableColumns(stepMetrics);
const NAMES = Object.keys(MEASURES) as (keyof StepMetric)[]; // the table has the record's names

export function createStepsRepository(context: StoreContext) {
  const { db } = context;
  const insert = db
    .insert(stepMetrics)
    .values({
      runId: sql.placeholder('runId'),
      step: sql.placeholder('step'),
      epoch: sql.placeholder('epoch'),
      loss: sql.placeholder('loss'),
      accuracy: sql.placeholder('accuracy'),
      learningRate: sql.placeholder('learningRate'),
      imagesPerSecond: sql.placeholder('imagesPerSecond'),
      memoryBytes: sql.placeholder('memoryBytes'),
      atMs: sql.placeholder('atMs'),
    })
    .onConflictDoUpdate({
      target: [stepMetrics.runId, stepMetrics.step],
      set: {
        epoch: sql`excluded.epoch`,
        loss: sql`excluded.loss`,
        accuracy: sql`excluded.accuracy`,
        learningRate: sql`excluded.learning_rate`,
        imagesPerSecond: sql`excluded.images_per_second`,
        memoryBytes: sql`excluded.memory_bytes`,
        atMs: sql`excluded.at_ms`,
      },
    })
    .prepare();

  return repository(
    'steps',
    {
      /** Many at once: each commit waits for the disk. A step that is done again replaces what it was. */
      record: (runId: RunId, metrics: readonly StepMetric[]): void =>
        db.transaction(
          () => {
            for (const metric of metrics)
              insert.run({
                ...metric,
                runId,
                loss: finiteOrNull(metric.loss),
                accuracy: finiteOrNull(metric.accuracy),
              });
          },
          { behavior: 'immediate' },
        ),

      /** Steps after `afterStep` (0 = all). */
      columns: (runId: RunId, { afterStep = 0 }: { readonly afterStep?: number } = {}): StepColumns => {
        const rows = db
          .select(MEASURES)
          .from(stepMetrics)
          .where(and(eq(stepMetrics.runId, runId), gt(stepMetrics.step, afterStep)))
          .orderBy(asc(stepMetrics.step))
          .all();
        const columns = NAMES.map((name) => [name, rows.map((row) => row[name])]);
        return Object.fromEntries(columns) as StepColumns; // one array a name
      },
    },
    context,
  );
}
