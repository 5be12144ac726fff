/** Where runs are put, and what is said about many of them at once: archive, trash, pins, tags, and the end of a run. */
import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { NetworkFacts, RunPlace } from '#shared/contract/runs.ts';
import type { EvaluationId, RunId } from '#shared/domain/records.ts';
import type { RunStatus } from '#shared/domain/runs.ts';
import { AppError } from '#shared/errors.ts';
import type { StoreContext } from './repository.ts';
import { placeOf } from './run-queries.ts';
import { evaluations, runs } from './schema.ts';

/** Exactly where a run is, so that it can be put back there. */
export type PlaceRecord = {
  readonly id: RunId;
  readonly archivedAtMs: number | null;
  readonly trashedAtMs: number | null;
};

export type TagsRecord = { readonly id: RunId; readonly tags: readonly string[] };

/** What a run leaves outside its rows: relative to the workspace. */
export type Remains = {
  readonly name: string;
  readonly folder: string;
  readonly evaluationIds: readonly EvaluationId[];
};

export function createRunShelf({ db, clock }: StoreContext) {
  return {
    /** All of them or none; returns where they were. @throws conflict (one is running), not_found */
    move: (ids: readonly RunId[], to: RunPlace): readonly PlaceRecord[] =>
      db.transaction(
        (tx) => {
          const found = selectRuns(db, ids);
          assertNoneRuns(found);
          const nowMs = clock();
          for (const { id, archivedAtMs } of found)
            tx.update(runs)
              .set({
                archivedAtMs: to === 'active' ? null : to === 'archived' ? nowMs : archivedAtMs,
                trashedAtMs: to === 'trashed' ? nowMs : null,
              })
              .where(eq(runs.id, id))
              .run();
          return found.map(({ id, archivedAtMs, trashedAtMs }) => ({ id, archivedAtMs, trashedAtMs }));
        },
        { behavior: 'immediate' },
      ),

    /** Puts runs back where they were; one that is gone meanwhile is left out. @throws conflict (one is running) */
    setPlaces: (places: readonly PlaceRecord[]): void =>
      db.transaction(
        (tx) => {
          const ids = places.map(({ id }) => id);
          assertNoneRuns(tx.select().from(runs).where(inArray(runs.id, ids)).all());
          for (const { id, ...place } of places) tx.update(runs).set(place).where(eq(runs.id, id)).run();
        },
        { behavior: 'immediate' },
      ),

    pin: (ids: readonly RunId[], isPinned: boolean): void => {
      selectRuns(db, ids);
      db.update(runs)
        .set({ isPinned })
        .where(inArray(runs.id, [...ids]))
        .run();
    },

    /** Returns the tags they had. @throws not_found */
    tag: (
      ids: readonly RunId[],
      { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
    ) =>
      db.transaction(
        (tx): readonly TagsRecord[] => {
          const found = selectRuns(db, ids);
          for (const { id, tags } of found) {
            const kept = tags.filter((tag) => !remove.includes(tag));
            tx.update(runs)
              .set({ tags: [...new Set([...kept, ...add])] })
              .where(eq(runs.id, id))
              .run();
          }
          return found.map(({ id, tags }) => ({ id, tags }));
        },
        { behavior: 'immediate' },
      ),

    setTags: (records: readonly TagsRecord[]): void =>
      db.transaction(
        (tx) => {
          for (const { id, tags } of records) tx.update(runs).set({ tags }).where(eq(runs.id, id)).run();
        },
        { behavior: 'immediate' },
      ),

    /** What the engine built for it. */
    recordNetwork: (id: RunId, facts: NetworkFacts): void =>
      void db.update(runs).set({ networkFacts: facts }).where(eq(runs.id, id)).run(),

    /** @throws conflict (one is not in the trash), not_found */
    assertTrashed: (ids: readonly RunId[]): void => {
      const kept = selectRuns(db, ids).filter((run) => placeOf(run) !== 'trashed');
      if (kept.length > 0)
        throw new AppError(
          'conflict',
          `${named(kept.map(({ name }) => name))} ${kept.length === 1 ? 'is' : 'are'} not in the trash.`,
          {
            hint: 'Only what is in the trash can be deleted for good.',
          },
        );
    },

    /** @throws not_found, file_invalid (another run has the same folder: no Facet wrote that) */
    remains: (id: RunId): Remains => {
      const [run] = selectRuns(db, [id]) as [RunRecord];
      const { name, folder } = run;
      const other = db
        .select({ name: runs.name })
        .from(runs)
        .where(and(eq(runs.folder, folder), ne(runs.id, id)))
        .get();
      if (other !== undefined)
        throw new AppError('file_invalid', `"${name}" and "${other.name}" share the folder ${folder}.`, {
          hint: 'It is left alone, so that no run loses the files of another.',
        });
      const tests = db.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.runId, id)).all();
      return { name, folder, evaluationIds: tests.map((test) => test.id) };
    },

    /** A trashed run with all its rows. Its children stay, without a parent. */
    remove: (id: RunId): void =>
      db.transaction(
        (tx) => {
          tx.update(runs).set({ parentRunId: null }).where(eq(runs.parentRunId, id)).run();
          tx.delete(runs)
            .where(and(eq(runs.id, id), isNotNull(runs.trashedAtMs)))
            .run();
        },
        { behavior: 'immediate' },
      ),
  };
}

type RunRecord = ReturnType<typeof selectRuns>[number];

/** In no order. @throws not_found */
function selectRuns(db: StoreContext['db'], ids: readonly RunId[]) {
  const { id, name, status, folder, tags, archivedAtMs, trashedAtMs } = runs;
  const found = db
    .select({ id, name, status, folder, tags, archivedAtMs, trashedAtMs })
    .from(runs)
    .where(inArray(id, [...ids]))
    .all();
  const known = new Set(found.map((run) => run.id));
  const missing = ids.filter((wanted) => !known.has(wanted));
  if (missing.length > 0)
    throw new AppError('not_found', `The workspace has no run ${named(missing)}.`, {
      hint: 'It may have been deleted meanwhile; nothing was changed.',
    });
  return found;
}

function assertNoneRuns(found: readonly { readonly name: string; readonly status: RunStatus }[]): void {
  const running = found.filter(({ status }) => status === 'running').map(({ name }) => name);
  if (running.length === 0) return;
  throw new AppError('conflict', `${named(running)} ${running.length === 1 ? 'is' : 'are'} running.`, {
    hint: 'Stop the training first; everything is kept.',
  });
}

const MOST_NAMED = 3;

/** `"a", "b" and 4 more` */
function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
