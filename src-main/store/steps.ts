import { and, asc, count, eq, getTableColumns, gt, max, min, sql } from 'drizzle-orm';
import type { RunId, StepMetric } from '#shared/domain/records.ts';
import { finiteOrNull } from './measured.ts';
import { repository, type StoreContext } from './repository.ts';
import { stepMetrics } from './schema.ts';

/** The curves of a run: one array a measure, all of one length, in the order of the steps. */
export type StepColumns = { readonly [K in keyof StepMetric]: readonly StepMetric[K][] };

const { runId: _, ...MEASURES } = getTableColumns(stepMetrics);
const NAMES = Object.keys(MEASURES) as (keyof StepMetric)[]; // the table has the record's names

const mean = <T>(column: T) => sql<number | null>`avg(${column})`;
const wholeMean = <T>(column: T) => sql<number>`cast(round(avg(${column})) as integer)`;

/** Of neighbouring steps; what is null is left out. */
const MEANS = {
  step: wholeMean(stepMetrics.step),
  epoch: sql<number>`max(${stepMetrics.epoch})`,
  loss: mean(stepMetrics.loss),
  accuracy: mean(stepMetrics.accuracy),
  learningRate: mean(stepMetrics.learningRate),
  imagesPerSecond: mean(stepMetrics.imagesPerSecond),
  memoryBytes: wholeMean(stepMetrics.memoryBytes),
  atMs: wholeMean(stepMetrics.atMs),
} satisfies Record<keyof StepMetric, unknown>;

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

  /** Steps after `afterStep` (0 = all). */
  const columns = (runId: RunId, { afterStep = 0 }: { readonly afterStep?: number } = {}): StepColumns =>
    toColumns(
      db
        .select(MEASURES)
        .from(stepMetrics)
        .where(and(eq(stepMetrics.runId, runId), gt(stepMetrics.step, afterStep)))
        .orderBy(asc(stepMetrics.step))
        .all(),
    );

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

      columns,

      /**
       * At most `points` of them: the first and the last as they are, between them means over neighbours, each over as long a stretch. A mean leaves out what
       * is null, and is null where all are. SQLite does it: a long training has a hundred thousand steps.
       */
      thinned: (runId: RunId, points: number): StepColumns => {
        const { step } = stepMetrics;
        const isOfRun = eq(stepMetrics.runId, runId);
        const range = db
          .select({ steps: count(), first: min(step), last: max(step) })
          .from(stepMetrics)
          .where(isOfRun)
          .get();
        if (range === undefined || range.steps <= points) return columns(runId);
        const { first, last } = range as { first: number; last: number }; // there are steps
        // better-sqlite3 binds numbers as reals: without the cast every step would be a stretch of its own
        const stretch = sql`case ${step} when ${first} then -1 when ${last} then ${points}
          else cast((${step} - ${first} - 1) * ${points - 2} / ${last - first - 1} as integer) end`;
        return toColumns(
          db
            .select(MEANS)
            .from(stepMetrics)
            .where(isOfRun)
            .groupBy(stretch)
            .orderBy(asc(min(step)))
            .all(),
        );
      },
    },
    context,
  );
}

function toColumns(rows: readonly { readonly [K in keyof StepMetric]: StepMetric[K] | null }[]): StepColumns {
  const columns = NAMES.map((name) => [name, rows.map((row) => row[name])]);
  return Object.fromEntries(columns) as StepColumns; // one array a name; null only where StepMetric has it
}
