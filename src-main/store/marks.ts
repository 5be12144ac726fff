/** Tags and notes on pictures, verdicts on faces. Each change says what it changed, so that it can be taken back. */
import { asc, count, eq, sql } from 'drizzle-orm';
import type { PendingVerdicts, PictureMarks } from '#shared/contract/marks.ts';
import type { Verdict } from '#shared/contract/predictions.ts';
import type { Label } from '#shared/domain/labels.ts';
import type { DatasetId, ImageId, PictureId } from '#shared/domain/records.ts';
import { effective, stateOfImage } from './effective.ts';
import { repository, type StoreContext } from './repository.ts';
import { images } from './schema.ts';
import { pictureNotes, pictureTags, verdicts } from './schema-analysis.ts';
import { imageStates, revisionChanges, revisions } from './schema-curation.ts';

export type TagOnPicture = readonly [picture: PictureId, tag: string];
export type TagChange = { readonly added: readonly TagOnPicture[]; readonly removed: readonly TagOnPicture[] };

/** Null = there is none. */
export type NoteState = {
  readonly pictureId: PictureId;
  readonly note: { readonly text: string; readonly changedAtMs: number } | null;
};
export type VerdictState = {
  readonly imageId: ImageId;
  readonly judged: { readonly verdict: Verdict; readonly atMs: number; readonly revision: number | null } | null;
};

export type PendingVerdict = { readonly imageId: ImageId; readonly verdict: Verdict; readonly label: Label };

