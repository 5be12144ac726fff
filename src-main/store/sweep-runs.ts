/** The runs of a sweep: found by the tags of the configuration that each was made with, which stand in its row from its first moment on. */
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Run } from '#shared/domain/records.ts';
import { sweepTag, trialOfTags } from '#shared/sweep/tags.ts';
import { repository, type StoreContext } from './repository.ts';
import { findRun } from './run-queries.ts';
import { runs } from './schema.ts';

export type SweepRun = { readonly trial: string; readonly run: Run };

export function createSweepRunsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'sweepRuns',
    {
      /** Newest first; without those that were cancelled or are in the trash. */
      list: (sweep: string): readonly SweepRun[] =>
        db
          .select({ id: runs.id })
          .from(runs)
          .where(
            and(
              isNull(runs.trashedAtMs),
              ne(runs.status, 'cancelled'),
              sql`exists (select 1 from json_each(${runs.config}, '$.tags') where value = ${sweepTag(sweep)})`,
            ),
          )
          .orderBy(desc(runs.createdAtMs), desc(runs.id))
          .all()
          .flatMap(({ id }) => {
            const run = findRun(db, eq(runs.id, id));
            const of = run === null ? null : trialOfRun(run);
            return run === null || of === null ? [] : [{ trial: of.trial, run }];
          }),
    },
    context,
  );
}

/** By the tags of its configuration: a run's own may have been changed by a person. Null for a run of no sweep. */
export function trialOfRun({ config }: Pick<Run, 'config'>): ReturnType<typeof trialOfTags> {
  const tags = config['tags'];
  return trialOfTags(Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []);
}
