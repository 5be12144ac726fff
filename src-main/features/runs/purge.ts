/** The end of runs: files first, rows after them, so that one that is interrupted in between is still in the trash and can be purged again. */
import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

export type PurgeDependencies = { readonly workspace: string; readonly store: Store };

/** Only trashed ones. Returns the bytes of their files. @throws conflict, not_found, file_invalid (a folder that is not where a run's belongs) */
export async function purgeRuns(
  runIds: readonly RunId[],
  { workspace, store }: PurgeDependencies,
  onPurged: (runId: RunId) => void,
): Promise<number> {
  store.runs.assertTrashed(runIds);
  let freedBytes = 0;
  for (const runId of runIds) {
    const { name, folder, evaluationIds } = store.runs.remains(runId);
    const [root, own = '', ...deeper] = folder.split('/');
    if (root !== 'runs' || own === '' || deeper.length > 0)
      throw new AppError('file_invalid', `The folder of "${name}" is said to be ${folder}; expected one in runs/.`, {
        hint: 'Facet did not write that: the run is left as it is.',
      });
    freedBytes += await removeFolder(workspace, ['runs', own]);
    for (const id of evaluationIds) freedBytes += await removeFolder(workspace, ['heatmaps', `evaluation-${id}`]);
    store.runs.remove(runId);
    onPurged(runId);
    await nextTurn(); // rows are deleted at once; whoever waits meanwhile gets an answer between two runs
  }
  return freedBytes;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Removes `<workspace>/<parent>/<name>` and what is in it; a link is removed, not what it points at. Nothing happens where it is not there. */
async function removeFolder(workspace: string, [parent, name]: readonly [string, string]): Promise<number> {
  const folder = path.join(workspace, parent, name);
  const found = await lstat(folder).catch(nullWhereMissing);
  if (found === null) return 0;
  const [realWorkspace, realParent] = await Promise.all([realpath(workspace), realpath(path.dirname(folder))]);
  if (realParent !== path.join(realWorkspace, parent))
    throw new AppError('file_invalid', `"${path.dirname(folder)}" leads out of the workspace, to "${realParent}".`, {
      hint: 'What lies outside is not deleted: delete it yourself, or make it a folder of the workspace.',
    });
  const bytes = found.isDirectory() ? await sizeOf(folder) : 0;
  await rm(folder, { recursive: true, force: true });
  return bytes;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await lstat(path.join(entry.parentPath, entry.name)).catch(nullWhereMissing))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