export function createMarksRepository(context: StoreContext) {
  const { db, clock } = context;
  const client = db.$client;
  const list = (ids: readonly number[]) => JSON.stringify(ids);
  const addTag = client
    .prepare<[string, string], PictureId>(
      'insert into picture_tags (picture_id, tag) select value, ? from json_each(?) where true on conflict do nothing returning picture_id',
    )
    .pluck();
  const removeTag = client
    .prepare<[string, string], PictureId>(
      'delete from picture_tags where tag = ? and picture_id in (select value from json_each(?)) returning picture_id',
    )
    .pluck();
  const whole = <T>(work: () => T): T => db.transaction(work, { behavior: 'immediate' });
  const paired = (pictures: readonly PictureId[], tag: string) => pictures.map((picture) => [picture, tag] as const);
  const byTag = (pairs: readonly TagOnPicture[]) => Map.groupBy(pairs, ([, tag]) => tag);

  return repository(
    'marks',
    {
      /** Each once, in the order of the images. */
      picturesOf: (imageIds: readonly ImageId[]): readonly PictureId[] =>
        client
          .prepare<[string], PictureId>(
            'select distinct images.picture_id from json_each(?) as wanted cross join images on images.id = wanted.value',
          )
          .pluck()
          .all(list(imageIds)),

      tags: (): readonly { tag: string; count: number }[] =>
        db
          .select({ tag: pictureTags.tag, count: count() })
          .from(pictureTags)
          .groupBy(pictureTags.tag)
          .orderBy(asc(pictureTags.tag))
          .all(),

      /** Only what was not so before counts as changed. */
      changeTags: (
        pictures: readonly PictureId[],
        { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
      ): TagChange =>
        whole(() => ({
          added: add.flatMap((tag) => paired(addTag.all(tag, list(pictures)), tag)),
          removed: remove.flatMap((tag) => paired(removeTag.all(tag, list(pictures)), tag)),
        })),

      /** Puts tags on and takes tags off, one by one: a change, or the way back. */
      putTags: ({ added, removed }: TagChange): void =>
        whole(() => {
          for (const [tag, pairs] of byTag(added)) addTag.all(tag, list(firstsOf(pairs)));
          for (const [tag, pairs] of byTag(removed)) removeTag.all(tag, list(firstsOf(pairs)));
        }),

      notes: (pictures: readonly PictureId[]): readonly NoteState[] =>
        client
          .prepare<[string], { pictureId: PictureId; text: string | null; changedAtMs: number | null }>(
            `select wanted.value as pictureId, note.text as text, note.changed_at_ms as changedAtMs
             from json_each(?) as wanted left join picture_notes as note on note.picture_id = wanted.value`,
          )
          .all(list(pictures))
          .map(({ pictureId, text, changedAtMs }) => ({
            pictureId,
            note: text === null || changedAtMs === null ? null : { text, changedAtMs },
          })),

      putNotes: (states: readonly NoteState[]): void =>
        whole(() => {
          for (const { pictureId, note } of states) {
            db.delete(pictureNotes).where(eq(pictureNotes.pictureId, pictureId)).run();
            if (note !== null)
              db.insert(pictureNotes)
                .values({ pictureId, ...note })
                .run();
          }
        }),

      verdicts: (imageIds: readonly ImageId[]): readonly VerdictState[] =>
        client
          .prepare<[string], { imageId: ImageId; verdict: Verdict | null; atMs: number; revision: number | null }>(
            `select wanted.value as imageId, verdict, at_ms as atMs, revision
             from json_each(?) as wanted cross join images on images.id = wanted.value
               left join verdicts on verdicts.image_id = wanted.value`,
          )
          .all(list(imageIds))
          .map(({ imageId, verdict, atMs, revision }) => ({
            imageId,
            judged: verdict === null ? null : { verdict, atMs, revision },
          })),

      putVerdicts: (states: readonly VerdictState[]): void =>
        whole(() => {
          for (const { imageId, judged } of states) {
            db.delete(verdicts).where(eq(verdicts.imageId, imageId)).run();
            if (judged !== null)
              db.insert(verdicts)
                .values({ imageId, ...judged })
                .run();
          }
        }),

      of: (imageId: ImageId): PictureMarks => {
        const row = db
          .select({
            text: pictureNotes.text,
            verdict: verdicts.verdict,
            revision: verdicts.revision,
            picture: images.pictureId,
          })
          .from(images)
          .leftJoin(pictureNotes, eq(pictureNotes.pictureId, images.pictureId))
          .leftJoin(verdicts, eq(verdicts.imageId, images.id))
          .where(eq(images.id, imageId))
          .get();
        const tags = row === undefined ? [] : tagsOf(row.picture);
        return { tags, note: row?.text ?? '', verdict: row?.verdict ?? null, revision: row?.revision ?? null };
      },

      /** Of a data set, not in a revision yet. */
      pendingCounts: (datasetId: DatasetId): PendingVerdicts => {
        const counts: PendingVerdicts = { 'label-wrong': 0, 'bad-crop': 0, ambiguous: 0, 'models-fault': 0 };
        const rows = db
          .select({ verdict: verdicts.verdict, count: count() })
          .from(verdicts)
          .innerJoin(images, eq(images.id, verdicts.imageId))
          .where(sql`${images.datasetId} = ${datasetId} and ${verdicts.revision} is null`)
          .groupBy(verdicts.verdict)
          .all();
        for (const row of rows) counts[row.verdict] = row.count;
        return counts;
      },

      /** With the label that is in force. A label that was turned round after the verdict needs nothing more. */
      pending: (datasetId: DatasetId): readonly (PendingVerdict & { readonly isDone: boolean })[] =>
        db
          .select({
            imageId: verdicts.imageId,
            verdict: verdicts.verdict,
            label: effective.label,
            isDone: sql<0 | 1>`${verdicts.verdict} = 'label-wrong' and exists (
              select 1 from ${revisionChanges} join ${revisions} on ${revisions.id} = ${revisionChanges.revisionId}
              where ${revisionChanges.imageId} = ${images.id} and ${revisionChanges.label} is not null
                and not ${revisions.isUndone} and ${revisions.createdAtMs} >= ${verdicts.atMs})`,
          })
          .from(verdicts)
          .innerJoin(images, eq(images.id, verdicts.imageId))
          .leftJoin(imageStates, stateOfImage)
          .where(sql`${images.datasetId} = ${datasetId} and ${verdicts.revision} is null`)
          .orderBy(asc(verdicts.imageId))
          .all()
          .map(({ isDone, ...row }) => ({ ...row, isDone: isDone === 1 })),

      /** Null = in none again. */
      setRevision: (imageIds: readonly ImageId[], revision: number | null): void =>
        void client
          .prepare('update verdicts set revision = ? where image_id in (select value from json_each(?))')
          .run(revision, list(imageIds)),

      /** For what is written next. */
      nowMs: (): number => clock(),
    },
    context,
  );

  function tagsOf(picture: PictureId): string[] {
    return db
      .select({ tag: pictureTags.tag })
      .from(pictureTags)
      .where(eq(pictureTags.pictureId, picture))
      .orderBy(asc(pictureTags.tag))
      .all()
      .map(({ tag }) => tag);
  }
}

const firstsOf = (pairs: readonly TagOnPicture[]): readonly PictureId[] => pairs.map(([picture]) => picture);
