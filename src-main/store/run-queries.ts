/** How a run is read: its row, with what data set, split and epochs add to it. */
import { and, asc, desc, eq, getTableColumns, type SQL, sum } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { RunDetail, type RunPlace } from '#shared/contract/runs.ts';
import { Run, RunSummary } from '#shared/domain/records.ts';
import type { StoreDatabase } from './connection.ts';
import { datasets, epochs, runs, splits } from './schema.ts';

const last = alias(epochs, 'last');
const best = alias(epochs, 'best');
const parent = alias(runs, 'parent');

/** A configuration and its like are long: a table of runs does without. */
const { config, configYaml, configFile, environment, versions, networkFacts, ...short } = getTableColumns(runs);
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

/** A run that was archived before it came into the trash is in the trash. */
export const placeOf = (row: {
  readonly archivedAtMs: number | null;
  readonly trashedAtMs: number | null;
}): RunPlace => (row.trashedAtMs !== null ? 'trashed' : row.archivedAtMs !== null ? 'archived' : 'active');

/** `where` names at most one run. */
export function findRun(db: StoreDatabase, where: SQL): Run | null {
  const row = longRow(db, where);
  return row === null ? null : Run.parse(row);
}

/** All but the folder's absolute path, which the store does not know. */
export type StoredRunDetail = Omit<RunDetail, 'absoluteFolder'>;

export function findRunDetail(db: StoreDatabase, where: SQL): StoredRunDetail | null {
  const row = longRow(db, where);
  if (row === null) return null;
  const { id } = row;
  const more = db
    .select({ networkFacts, parentName: parent.name })
    .from(runs)
    .leftJoin(parent, eq(parent.id, runs.parentRunId))
    .where(eq(runs.id, id))
    .get();
  const time = db
    .select({ durationMs: sum(epochs.durationMs) })
    .from(epochs)
    .where(eq(epochs.runId, id))
    .get();
  return RunDetail.omit({ absoluteFolder: true }).parse({
    ...row,
    ...more,
    place: placeOf(row),
    durationMs: time?.durationMs == null ? null : Number(time.durationMs),
    children: db
      .select({ id: runs.id, name: runs.name })
      .from(runs)
      .where(eq(runs.parentRunId, id))
      .orderBy(desc(runs.createdAtMs), asc(runs.id))
      .all(),
  });
}

function longRow(db: StoreDatabase, where: SQL) {
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
  return { ...row, ...details, error };
}
