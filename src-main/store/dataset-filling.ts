/**
 * A data set of 100,000 images comes into the store in parts, so that nothing else has to wait for it, and is there all at once nevertheless: until its last
 * image is in, its fingerprint is no fingerprint, and no reader sees it. What a program that died left half filled is taken out by the next one that fills.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, like, not } from 'drizzle-orm';
import { type DatasetId, DatasetSummary, type Sha256 } from '#shared/domain/records.ts';
import { AppError, assert } from '#shared/errors.ts';
import type { DatasetPlan, NewImage } from './datasets.ts';
import type { StoreContext } from './repository.ts';
import { datasets } from './schema.ts';

const MARK = 'incomplete ';

/** For every query that reads data sets. */
export const isComplete = not(like(datasets.fingerprint, `${MARK}%`));

export type Begun =
  | { readonly kind: 'known'; readonly dataset: DatasetSummary }
  | { readonly kind: 'begun'; readonly id: DatasetId };

export type DatasetFilling = ReturnType<typeof createDatasetFilling>;

export function createDatasetFilling(
  { db, clock }: StoreContext,
  insertImages: (datasetId: DatasetId, rows: readonly NewImage[]) => void,
) {
  /** Incomplete and not to be taken out: they are being filled, or may be restored. */
  const inHand = new Set<DatasetId>();

  const findKnown = ({ csvPath, csvSha256, fingerprint }: Pick<DatasetPlan, 'csvPath' | 'csvSha256' | 'fingerprint'>) =>
    db
      .select()
      .from(datasets)
      .where(
        and(eq(datasets.csvPath, csvPath), eq(datasets.csvSha256, csvSha256), eq(datasets.fingerprint, fingerprint)),
      )
      .get();

  /** The same pictures may lie somewhere else by now, and other columns may have said the same of them. */
  const readAs = (id: DatasetId, { mapping = null, imagesFolder = null }: DatasetPlan) =>
    DatasetSummary.parse(
      db.update(datasets).set({ mapping, imagesFolder }).where(eq(datasets.id, id)).returning().get(),
    );

  const hide = (id: DatasetId) => {
    const mark = `${MARK}${randomBytes(8).toString('hex')}`;
    db.update(datasets).set({ fingerprint: mark }).where(eq(datasets.id, id)).run();
    inHand.add(id);
  };

  return {
    inHand: inHand as ReadonlySet<DatasetId>,
    hide,
    /** @throws conflict where the same data set was added meanwhile */
    show: (id: DatasetId, fingerprint: Sha256) => {
      const row = db.select().from(datasets).where(eq(datasets.id, id)).get();
      assert(row !== undefined && inHand.has(id), `the data set ${id} was hidden by this program`);
      if (findKnown({ ...row, fingerprint }) !== undefined)
        throw new AppError('conflict', `"${row.name}" was added again meanwhile.`, {
          hint: 'It is in the list of data sets.',
        });
      db.update(datasets).set({ fingerprint }).where(eq(datasets.id, id)).run();
      inHand.delete(id);
    },

    methods: {
      /** The data set with these rows of this CSV where there is one; else a new one that nobody sees until `complete`. */
      begin: (plan: DatasetPlan): Begun => {
        const known = findKnown(plan);
        if (known !== undefined) return { kind: 'known', dataset: readAs(known.id, plan) };
        const { mapping = null, imagesFolder = null, realCount, fakeCount, ...facts } = plan;
        const fingerprint = `${MARK}${randomBytes(8).toString('hex')}`;
        const counts = { realCount, fakeCount, imageCount: realCount + fakeCount };
        const values = { ...facts, ...counts, mapping, imagesFolder, fingerprint, createdAtMs: clock() };
        const { id } = db.insert(datasets).values(values).returning({ id: datasets.id }).get();
        inHand.add(id);
        return { kind: 'begun', id };
      },

      /** Some of its rows, all or none of them. */
      append: (id: DatasetId, rows: readonly NewImage[]): void =>
        withoutWaitingForTheDisk(db.$client, () =>
          db.transaction(() => insertImages(id, rows), { behavior: 'immediate' }),
        ),

      /** From now on it is there for everybody; or the one that somebody else filled with the same rows meanwhile. */
      complete: (id: DatasetId, plan: DatasetPlan): DatasetSummary =>
        db.transaction(
          () => {
            inHand.delete(id);
            const known = findKnown(plan);
            if (known !== undefined) return DatasetSummary.parse(known);
            const { fingerprint } = plan;
            const stored = db.$client
              .prepare<[DatasetId], number>('select count(*) from images where dataset_id = ?')
              .pluck()
              .get(id);
            assert(stored === plan.realCount + plan.fakeCount, `all images of the data set ${id} are in the store`);
            const row = db.update(datasets).set({ fingerprint }).where(eq(datasets.id, id)).returning().get();
            return DatasetSummary.parse(row);
          },
          { behavior: 'immediate' },
        ),

      /** Gives up on one that was begun: the next `leftovers` names it. */
      abandon: (id: DatasetId): void => void inHand.delete(id),
    },
  };
}

/**
 * Nothing is promised before `complete`, whose commit waits until the disk has the log up to its own end; a log that is cut off before it holds a data
 * set that nobody sees. So the parts need not wait, each for itself.
 */
function withoutWaitingForTheDisk<T>(client: StoreContext['db']['$client'], run: () => T): T {
  client.pragma('synchronous = normal');
  try {
    return run();
  } finally {
    client.pragma('synchronous = full');
  }
}
