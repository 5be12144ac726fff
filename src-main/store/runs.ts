import { randomBytes } from 'node:crypto';
import { count, desc, eq, max, or } from 'drizzle-orm';
import {
  type DatasetId,
  type JsonObject,
  type Run,
  type RunError,
  RunId,
  type RunSummary,
} from '#shared/domain/records.ts';
import { assertStatusChange, type RunStatus } from '#shared/domain/runs.ts';
import { AppError } from '#shared/errors.ts';
import { repository, type StoreContext } from './repository.ts';
import { newRunId, newRunName } from './run-names.ts';
import { findRun, findRunDetail, runSummaries, type StoredRunDetail, toSummary } from './run-queries.ts';
import { createRunTable } from './run-rows.ts';
import { createRunShelf } from './run-shelf.ts';
import { runs, stepMetrics } from './schema.ts';
import { type RunFaces, readSplit, saveSplit } from './splits.ts';

export type NewRun = {
  readonly network: string;
  readonly seed: number;
  readonly config: JsonObject;
  readonly configYaml: string;
  /** As the user named it; null where there is no such file. */
  readonly configFile: string | null;
  readonly environment: JsonObject;
  readonly versions: Readonly<Record<string, string>>;
  readonly datasetId: DatasetId;
  /** Of the data set; 0 = the CSV as it is. */
  readonly datasetRevision?: number;
  readonly splitSeed: number | null;
  readonly faces: RunFaces;
  readonly plannedEpochs: number;
  readonly tags?: readonly string[];
  readonly notes?: string;
  readonly parent?: { readonly runId: RunId | null; readonly checkpoint: string };
};

/** Where a run goes from here. */
export type StatusChange =
  | { readonly to: 'running'; readonly device: string }
  | { readonly to: 'failed'; readonly error: RunError }
  | { readonly to: Exclude<RunStatus, 'running' | 'failed'> };

export type RunEdit = { readonly name?: string; readonly tags?: readonly string[]; readonly notes?: string };

/** What a resumed run may have that it did not begin with. */
export type RunPlan = Pick<NewRun, 'config' | 'configYaml' | 'plannedEpochs' | 'environment' | 'versions'>;

const LISTED = 5;
const LONGEST_NAME = 100; // characters

