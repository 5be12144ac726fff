import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { CheckpointRecord, RelativePath, type RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { checkpoints } from './schema.ts';

export type NewCheckpoint = Readonly<Omit<CheckpointRecord, 'createdAtMs'>>;

/** Checkpoints that are on disk, and files (relative to the run's folder) that are not any more. */
export type CheckpointChanges = { readonly written: readonly NewCheckpoint[]; readonly pruned?: readonly string[] };

export function createCheckpointsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'checkpoints',
    {
      /** For a stop within an epoch; the end of an epoch records its own. */
      record: (runId: RunId, changes: CheckpointChanges): void =>
        db.transaction(() => saveCheckpoints(context, runId, changes), { behavior: 'immediate' }),

      /** By epoch, then as epoch, best, last. */
      list: (runId: RunId): readonly CheckpointRecord[] =>
        db
          .select()
          .from(checkpoints)
          .where(eq(checkpoints.runId, runId))
          .orderBy(asc(checkpoints.epoch), sql`instr('epoch best last', ${checkpoints.kind})`)
          .all()
          .map((row) => CheckpointRecord.parse(row)),

      /** The newest of a kind. @throws not_found */
      get: (runId: RunId, kind: CheckpointRecord['kind']): CheckpointRecord => {
        const row = db
          .select()
          .from(checkpoints)
          .where(and(eq(checkpoints.runId, runId), eq(checkpoints.kind, kind)))
          .orderBy(desc(checkpoints.epoch))
          .limit(1)
          .get();
        if (row === undefined)
          throw new AppError('not_found', `The run has no checkpoint "${kind}".`, {
            hint: 'It ended before its first epoch did.',
          });
        return CheckpointRecord.parse(row);
      },
    },
    context,
  );
}

/** Within the caller's transaction. `best` and `last` replace what they were. */
export function saveCheckpoints(
  { db, clock }: StoreContext,
  runId: RunId,
  { written, pruned = [] }: CheckpointChanges,
): void {
  for (const { file, ...facts } of written) {
    const row = { ...facts, createdAtMs: clock() };
    db.insert(checkpoints)
      .values({ ...row, runId, file: RelativePath.parse(file) })
      .onConflictDoUpdate({ target: [checkpoints.runId, checkpoints.file], set: row })
      .run();
  }
  if (pruned.length > 0)
    db.delete(checkpoints)
      .where(and(eq(checkpoints.runId, runId), inArray(checkpoints.file, [...pruned])))
      .run();
}
