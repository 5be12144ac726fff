/** Runs of another workspace come into this one: files linked or copied, rows as they are. */
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lockWorkspace } from '#main/store/lock.ts';
import type { Store } from '#main/store/open.ts';
import { type ForeignRun, readForeignRuns } from '#main/store/run-transfer.ts';
import { ColumnMapping } from '#shared/contract/datasets.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

export type ImportedRun = {
  readonly run: Run /** False where it was here already, as it is there. */;
  readonly isNew: boolean;
};

type Target = { readonly store: Store; readonly workspace: string };

/**
 * All runs of the workspace in `folder`, which nobody may be using; nothing is changed there. Doing it again brings only what is newer.
 * @throws conflict (somebody has that workspace, or it is this one), file_not_found, file_invalid
 */
export function importRuns(folder: string, { store, workspace }: Target): readonly ImportedRun[] {
  if (path.resolve(folder) === path.resolve(workspace))
    throw new AppError('conflict', `"${folder}" is the workspace that the runs are to come into.`, {
      hint: 'Name another workspace, or another target with --workspace.',
    });
  if (!existsSync(folder)) throw new AppError('file_not_found', `There is no folder "${folder}".`);
  const foreign = readForeignRuns(folder); // says so where it is none, before a lock is put into it
  const lock = lockWorkspace(folder, { owner: 'an import of its runs' });
  try {
    return (foreign.length === 0 ? foreign : readForeignRuns(folder)).map((run) =>
      importRun(run, folder, { store, workspace }),
    );
  } finally {
    lock.release();
  }
}

function importRun(foreign: ForeignRun, folder: string, { store, workspace }: Target): ImportedRun {
  const { run } = foreign;
  if (store.runTransfer.isHere(foreign)) return { run: store.runs.get(run.id), isNew: false };
  const place = store.runTransfer.place(run);
  const source = path.join(folder, run.folder);
  if (existsSync(source)) linkFolder(source, path.join(workspace, place.folder));
  const datasetIds = new Map(
    foreign.datasets.map(({ id, name, csvPath, csvSha256, badCount, mapping, imagesFolder, images }) => {
      const facts = { name, csvPath, csvSha256, badCount, imagesFolder, images };
      return [
        id,
        store.datasets.save({ ...facts, mapping: mapping === null ? null : ColumnMapping.parse(mapping) }).id,
      ];
    }),
  );
  store.runTransfer.take(foreign, place, datasetIds);
  return { run: store.runs.get(run.id), isNew: true };
}

/** Whole or not at all: a folder of that name that an import left before is replaced. */
function linkFolder(source: string, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  linkFiles(source, partial);
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
}

/** The same bytes under a second name where both lie on one disk. What is appended to (the log, TensorBoard's events) is copied: the other side may go on writing. */
function linkFiles(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (entry.isDirectory()) linkFiles(from, to);
    else if (!entry.isFile()) continue;
    else if (!entry.name.endsWith('.safetensors') || !linked(from, to)) cpSync(from, to);
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false; // another disk, or one that knows no links: then it is copied
  }
}
