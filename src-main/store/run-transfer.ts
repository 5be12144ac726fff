/**
 * A run of another workspace's database comes into this one: its row, faces, epochs, steps, checkpoints, pinned faces, tests and predictions, as they are. Its
 * id stays; ids of data sets, images, splits and tests are this database's own. Taking in again what is there already changes only what is newer there.
 * Heat maps of tests and what people said about faces are not taken along: they can be made again here, and belong to the other workspace.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { and, asc, eq, like, ne, not, or, sql } from 'drizzle-orm';
import { type DatasetId, type ImageId, type PictureId, RelativePath, type RunId } from '#shared/domain/records.ts';
import { AppError, assert } from '#shared/errors.ts';
import { connect } from './connection.ts';
import { assertOurs, readMigrations, schemaVersion } from './migrations.ts';
import { repository, type StoreContext } from './repository.ts';
import {
  checkpoints,
  datasets,
  epochs,
  evaluations,
  images,
  predictions,
  runs,
  splitFaces,
  stepMetrics,
} from './schema.ts';
import { probeResults, probes } from './schema-workbench.ts';
import { saveSplit } from './splits.ts';

type Dataset = typeof datasets.$inferSelect & { readonly images: readonly (typeof images.$inferSelect)[] };

/** All rows of one run as its own database has them. */
export type ForeignRun = {
  readonly run: typeof runs.$inferSelect;
  readonly faces: readonly (typeof splitFaces.$inferSelect)[];
  readonly epochs: readonly (typeof epochs.$inferSelect)[];
  readonly steps: readonly (typeof stepMetrics.$inferSelect)[];
  readonly checkpoints: readonly (typeof checkpoints.$inferSelect)[];
  readonly probes: readonly (typeof probes.$inferSelect)[];
  readonly probeResults: readonly (typeof probeResults.$inferSelect)[];
  readonly evaluations: readonly (typeof evaluations.$inferSelect & {
    readonly predictions: readonly (typeof predictions.$inferSelect)[];
  })[];
  /** Every data set that one of its faces is of. */
  readonly datasets: readonly Dataset[];
};

const FILE = 'facet.sqlite';

/** The runs of another workspace, the oldest first; nothing is changed there. @throws file_not_found (it has no database), file_invalid, conflict (of another Facet) */
export function readForeignRuns(workspaceFolder: string): readonly ForeignRun[] {
  const file = path.join(workspaceFolder, FILE);
  if (!existsSync(file))
    throw new AppError('file_not_found', `"${workspaceFolder}" is not a workspace: it has no ${FILE}.`, {
      hint: 'Name the folder that --workspace named when the run was trained.',
    });
  const db = connect(file, { isReadonly: true });
  try {
    const migrations = readMigrations();
    assertOurs(db.$client, migrations);
    if (schemaVersion(db.$client) !== migrations.length)
      throw new AppError('conflict', `The workspace "${workspaceFolder}" was made by an older Facet.`, {
        hint: `Open it once with this one: facet runs --workspace ${workspaceFolder}`,
      });
    return db.transaction((tx) =>
      tx
        .select()
        .from(runs)
        .orderBy(asc(runs.createdAtMs), asc(runs.id))
        .all()
        .map((run) => {
          const of = { runId: run.id };
          const tests = tx
            .select()
            .from(evaluations)
            .where(and(eq(evaluations.runId, run.id), eq(evaluations.status, 'finished')))
            .all()
            .map((test) => ({
              ...test,
              predictions: tx.select().from(predictions).where(eq(predictions.evaluationId, test.id)).all(),
            }));
          const faces = tx.select().from(splitFaces).where(eq(splitFaces.splitId, run.splitId)).all();
          const pinned = tx.select().from(probes).where(eq(probes.runId, of.runId)).all();
          const seen = new Set(
            [...faces, ...pinned, ...tests.flatMap((test) => test.predictions)].map(({ imageId }) => imageId),
          );
          return {
            run,
            faces,
            epochs: tx.select().from(epochs).where(eq(epochs.runId, run.id)).all(),
            steps: tx.select().from(stepMetrics).where(eq(stepMetrics.runId, run.id)).all(),
            checkpoints: tx.select().from(checkpoints).where(eq(checkpoints.runId, run.id)).all(),
            probes: pinned,
            probeResults: tx.select().from(probeResults).where(eq(probeResults.runId, run.id)).all(),
            evaluations: tests,
            datasets: datasetsWith(seen, run.datasetId),
          };
        }),
    );
  } finally {
    db.$client.close();
  }

  function datasetsWith(seen: ReadonlySet<ImageId>, first: DatasetId): readonly Dataset[] {
    return db
      .select()
      .from(datasets)
      .where(not(like(datasets.fingerprint, 'incomplete %')))
      .all()
      .map((dataset) => ({
        ...dataset,
        images: db.select().from(images).where(eq(images.datasetId, dataset.id)).orderBy(asc(images.line)).all(),
      }))
      .filter((dataset) => dataset.id === first || dataset.images.some(({ id }) => seen.has(id)));
  }
}

