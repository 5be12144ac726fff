import path from 'node:path';
import type { RunId } from '#shared/domain/records.ts';
import { os } from '../procedures.ts';
import { type ChangesDependencies, createRunChanges } from './changes.ts';
import { lastLines, listRunFiles } from './files.ts';
import { purgeRuns } from './purge.ts';

export type RunsDependencies = ChangesDependencies & { readonly workspace: string };

export function createRunsRouter({ workspace, ...dependencies }: RunsDependencies) {
  const { store, events } = dependencies;
  const changes = createRunChanges(dependencies);
  const folderOf = (runId: RunId) => path.join(workspace, store.runs.get(runId).folder);
  /** A baseline that is gone compares with nothing. */
  const forget = (runId: RunId) => {
    changes.changed([runId]);
    if (store.settings.all()['baselineRunId'] !== runId) return;
    store.settings.change({ baselineRunId: null });
    events.publish({ topic: 'setting.changed', key: 'baselineRunId' });
  };

  return os.runs.router({
    list: os.runs.list.handler(() => [...store.runs.rows()]),
    commonSettings: os.runs.commonSettings.handler(() => ({ ...store.runs.commonSettings() })),
    get: os.runs.get.handler(({ input: { runId } }) => {
      const detail = store.runs.detail(runId);
      return { ...detail, absoluteFolder: path.join(workspace, detail.folder) };
    }),
    curves: os.runs.curves.handler(({ input: { runId, points } }) => {
      store.runs.get(runId); // a run that is not there has no curves: it says so
      const steps = store.steps.thinned(runId, points);
      return { epochs: [...store.epochs.list(runId)], steps: mutable(steps) };
    }),
    checkpoints: os.runs.checkpoints.handler(({ input: { runId } }) => [...store.checkpoints.list(runId)]),
    files: os.runs.files.handler(async ({ input: { runId } }) => {
      const { files, isCut } = await listRunFiles(folderOf(runId));
      return { files: [...files], isCut };
    }),
    log: os.runs.log.handler(async ({ input: { runId, lines } }) => [
      ...(await lastLines(path.join(folderOf(runId), 'log.txt'), lines)),
    ]),
    edit: os.runs.edit.handler(({ input: { runId, name, notes, tags } }) =>
      changes.edit(runId, {
        ...(name === undefined ? {} : { name }),
        ...(notes === undefined ? {} : { notes }),
        ...(tags === undefined ? {} : { tags }),
      }),
    ),
    move: os.runs.move.handler(({ input: { runIds, to } }) => changes.move(runIds, to)),
    pin: os.runs.pin.handler(({ input: { runIds, isPinned } }) => changes.pin(runIds, isPinned)),
    tag: os.runs.tag.handler(({ input: { runIds, add, remove } }) => changes.tag(runIds, { add, remove })),
    purge: os.runs.purge.handler(async ({ input: { runIds } }) => ({
      freedBytes: await purgeRuns([...new Set(runIds)], { workspace, store }, forget),
    })),
  });
}

/** oRPC's outputs are mutable arrays; nobody else has these. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
const mutable = <T extends object>(columns: T): Mutable<T> => columns as Mutable<T>;