export function createRunsRepository(context: StoreContext) {
  const { db, clock } = context;
  const find = (id: RunId) => findRun(db, eq(runs.id, id)) ?? missing(id);
  const missing = (text: string): never => {
    const known = runSummaries(db).orderBy(desc(runs.createdAtMs), desc(runs.id)).limit(LISTED).all();
    throw new AppError('not_found', `The workspace has no run "${text}".`, {
      hint:
        known.length === 0 ? 'It has none at all yet.' : `The newest are ${known.map((run) => run.name).join(', ')}.`,
    });
  };

  return repository(
    'runs',
    {
      ...createRunTable(db),
      ...createRunShelf(context),

      /** A new run, `created`, with an id, a name and a folder of its own under `runs/`. The folder is for the caller to make. */
      create: ({ faces, tags = [], notes = '', parent, ...facts }: NewRun): Run =>
        db.transaction(
          (tx) => {
            const randomness = { nowMs: clock(), seed: randomBytes(4).readUInt32LE() };
            const id = newRunId(randomness);
            const name = freeName(context, randomness);
            tx.insert(runs)
              .values({
                ...facts,
                id,
                name,
                status: 'created',
                folder: `runs/${name}`,
                splitId: saveSplit(context, faces),
                tags,
                notes,
                createdAtMs: randomness.nowMs,
                parentRunId: parent?.runId ?? null,
                parentCheckpoint: parent?.checkpoint ?? null,
              })
              .run();
            return find(id);
          },
          { behavior: 'immediate' },
        ),

      /** @throws not_found */
      get: (id: RunId): Run => find(id),

      /** @throws not_found */
      detail: (id: RunId): StoredRunDetail => findRunDetail(db, eq(runs.id, id)) ?? missing(id),

      /** By what a person types: an id or a name. @throws not_found */
      find: (text: string): Run => {
        const id = RunId.safeParse(text);
        const byId = id.success ? findRun(db, eq(runs.id, id.data)) : null;
        return byId ?? findRun(db, eq(runs.name, text)) ?? missing(text);
      },

      /** Newest first. */
      list: ({ status }: { readonly status?: RunStatus } = {}): readonly RunSummary[] =>
        runSummaries(db)
          .where(status === undefined ? undefined : eq(runs.status, status))
          .orderBy(desc(runs.createdAtMs), desc(runs.id))
          .all()
          .map(toSummary),

      /** The images it trains and validates on. @throws not_found */
      faces: (id: RunId): RunFaces => {
        const run = db.select({ splitId: runs.splitId }).from(runs).where(eq(runs.id, id)).get() ?? missing(id);
        return readSplit(context, run.splitId);
      },

      /** The one way to another status. @throws conflict (a change that is not allowed; a run in the trash cannot run), not_found */
      changeStatus: (id: RunId, change: StatusChange): Run =>
        db.transaction(
          (tx) => {
            const { status, name, startedAtMs } = find(id);
            assertStatusChange(status, change.to, name);
            const isRunning = change.to === 'running';
            if (isRunning) assertNotTrashed(context, { id, name });
            tx.update(runs)
              .set({
                status: change.to,
                ...(isRunning ? { device: change.device, startedAtMs: startedAtMs ?? clock() } : {}),
                endedAtMs: isRunning ? null : clock(),
                errorCode: change.to === 'failed' ? change.error.code : null,
                errorMessage: change.to === 'failed' ? change.error.message : null,
              })
              .where(eq(runs.id, id))
              .run();
            return find(id);
          },
          { behavior: 'immediate' },
        ),

      /** What a person may say about a run. @throws conflict (the name is taken), usage (no name), not_found */
      edit: (id: RunId, edit: RunEdit): Run =>
        db.transaction(
          (tx) => {
            const run = find(id);
            const { name = run.name, tags = run.tags, notes = run.notes } = edit;
            assertNameIsFree(context, { id, name });
            tx.update(runs)
              .set({ name, tags: [...new Set(tags)], notes })
              .where(eq(runs.id, id))
              .run();
            return find(id);
          },
          { behavior: 'immediate' },
        ),

      /** Before a run is resumed with other settings. @throws conflict (it is running, or in the trash), not_found */
      replan: (id: RunId, plan: RunPlan): Run =>
        db.transaction(
          (tx) => {
            const { status, name } = find(id);
            assertStatusChange(status, 'running', name);
            assertNotTrashed(context, { id, name });
            tx.update(runs).set(plan).where(eq(runs.id, id)).run();
            return find(id);
          },
          { behavior: 'immediate' },
        ),

      /** Every run that is still called running ended without a word, at its last sign of life. Returns how many. */
      markInterrupted: (): number =>
        db.transaction(
          (tx) => {
            const left = tx.select().from(runs).where(eq(runs.status, 'running')).all();
            for (const { id, name, status, startedAtMs } of left) {
              assertStatusChange(status, 'interrupted', name);
              const sign = tx
                .select({ atMs: max(stepMetrics.atMs) })
                .from(stepMetrics)
                .where(eq(stepMetrics.runId, id))
                .get();
              tx.update(runs)
                .set({ status: 'interrupted', endedAtMs: Math.max(sign?.atMs ?? 0, startedAtMs ?? 0) })
                .where(eq(runs.id, id))
                .run();
            }
            return left.length;
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}

/** The number is that of the run in its workspace; a person may have given the name to another run already. */
function freeName({ db }: StoreContext, randomness: { readonly nowMs: number; readonly seed: number }): string {
  let number = db.select({ number: count() }).from(runs).get()?.number ?? 0;
  for (;;) {
    const name = newRunName(++number, randomness);
    if (
      db
        .select({ id: runs.id })
        .from(runs)
        .where(or(eq(runs.name, name), eq(runs.folder, `runs/${name}`)))
        .get() === undefined
    )
      return name;
  }
}

function assertNotTrashed({ db }: StoreContext, { id, name }: { id: RunId; name: string }): void {
  const row = db.select({ trashedAtMs: runs.trashedAtMs }).from(runs).where(eq(runs.id, id)).get();
  if (row?.trashedAtMs != null)
    throw new AppError('conflict', `Run "${name}" is in the trash.`, { hint: 'Restore it first.' });
}

function assertNameIsFree({ db }: StoreContext, { id, name }: { id: RunId; name: string }): void {
  if (name.trim() === '' || name.length > LONGEST_NAME)
    throw new AppError(
      'usage',
      `A run's name has 1 to ${LONGEST_NAME} characters; this one has ${name.trim().length}.`,
    );
  const other = db.select({ id: runs.id }).from(runs).where(eq(runs.name, name)).get();
  if (other !== undefined && other.id !== id)
    throw new AppError('conflict', `There is a run "${name}" already.`, { hint: 'Choose another name.' });
}
