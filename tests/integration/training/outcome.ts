/** What a workspace knows of its newest run, for comparing runs bit by bit. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '#main/store/open.ts';

/** Reads a workspace beside whoever owns it. */
export function readWorkspace<T>(workspace: string, read: (store: Store) => T): T {
  const store = openStore(workspace, { clock: Date.now, isReadonly: true });
  try {
    return read(store);
  } finally {
    store.close();
  }
}

export const sha256Of = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Everything that two equal trainings have in common: no times. Hashes are of the files as they lie there. */
export function outcomeOf(workspace: string) {
  return readWorkspace(workspace, (store) => {
    const run = store.runs.list()[0];
    if (run === undefined) throw new Error(`${workspace} has no run`);
    const folder = path.join(workspace, store.runs.get(run.id).folder);
    const { step, loss } = store.steps.columns(run.id);
    return {
      status: run.status,
      lastEpoch: run.lastEpoch,
      bestEpoch: run.bestEpoch,
      epochs: store.epochs
        .list(run.id)
        .map(
          ({ durationMs: _a, outsideTensorflowMs: _b, imagesPerSecond: _c, endedAtMs: _d, ...measured }) => measured,
        ),
      steps: step.map((number, i) => [number, loss[i]]),
      checkpoints: store.checkpoints
        .list(run.id)
        .filter(({ kind }) => kind !== 'last') // names its files with their steps and times
        .map(({ kind, epoch, file, sha256 }) => ({
          kind,
          epoch,
          isAsRecorded: sha256Of(path.join(folder, file)) === sha256,
          sha256,
        })),
    };
  });
}

/** Epochs and batches completed in the state that the newest run would be resumed from; null where none was saved. */
export function savedState(
  workspace: string,
): { readonly epoch: number; readonly batch: number; readonly step: number } | null {
  const file = path.join(newestRunFolder(workspace), 'checkpoints', 'last.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).state : null;
}

export const newestRunFolder = (workspace: string): string =>
  readWorkspace(workspace, (store) => {
    const [run] = store.runs.list();
    if (run === undefined) throw new Error(`${workspace} has no run`);
    return path.join(workspace, store.runs.get(run.id).folder);
  });
