import { asc, eq } from 'drizzle-orm';
import type { BadRow } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';
import { badRows } from './schema-curation.ts';

/** The rows of a CSV that were left out when it became a data set. */
export function createBadRowsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'badRows',
    {
      record: (datasetId: DatasetId, rows: readonly BadRow[]): void => {
        const insert = db.$client.prepare('insert into bad_rows (dataset_id, line, path, reason) values (?, ?, ?, ?)');
        db.transaction(
          () => {
            for (const { line, path, reason } of rows) insert.run(datasetId, line, path, reason);
          },
          { behavior: 'immediate' },
        );
      },

      /** In the order of their lines. */
      list: (datasetId: DatasetId): readonly BadRow[] =>
        db
          .select({ line: badRows.line, path: badRows.path, reason: badRows.reason })
          .from(badRows)
          .where(eq(badRows.datasetId, datasetId))
          .orderBy(asc(badRows.line))
          .all(),
    },
    context,
  );
}
