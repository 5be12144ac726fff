/** Trainings that wait, in their order: they outlive the program. */
import { asc, eq, max, min } from 'drizzle-orm';
import type { QueueEntry, QueueId } from '#shared/contract/training.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { queue } from './schema-workbench.ts';

/** A waiting training with all that it takes to start it. */
export type QueuedTraining = {
  readonly id: QueueId;
  readonly kind: QueueEntry['kind'];
  /** Smaller comes first. */
  readonly position: number;
  readonly name: string;
  readonly network: string;
  readonly epochs: number;
  readonly configYaml: string;
  readonly configFile: string | null;
  /** Of one that goes on; null of a new one. */
  readonly runId: RunId | null;
  readonly allowBad: boolean;
  /** Empty = a few of the validation faces. */
  readonly probes: readonly ImageId[];
  readonly createdAtMs: number;
};

export type NewQueuedTraining = Omit<QueuedTraining, 'id' | 'position' | 'createdAtMs'>;

/** What a person may change while it waits. */
export type QueueEdit = Pick<QueuedTraining, 'name' | 'network' | 'epochs' | 'configYaml'>;

export function createQueueRepository(context: StoreContext) {
  const { db, clock } = context;
  const list = (): readonly QueuedTraining[] =>
    db.select().from(queue).orderBy(asc(queue.position), asc(queue.id)).all();
  const get = (id: QueueId): QueuedTraining => db.select().from(queue).where(eq(queue.id, id)).get() ?? missing();
  return repository(
    'queue',
    {
      list,

      /** @throws not_found */
      get,

      /** Behind all others, or before them. */
      add: (entry: NewQueuedTraining, place: 'first' | 'last'): QueuedTraining =>
        db.transaction(
          (tx) => {
            const ends = tx
              .select({ first: min(queue.position), last: max(queue.position) })
              .from(queue)
              .get();
            const position = place === 'last' ? (ends?.last ?? 0) + 1 : (ends?.first ?? 0) - 1;
            return tx
              .insert(queue)
              .values({ ...entry, position, createdAtMs: clock() })
              .returning()
              .get();
          },
          { behavior: 'immediate' },
        ),

      /** Where it was and as it was: undoes a removal. */
      restore: (entry: QueuedTraining): void => void db.insert(queue).values(entry).onConflictDoNothing().run(),

      /** @throws not_found */
      edit: (id: QueueId, edit: QueueEdit): QueuedTraining =>
        db.update(queue).set(edit).where(eq(queue.id, id)).returning().get() ?? missing(),

      /** Nothing where it is gone already. */
      remove: (id: QueueId): void => void db.delete(queue).where(eq(queue.id, id)).run(),

      /** To a place among the others, 0 = the first; beyond the end = the last. All are numbered anew: halves of halves would run out. @throws not_found */
      move: (id: QueueId, place: number): void =>
        db.transaction(
          (tx) => {
            get(id);
            const ids = list().flatMap((entry) => (entry.id === id ? [] : [entry.id]));
            for (const [position, moved] of ids.toSpliced(place, 0, id).entries())
              tx.update(queue).set({ position }).where(eq(queue.id, moved)).run();
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}

function missing(): never {
  throw new AppError('not_found', 'That training does not wait in the queue any more.', {
    hint: 'It may have begun, or been removed.',
  });
}
