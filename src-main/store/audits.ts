import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { AuditReport } from '#shared/contract/datasets.ts';
import { type DatasetId, ImageId } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';
import { audits } from './schema-curation.ts';

/** As an audit leaves it: pairs by the ids of their images, whose labels, splits and exclusions may change afterwards. */
export const StoredAudit = AuditReport.omit({ pairs: true }).extend({
  pairs: z.array(z.object({ first: ImageId, second: ImageId, distance: z.int(), isExact: z.boolean() })),
});
export type StoredAudit = z.infer<typeof StoredAudit>;

/** The newest audit of each data set. */
export function createAuditsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'audits',
    {
      /** Null where none was made. */
      find: (datasetId: DatasetId): StoredAudit | null => {
        const row = db.select().from(audits).where(eq(audits.datasetId, datasetId)).get();
        return row === undefined ? null : StoredAudit.parse(row.report);
      },

      /** Replaces the one before. */
      save: (report: StoredAudit): void => {
        const values = { datasetId: report.datasetId, report: { ...report } };
        db.insert(audits).values(values).onConflictDoUpdate({ target: audits.datasetId, set: values }).run();
      },
    },
    context,
  );
}
