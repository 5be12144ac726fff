import { and, asc, eq, gt, max } from 'drizzle-orm';
import { EpochRecord, type RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { type CheckpointChanges, saveCheckpoints } from './checkpoints.ts';
import { finiteOrNull } from './measured.ts';
import { repository, type StoreContext } from './repository.ts';
import { epochs, runs, stepMetrics } from './schema.ts';

/** Losses and accuracies that are not finite (the training diverged) are stored as null. */
export type EpochResult = Readonly<Omit<EpochRecord, 'endedAtMs'>> & { readonly checkpoints: CheckpointChanges };

export function createEpochsRepository(context: StoreContext) {
  const { db, clock } = context;
  return repository(
    'epochs',
    {
      /**
       * The epoch, its checkpoints and the run's best one: all or nothing. An epoch that is done again replaces what it was.
       * @throws conflict (no such run is running)
       */
      record: (runId: RunId, { checkpoints, ...result }: EpochResult): void =>
        db.transaction(
          (tx) => {
            const row = { ...result, ...measuredOf(result), endedAtMs: clock() };
            tx.insert(epochs)
              .values({ ...row, runId })
              .onConflictDoUpdate({ target: [epochs.runId, epochs.epoch], set: row })
              .run();
            saveCheckpoints(context, runId, checkpoints);
            const { changes } = tx
              .update(runs)
              .set({ lastEpoch: row.epoch, ...(row.isBest ? { bestEpoch: row.epoch } : {}) })
              .where(and(eq(runs.id, runId), eq(runs.status, 'running')))
              .run();
            if (changes === 0)
              throw new AppError('conflict', `Epoch ${row.epoch} came from run ${runId}, which is not running.`, {
                hint: 'The run was stopped or ended meanwhile; this epoch is not recorded.',
              });
          },
          { behavior: 'immediate' },
        ),

      /** In their order. */
      list: (runId: RunId): readonly EpochRecord[] =>
        db
          .select()
          .from(epochs)
          .where(eq(epochs.runId, runId))
          .orderBy(asc(epochs.epoch))
          .all()
          .map((row) => EpochRecord.parse(row)),

      /** Forgets what came after a state that a run is resumed from: `epoch` epochs and `step` steps completed. */
      rewind: (runId: RunId, { epoch, step }: { readonly epoch: number; readonly step: number }): void =>
        db.transaction(
          (tx) => {
            tx.delete(epochs)
              .where(and(eq(epochs.runId, runId), gt(epochs.epoch, epoch)))
              .run();
            tx.delete(stepMetrics)
              .where(and(eq(stepMetrics.runId, runId), gt(stepMetrics.step, step)))
              .run();
            const newest = { epoch: max(epochs.epoch) };
            const last = tx.select(newest).from(epochs).where(eq(epochs.runId, runId)).get();
            const best = tx
              .select(newest)
              .from(epochs)
              .where(and(eq(epochs.runId, runId), eq(epochs.isBest, true)))
              .get();
            tx.update(runs)
              .set({ lastEpoch: last?.epoch ?? null, bestEpoch: best?.epoch ?? null })
              .where(eq(runs.id, runId))
              .run();
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}

const measuredOf = ({ trainLoss, trainAccuracy, validLoss, validAccuracy }: Omit<EpochResult, 'checkpoints'>) => ({
  trainLoss: finiteOrNull(trainLoss),
  trainAccuracy: finiteOrNull(trainAccuracy),
  validLoss: finiteOrNull(validLoss),
  validAccuracy: finiteOrNull(validAccuracy),
});
