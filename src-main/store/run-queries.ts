/** How a run is read: its row, with what data set, split and epochs add to it. */
import { and, eq, getTableColumns, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { Run, RunSummary } from '#shared/domain/records.ts';
import type { StoreDatabase } from './connection.ts';
import { datasets, epochs, runs, splits } from './schema.ts';

const last = alias(epochs, 'last');
const best = alias(epochs, 'best');

/** A configuration and its like are long: a table of runs does without. */
const { config, configYaml, configFile, environment, versions, ...short } = getTableColumns(runs);
const LONG = { config, configYaml, configFile, environment, versions, datasetFingerprint: datasets.fingerprint };

export const runSummaries = (db: StoreDatabase) =>
  db
    .select({
      ...short,
      datasetName: datasets.name,
      trainCount: splits.trainCount,
      validCount: splits.validCount,
      lastTrainLoss: last.trainLoss,
      lastTrainAccuracy: last.trainAccuracy,
      lastValidLoss: last.validLoss,
      lastValidAccuracy: last.validAccuracy,
      bestValidLoss: best.validLoss,
      bestValidAccuracy: best.validAccuracy,
    })
    .from(runs)
    .innerJoin(datasets, eq(datasets.id, runs.datasetId))
    .innerJoin(splits, eq(splits.id, runs.splitId))
    .leftJoin(last, and(eq(last.runId, runs.id), eq(last.epoch, runs.lastEpoch)))
    .leftJoin(best, and(eq(best.runId, runs.id), eq(best.epoch, runs.bestEpoch)));

export const toSummary = (row: unknown): RunSummary => RunSummary.parse(row);

/** `where` names at most one run. */
export function findRun(db: StoreDatabase, where: SQL): Run | null {
  const row = runSummaries(db).where(where).get();
  if (row === undefined) return null;
  const details = db
    .select(LONG)
    .from(runs)
    .innerJoin(datasets, eq(datasets.id, runs.datasetId))
    .where(eq(runs.id, row.id))
    .get();
  const { errorCode, errorMessage } = row;
  const error = errorCode === null ? null : { code: errorCode, message: errorMessage };
  return Run.parse({ ...row, ...details, error });
}
