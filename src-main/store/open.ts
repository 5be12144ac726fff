/** A workspace's database, opened and checked, and its repositories. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { createAuditsRepository } from './audits.ts';
import { backUp, backUpNow, findDamage } from './backups.ts';
import { createBadRowsRepository } from './bad-rows.ts';
import { createCheckpointsRepository } from './checkpoints.ts';
import { createComparisonsRepository } from './comparisons.ts';
import { connect, type StoreDatabase } from './connection.ts';
import { createDatasetStatsRepository } from './dataset-stats.ts';
import { createDatasetsRepository } from './datasets.ts';
import { createDivisionRowsRepository } from './division-rows.ts';
import { createEmbeddingsRepository } from './embeddings.ts';
import { createEpochsRepository } from './epochs.ts';
import { createEvaluationsRepository } from './evaluations.ts';
import { createFaithfulnessRepository } from './faithfulness.ts';
import { createFileChecksRepository } from './file-checks.ts';
import { createGalleryRepository } from './gallery.ts';
import { createHeatmapsRepository } from './heatmaps.ts';
import { createImagesRepository } from './images.ts';
import { createKnockOutsRepository } from './knock-outs.ts';
import { createLocatedFacesRepository } from './located-faces.ts';
import { createMapSetsRepository } from './map-sets.ts';
import { createMarksRepository } from './marks.ts';
import { assertOurs, MIGRATIONS_FOLDER, migrate, readMigrations, schemaVersion } from './migrations.ts';
import { createOperatingPointsRepository } from './operating-points.ts';
import { createOverviewRepository } from './overview.ts';
import { createPictureMeasuresRepository } from './picture-measures.ts';
import { createPlantedFacesRepository } from './planted-faces.ts';
import { createPredictionsRepository } from './predictions.ts';
import { createProbesRepository } from './probes.ts';
import { createQueueRepository } from './queue.ts';
import type { Clock, StoreContext, StoreLogger } from './repository.ts';
import { createRevisionsRepository } from './revisions.ts';
import { createRunTransferRepository } from './run-transfer.ts';
import { createRunsRepository } from './runs.ts';
import { createSettingsRepository } from './settings.ts';
import { createSpeedsRepository } from './speeds.ts';
import { damaged, translateSqliteError } from './sqlite-errors.ts';
import { createStepsRepository } from './steps.ts';
import { createSweepRunsRepository } from './sweep-runs.ts';
import { createTestedFacesRepository } from './tested-faces.ts';

export type StoreOptions = {
  readonly clock: Clock;
  readonly logger?: StoreLogger;
  /** For a process that does not own the workspace: it may read while the owner writes. */
  readonly isReadonly?: boolean;
  readonly migrationsFolder?: string;
  readonly slowQueryMs?: number;
};

export type Store = ReturnType<typeof createRepositories> & {
  /** The database. */
  readonly file: string;
  /** Whatever an owner that died left as running is interrupted from now on. For the new owner, once, right after the opening. */
  readonly markInterrupted: () => { readonly runs: number; readonly evaluations: number };
  /** Adds a copy to `backups/`, of which the newest five stay; returns its file. For the end of a run. */
  readonly backup: () => Promise<string>;
  readonly close: () => void;
};

const FILE = 'facet.sqlite';
const SLOW_QUERY_MS = 50;
/** Up to here the check takes a third of a second, and is done at each opening; above, only where the last owner did not close. */
const ALWAYS_CHECKED_BYTES = 128 * 2 ** 20;

/**
 * Opens the database of a workspace; makes folder and database where there are none, and brings an older schema up to date, after a backup. Only the owner
 * of the workspace (lock.ts) may open it for writing.
 * @throws file_invalid (damaged, altered, not ours), conflict (made by a newer Facet), file_not_found (read-only, and there is none)
 */
