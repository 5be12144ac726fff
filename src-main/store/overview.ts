/** What a workspace holds, in numbers that do not depend on how much it is: rows are counted where each counts itself already. */
import { and, count, desc, eq, inArray, isNull, notExists, type SQL, sum } from 'drizzle-orm';
import type { RecentRun } from '#shared/contract/workspace.ts';
import { DatasetSummary } from '#shared/domain/records.ts';
import { isComplete } from './dataset-filling.ts';
import { repository, type StoreContext } from './repository.ts';
import { runSummaries, toSummary } from './run-queries.ts';
import { datasets, evaluations, runs } from './schema.ts';

/** How many runs and data sets are named. */
const RECENT = 8;

const isKept = isNull(runs.trashedAtMs);
/** What was put away is not brought up again. */
const isActive = and(isKept, isNull(runs.archivedAtMs));

export function createOverviewRepository(context: StoreContext) {
  const { db } = context;

  const withTests = (rows: readonly unknown[]): RecentRun[] => {
    const summaries = rows.map(toSummary);
    const tested = db
      .selectDistinct({ runId: evaluations.runId })
      .from(evaluations)
      .where(
        and(
          inArray(
            evaluations.runId,
            summaries.map(({ id }) => id),
          ),
          eq(evaluations.status, 'finished'),
        ),
      )
      .all();
    const ids = new Set(tested.map(({ runId }) => runId));
    return summaries.map((run) => ({ ...run, hasTest: ids.has(run.id) }));
  };
  const newestRuns = (where: SQL | undefined, limit: number): RecentRun[] =>
    withTests(
      runSummaries(db).where(and(isActive, where)).orderBy(desc(runs.createdAtMs), desc(runs.id)).limit(limit).all(),
    );
  const hasNoTest = () =>
    notExists(
      db
        .select({ id: evaluations.id })
        .from(evaluations)
        .where(and(eq(evaluations.runId, runs.id), eq(evaluations.status, 'finished'))),
    );

  return repository(
    'overview',
    {
      counts: () => {
        const ofDatasets = db
          .select({ number: count(), images: sum(datasets.imageCount) })
          .from(datasets)
          .get();
        const byStatus = db
          .select({ status: runs.status, number: count() })
          .from(runs)
          .where(isKept)
          .groupBy(runs.status)
          .all();
        const tests = db
          .select({ number: count(), faces: sum(evaluations.imageCount) })
          .from(evaluations)
          .get();
        return {
          datasetCount: ofDatasets?.number ?? 0,
          imageCount: Number(ofDatasets?.images ?? 0),
          runCount: byStatus.reduce((total, { number }) => total + number, 0),
          runsByStatus: Object.fromEntries(byStatus.map(({ status, number }) => [status, number])),
          evaluationCount: tests?.number ?? 0,
          predictionCount: Number(tests?.faces ?? 0),
        };
      },

      /** Newest first. */
      recentRuns: (): RecentRun[] => newestRuns(undefined, RECENT),

      untestedRun: (): RecentRun | null => newestRuns(and(eq(runs.status, 'finished'), hasNoTest()), 1)[0] ?? null,

      resumableRun: (): RecentRun | null =>
        newestRuns(inArray(runs.status, ['stopped', 'interrupted', 'failed']), 1)[0] ?? null,

      interruptedRun: (): RecentRun | null => newestRuns(eq(runs.status, 'interrupted'), 1)[0] ?? null,

      /** Newest first. */
      recentDatasets: (): DatasetSummary[] =>
        db
          .select()
          .from(datasets)
          .where(isComplete)
          .orderBy(desc(datasets.id))
          .limit(RECENT)
          .all()
          .map((row) => DatasetSummary.parse(row)),

      /** Whether rows of this CSV are in the workspace, in whatever version of it. */
      hasDatasetOf: (csvPath: string): boolean =>
        db
          .select({ id: datasets.id })
          .from(datasets)
          .where(and(eq(datasets.csvPath, csvPath), isComplete))
          .get() !== undefined,
    },
    context,
  );
}
