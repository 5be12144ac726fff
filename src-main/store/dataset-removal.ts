/** Taking data sets out: who uses one, hiding it at once, and deleting its rows a part at a time. */
import { and, asc, eq, not } from 'drizzle-orm';
import { type DatasetId, DatasetSummary, type Sha256 } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { type DatasetFilling, isComplete } from './dataset-filling.ts';
import type { StoreContext } from './repository.ts';
import { datasets } from './schema.ts';

export type RemovedDataset = { readonly id: DatasetId; readonly name: string; readonly fingerprint: Sha256 };

/** One part takes some 50 ms. */
const IMAGES_AT_ONCE = 2_000;

export function createDatasetRemoval({ db }: StoreContext, { inHand, hide, show }: DatasetFilling) {
  const client = db.$client;

  /** Runs and the data sets that they train and validate with: all faces of one side come from one. */
  const usesSql = `
    select r.id as run_id, r.name as run_name, r.dataset_id as dataset_id from runs r
    union
    select r.id, r.name, (select i.dataset_id from split_faces f join images i on i.id = f.image_id
                          where f.split_id = r.split_id and f.side = 'valid' limit 1) from runs r`;

  const usersOf = (id: DatasetId): Users => ({
    runs: client
      .prepare<[DatasetId], string>(`select run_name from (${usesSql}) where dataset_id = ? order by run_id desc`)
      .pluck()
      .all(id),
    tests: Number(client.prepare('select count(*) from evaluations where dataset_id = ?').pluck().get(id)),
  });

  /** Anything at all that points at one of its images: then it cannot go. */
  const isReferred = (id: DatasetId): boolean =>
    ['split_faces', 'predictions', 'heatmaps'].some((table) =>
      client
        .prepare(`select 1 from ${table} where image_id in (select id from images where dataset_id = ?) limit 1`)
        .get(id),
    );

  /** A run of another data set that watches a face of this one. */
  const watcherOf = (id: DatasetId): string | undefined =>
    client
      .prepare<[DatasetId], string>(
        `select name from runs where id in (
          select watched.run_id from (select run_id, image_id from probes union select run_id, image_id from probe_results) watched
          join images on images.id = watched.image_id where images.dataset_id = ?
        ) order by id desc limit 1`,
      )
      .pluck()
      .get(id);

  return {
    runCounts: (): ReadonlyMap<DatasetId, number> => {
      const rows = client
        .prepare<[], { id: DatasetId; count: number }>(
          `select dataset_id as id, count(distinct run_id) as count from (${usesSql}) group by dataset_id`,
        )
        .all();
      return new Map(rows.map(({ id, count }) => [id, count]));
    },

    methods: {
      /** Nobody sees it from now on; its rows go later, with `discardSome`. @throws not_found, conflict (says what uses it) */
      remove: (id: DatasetId): RemovedDataset =>
        db.transaction(
          () => {
            const row = db
              .select()
              .from(datasets)
              .where(and(eq(datasets.id, id), isComplete))
              .get();
            if (row === undefined) throw new AppError('not_found', `The workspace has no data set ${id}.`);
            const { name, fingerprint } = DatasetSummary.parse(row);
            assertUnused(name, usersOf(id));
            client.exec('delete from splits where id not in (select split_id from runs)'); // of runs that are gone
            if (isReferred(id))
              throw new AppError('conflict', `"${name}" cannot be removed: results of tests show its faces.`, {
                hint: 'Delete these tests first.',
              });
            const watcher = watcherOf(id);
            if (watcher !== undefined)
              throw new AppError(
                'conflict',
                `"${name}" cannot be removed: the run "${watcher}" has pinned faces of it.`,
                {
                  hint: 'Delete this run for good first; in the trash it still counts.',
                },
              );
            hide(id);
            return { id, name, fingerprint };
          },
          { behavior: 'immediate' },
        ),

      /** As if it had never been removed. @throws conflict where the same was added meanwhile */
      restore: ({ id, fingerprint }: RemovedDataset): void =>
        db.transaction(() => show(id, fingerprint), { behavior: 'immediate' }),

      /** What nobody sees and nobody will need: given up half filled, removed in an earlier start of the program. */
      leftovers: (): readonly DatasetId[] =>
        db
          .select({ id: datasets.id })
          .from(datasets)
          .where(not(isComplete))
          .orderBy(asc(datasets.id))
          .all()
          .map(({ id }) => id)
          .filter((id) => !inHand.has(id) && !isUsed(usersOf(id))), // a run may have begun with it just before it was removed

      /** Deletes some rows of one of the `leftovers`; true when nothing of it is left. */
      discardSome: (id: DatasetId): boolean => withoutLookingForReferences(client, () => discard(client, id)),
    },
  };
}

type Users = { readonly runs: readonly string[]; readonly tests: number };

const isUsed = ({ runs, tests }: Users) => runs.length > 0 || tests > 0;

function assertUnused(name: string, users: Users): void {
  if (!isUsed(users)) return;
  const { runs, tests } = users;
  const [first] = runs;
  const named = [
    ...(runs.length === 0
      ? []
      : [runs.length === 1 ? `the run "${first}"` : `${runs.length} runs ("${first}" and others)`]),
    ...(tests === 0 ? [] : [tests === 1 ? 'one test' : `${tests} tests`]),
  ].join(' and ');
  throw new AppError('conflict', `"${name}" cannot be removed: ${named} of this workspace used it.`, {
    hint: 'Their results would lose their faces. Delete these runs for good first; in the trash they still count.',
  });
}

type Client = StoreContext['db']['$client'];

/** What belongs to images, then the images. */
const OF_IMAGES = ['image_states', 'revision_changes', 'verdicts'] as const;
const OF_DATASET = ['revisions', 'bad_rows', 'audits'] as const;

function discard(client: Client, id: DatasetId): boolean {
  const some = 'select id from images where dataset_id = ? limit ?';
  for (const table of OF_IMAGES)
    client.prepare(`delete from ${table} where image_id in (${some})`).run(id, IMAGES_AT_ONCE);
  const { changes } = client.prepare(`delete from images where id in (${some})`).run(id, IMAGES_AT_ONCE);
  if (changes === IMAGES_AT_ONCE) return false;
  for (const table of OF_DATASET) client.prepare(`delete from ${table} where dataset_id = ?`).run(id);
  client.prepare('delete from datasets where id = ?').run(id);
  return true;
}

/**
 * For each image that goes, SQLite would look through all predictions and splits for one that refers to it: they have no index by image, and hidden images
 * have none (`remove` has looked, and one that is being filled was never seen). So that search is left out, within one synchronous call.
 */
function withoutLookingForReferences<T>(client: Client, run: () => T): T {
  client.pragma('foreign_keys = off'); // has no effect inside a transaction
  try {
    return client.transaction(run).immediate();
  } finally {
    client.pragma('foreign_keys = on');
  }
}