export function openStore(workspaceFolder: string, options: StoreOptions): Store {
  const {
    clock,
    logger,
    isReadonly = false,
    migrationsFolder = MIGRATIONS_FOLDER,
    slowQueryMs = SLOW_QUERY_MS,
  } = options;
  const file = join(workspaceFolder, FILE);
  if (isReadonly && !existsSync(file))
    throw new AppError('file_not_found', `"${workspaceFolder}" is not a workspace: it has no ${FILE}.`, {
      hint: 'Name another folder, or train there first.',
    });
  if (!isReadonly) mkdirSync(workspaceFolder, { recursive: true });
  const wasLeftOpen = sizeOf(`${file}-wal`) > 0;
  const db = connect(file, { isReadonly });
  try {
    const migrations = readMigrations(migrationsFolder);
    if (!isReadonly) assertUndamaged(db, { file, isDue: wasLeftOpen || sizeOf(file) <= ALWAYS_CHECKED_BYTES });
    assertOurs(db.$client, migrations);
    const version = schemaVersion(db.$client);
    if (isReadonly && version < migrations.length)
      throw new AppError('conflict', `The workspace "${workspaceFolder}" was made by an older Facet.`, {
        hint: 'Open it once for writing (start Facet on it): it is brought up to date then.',
      });
    if (version > 0 && version < migrations.length) backUpNow(db.$client, { workspaceFolder, nowMs: clock() });
    migrate(db.$client, migrations);
    const context: StoreContext = { db, file, clock, logger, slowQueryMs };
    const repositories = createRepositories(context);
    return {
      ...repositories,
      file,
      markInterrupted: () =>
        db.transaction(
          () => ({
            runs: repositories.runs.markInterrupted(),
            evaluations: repositories.evaluations.markInterrupted(),
          }),
          { behavior: 'immediate' },
        ),
      backup: async () => {
        try {
          return await backUp(db.$client, { workspaceFolder, nowMs: clock() });
        } catch (error) {
          throw translateSqliteError(error, file);
        }
      },
      close: () => void db.$client.close(),
    };
  } catch (error) {
    db.$client.close();
    throw translateSqliteError(error, file);
  }
}

function createRepositories(context: StoreContext) {
  return {
    datasets: createDatasetsRepository(context),
    datasetStats: createDatasetStatsRepository(context),
    badRows: createBadRowsRepository(context),
    images: createImagesRepository(context),
    divisionRows: createDivisionRowsRepository(context),
    revisions: createRevisionsRepository(context),
    pictureMeasures: createPictureMeasuresRepository(context),
    audits: createAuditsRepository(context),
    fileChecks: createFileChecksRepository(context),
    runs: createRunsRepository(context),
    sweepRuns: createSweepRunsRepository(context),
    runTransfer: createRunTransferRepository(context),
    epochs: createEpochsRepository(context),
    steps: createStepsRepository(context),
    checkpoints: createCheckpointsRepository(context),
    evaluations: createEvaluationsRepository(context),
    predictions: createPredictionsRepository(context),
    testedFaces: createTestedFacesRepository(context),
    embeddings: createEmbeddingsRepository(context),
    comparisons: createComparisonsRepository(context),
    gallery: createGalleryRepository(context),
    marks: createMarksRepository(context),
    operatingPoints: createOperatingPointsRepository(context),
    heatmaps: createHeatmapsRepository(context),
    locatedFaces: createLocatedFacesRepository(context),
    mapSets: createMapSetsRepository(context),
    plantedFaces: createPlantedFacesRepository(context),
    knockOuts: createKnockOutsRepository(context),
    faithfulness: createFaithfulnessRepository(context),
    overview: createOverviewRepository(context),
    probes: createProbesRepository(context),
    queue: createQueueRepository(context),
    settings: createSettingsRepository(context),
    speeds: createSpeedsRepository(context),
  };
}

function assertUndamaged(db: StoreDatabase, { file, isDue }: { file: string; isDue: boolean }): void {
  const finding = isDue ? findDamage(db.$client) : null;
  if (finding !== null) throw damaged(file, { finding });
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