/** Where the ids of another database lead in this one. */
export type DatasetMap = ReadonlyMap<DatasetId, DatasetId>;

export function createRunTransferRepository(context: StoreContext) {
  const { db } = context;
  const isTaken = (name: string, folder: string, id: RunId) =>
    db
      .select({ id: runs.id })
      .from(runs)
      .where(and(ne(runs.id, id), or(eq(runs.name, name), eq(runs.folder, folder))))
      .get() !== undefined;
  const find = (id: RunId) => db.select().from(runs).where(eq(runs.id, id)).get();

  return repository(
    'runTransfer',
    {
      /** What the run is or will be called here, and its folder, relative to the workspace. */
      place: ({
        id,
        name,
      }: Pick<typeof runs.$inferSelect, 'id' | 'name'>): { readonly name: string; readonly folder: string } => {
        const here = find(id);
        if (here !== undefined) return { name: here.name, folder: here.folder };
        let free = name;
        for (let number = 2; isTaken(free, `runs/${free}`, id); number++) free = `${name}-${number}`;
        return { name: free, folder: RelativePath.parse(`runs/${free}`) };
      },

      /** Whether it is here as it is there. */
      isHere: ({ run }: ForeignRun): boolean => {
        const here = find(run.id);
        return (
          here !== undefined &&
          here.status === settled(run.status) &&
          here.lastEpoch === run.lastEpoch &&
          here.endedAtMs === run.endedAtMs
        );
      },

      /** All of it or nothing. `datasetIds`: of every data set of the run, in this database. @throws conflict (it is running here) */
      take: (
        foreign: ForeignRun,
        place: { readonly name: string; readonly folder: string },
        datasetIds: DatasetMap,
      ): void =>
        db.transaction(
          () => {
            const { run } = foreign;
            const imageIds = imageMap(context, foreign.datasets, datasetIds);
            const here = find(run.id);
            if (here?.status === 'running')
              throw new AppError('conflict', `Run "${here.name}" is being trained in this workspace.`);
            const facts = {
              ...run,
              ...place,
              status: settled(run.status),
              datasetId: mapped(datasetIds, run.datasetId),
              datasetRevision: 0, // the other workspace's revisions are not this one's; the labels it began with come along
              splitId: saveSplit(context, facesOf(foreign.faces, imageIds)),
            };
            if (here === undefined) db.insert(runs).values(facts).run();
            else {
              const { name, tags, notes, archivedAtMs, trashedAtMs, isPinned } = here; // a person's
              db.update(runs)
                .set({
                  ...facts,
                  name,
                  tags: [...new Set([...tags, ...run.tags])],
                  notes,
                  archivedAtMs,
                  trashedAtMs,
                  isPinned,
                })
                .where(eq(runs.id, run.id))
                .run();
            }
            replaceRows(context, foreign, imageIds);
            addTests(context, foreign, { imageIds, datasetIds });
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}

/** Nobody trains it there any more: whoever takes it in has made sure of that. */
const settled = (status: typeof runs.$inferSelect.status) => (status === 'running' ? 'interrupted' : status);

function mapped<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  assert(value !== undefined, `what the run refers to (${String(key)}) was taken in before it`);
  return value;
}

type ImageMap = ReadonlyMap<ImageId, ImageId>;

/** By data set and line: the same rows of the same CSV. */
function imageMap({ db }: StoreContext, foreign: readonly Dataset[], datasetIds: DatasetMap): ImageMap {
  return new Map(
    foreign.flatMap((dataset) => {
      const own = db
        .select({ id: images.id, line: images.line })
        .from(images)
        .where(eq(images.datasetId, mapped(datasetIds, dataset.id)))
        .all();
      const byLine = new Map(own.map(({ id, line }) => [line, id]));
      return dataset.images.map(({ id, line }) => [id, mapped(byLine, line)] as const);
    }),
  );
}

function facesOf(faces: ForeignRun['faces'], imageIds: ImageMap) {
  const side = (wanted: 'train' | 'valid') =>
    faces.filter((face) => face.side === wanted).map(({ imageId }) => mapped(imageIds, imageId));
  const relabelled = faces.flatMap(({ imageId, label }) =>
    label === null ? [] : [[mapped(imageIds, imageId), label] as const],
  );
  return {
    train: side('train'),
    valid: side('valid'),
    ...(relabelled.length === 0 ? {} : { relabelled: new Map(relabelled) }),
  };
}

function replaceRows({ db }: StoreContext, foreign: ForeignRun, imageIds: ImageMap): void {
  const { id } = foreign.run;
  const withImage = <T extends { readonly imageId: ImageId }>(row: T) => ({
    ...row,
    imageId: mapped(imageIds, row.imageId),
  });
  for (const table of [epochs, stepMetrics, checkpoints, probes, probeResults])
    db.delete(table).where(eq(table.runId, id)).run();
  for (const row of foreign.epochs) db.insert(epochs).values(row).run();
  for (const row of foreign.steps) db.insert(stepMetrics).values(row).run();
  for (const row of foreign.checkpoints)
    db.insert(checkpoints)
      .values({ ...row, file: RelativePath.parse(row.file) })
      .run();
  for (const row of foreign.probes) db.insert(probes).values(withImage(row)).run();
  for (const row of foreign.probeResults) db.insert(probeResults).values(withImage(row)).run();
}

/** Those that are here already stay: by what was tested, on what, and when. */
function addTests(
  { db }: StoreContext,
  foreign: ForeignRun,
  { imageIds, datasetIds }: { readonly imageIds: ImageMap; readonly datasetIds: DatasetMap },
): void {
  const here = db.select().from(evaluations).where(eq(evaluations.runId, foreign.run.id)).all();
  const keyOf = ({
    checkpointSha256,
    createdAtMs,
  }: Pick<typeof evaluations.$inferSelect, 'checkpointSha256' | 'createdAtMs'>) => `${checkpointSha256} ${createdAtMs}`;
  const known = new Set(here.map(keyOf));
  for (const { predictions: rows, id: _, ...test } of foreign.evaluations) {
    if (known.has(keyOf(test))) continue;
    const { id } = db
      .insert(evaluations)
      .values({ ...test, datasetId: mapped(datasetIds, test.datasetId) })
      .returning({ id: evaluations.id })
      .get();
    for (const row of rows) {
      const imageId = mapped(imageIds, row.imageId);
      const pictureId = sql<PictureId>`(select picture_id from images where id = ${imageId})`;
      db.insert(predictions)
        .values({ ...row, evaluationId: id, imageId, pictureId })
        .run();
    }
  }
}
