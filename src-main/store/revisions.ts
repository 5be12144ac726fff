/** Changes over the untouched CSV. What all of them that count make of an image is kept in `image_states`, in step with them. */
import { and, count, desc, eq, max, type SQL, sql } from 'drizzle-orm';
import type { FaceChange, FaceRevision, Revision, SplitName } from '#shared/contract/datasets.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import { AppError, assertNever } from '#shared/errors.ts';
import { effective, stateOfImage } from './effective.ts';
import { repository, type StoreContext } from './repository.ts';
import { images } from './schema.ts';
import { imageStates, revisionChanges, revisions } from './schema-curation.ts';

export type ImageChange = FaceChange | { readonly kind: 'split'; readonly split: SplitName };

export type NewRevision = {
  readonly datasetId: DatasetId;
  /** Of the number of images that really change: "Exclude 12 faces". */
  readonly title: (changedCount: number) => string;
  /** Images that are not of this data set, and those that a change leaves as they are, are left out. */
  readonly changes: readonly { readonly imageIds: readonly ImageId[]; readonly change: ImageChange }[];
};

export type SavedRevision = {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly changedCount: number;
};

/** What a data set is now; number 0 = the CSV as it is. */
export type RevisionInForce = {
  readonly number: number;
  readonly relabelledCount: number;
  readonly excludedCount: number;
};

export function createRevisionsRepository(context: StoreContext) {
  const { db, clock } = context;

  return repository(
    'revisions',
    {
      /** All of it or nothing. Null where nothing would change. */
      save: ({ datasetId, title, changes }: NewRevision): SavedRevision | null =>
        db.transaction(
          (tx) => {
            const newest = tx
              .select({ number: max(revisions.number) })
              .from(revisions)
              .where(eq(revisions.datasetId, datasetId))
              .get();
            const number = (newest?.number ?? 0) + 1;
            const { id } = tx
              .insert(revisions)
              .values({ datasetId, number, title: '', changedCount: 0, createdAtMs: clock() })
              .returning({ id: revisions.id })
              .get();
            let changedCount = 0;
            for (const { imageIds, change } of changes)
              changedCount += tx.run(recordChange({ revisionId: id, datasetId, imageIds, change })).changes;
            if (changedCount === 0) {
              tx.delete(revisions).where(eq(revisions.id, id)).run();
              return null;
            }
            const saved = { id, number, title: title(changedCount), changedCount };
            tx.update(revisions).set({ title: saved.title, changedCount }).where(eq(revisions.id, id)).run();
            for (const query of refreshStates(id)) tx.run(query);
            return saved;
          },
          { behavior: 'immediate' },
        ),

      /** Takes a revision back, or in force again. @throws not_found (its data set was removed) */
      setUndone: (id: number, isUndone: boolean): void =>
        db.transaction(
          (tx) => {
            const { changes } = tx.update(revisions).set({ isUndone }).where(eq(revisions.id, id)).run();
            if (changes === 0)
              throw new AppError('not_found', 'That change is gone: its data set was removed meanwhile.');
            for (const query of refreshStates(id)) tx.run(query);
          },
          { behavior: 'immediate' },
        ),

      /** Newest first. */
      list: (datasetId: DatasetId): readonly Revision[] => {
        const { number, title, changedCount, createdAtMs, isUndone } = revisions;
        return db
          .select({ number, title, changedCount, createdAtMs, isUndone })
          .from(revisions)
          .where(eq(revisions.datasetId, datasetId))
          .orderBy(desc(revisions.number))
          .all();
      },

      /** The newest number that is not undone, and what the revisions come to. */
      inForce: (datasetId: DatasetId): RevisionInForce => {
        const newest = db
          .select({ number: max(revisions.number) })
          .from(revisions)
          .where(and(eq(revisions.datasetId, datasetId), eq(revisions.isUndone, false)))
          .get();
        const counts = db
          .select({ relabelledCount: count(imageStates.label), excludedCount: sum(sql`${imageStates.isExcluded}`) })
          .from(imageStates)
          .where(eq(imageStates.datasetId, datasetId))
          .get();
        return {
          number: newest?.number ?? 0,
          relabelledCount: counts?.relabelledCount ?? 0,
          excludedCount: counts?.excludedCount ?? 0,
        };
      },

      /** What was done to one image, newest first. */
      ofImage: (imageId: ImageId): readonly FaceRevision[] => {
        const { number, title, createdAtMs, isUndone } = revisions;
        const { label, isExcluded, split } = revisionChanges;
        return db
          .select({ number, title, createdAtMs, isUndone, label, isExcluded, split })
          .from(revisionChanges)
          .innerJoin(revisions, eq(revisions.id, revisionChanges.revisionId))
          .where(eq(revisionChanges.imageId, imageId))
          .orderBy(desc(revisions.id))
          .all();
      },
    },
    context,
  );
}

const sum = (values: SQL) => sql<number>`coalesce(sum(${values}), 0)`;

type RecordedChange = {
  readonly revisionId: number;
  readonly datasetId: DatasetId;
  readonly imageIds: readonly ImageId[];
  readonly change: ImageChange;
};

/** One row for each image that is not already as the change would have it. */
function recordChange({ revisionId, datasetId, imageIds, change }: RecordedChange): SQL {
  const { label, isExcluded, split, differs } = columnsOf(change);
  return sql`
    insert into ${revisionChanges} (revision_id, image_id, label, is_excluded, split)
    select ${revisionId}, ${images.id}, ${label}, ${isExcluded}, ${split}
    from json_each(${JSON.stringify(imageIds)}) as chosen
    cross join ${images} on ${images.id} = chosen.value -- in this order: the other way around, each image would search the whole list
    left join ${imageStates} on ${stateOfImage}
    where ${images.datasetId} = ${datasetId} and ${differs}
    on conflict do nothing`;
}

function columnsOf(change: ImageChange) {
  const nothing = { label: null, isExcluded: null, split: null };
  switch (change.kind) {
    case 'relabel':
      return { ...nothing, label: change.label, differs: sql`${effective.label} <> ${change.label}` };
    case 'exclude':
      return { ...nothing, isExcluded: 1, differs: sql`${effective.isExcluded} = 0` };
    case 'include':
      return { ...nothing, isExcluded: 0, differs: sql`${effective.isExcluded} = 1` };
    case 'split':
      return { ...nothing, split: change.split, differs: sql`${effective.split} is not ${change.split}` };
    default:
      return assertNever(change);
  }
}

/** The states of the images that a revision touches, made anew from all revisions that count. A state that says nothing beyond the CSV goes. */
function refreshStates(revisionId: number): readonly SQL[] {
  const newest = (column: string) => sql`(
    select c.${sql.identifier(column)} from ${revisionChanges} c join ${revisions} r on r.id = c.revision_id
    where c.image_id = ${images.id} and c.${sql.identifier(column)} is not null and r.is_undone = 0
    order by c.revision_id desc limit 1)`;
  const touched = sql`(select image_id from ${revisionChanges} where revision_id = ${revisionId})`;
  return [
    sql`
      insert or replace into ${imageStates} (image_id, dataset_id, label, is_excluded, split)
      select ${images.id}, ${images.datasetId}, nullif(${newest('label')}, ${images.label}),
        coalesce(${newest('is_excluded')}, 0), nullif(${newest('split')}, ${images.split})
      from ${images} where ${images.id} in ${touched}`,
    sql`
      delete from ${imageStates}
      where image_id in ${touched} and label is null and is_excluded = 0 and split is null`,
  ];
}
