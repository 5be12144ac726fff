/** The reference writes a run into `prefix`. Ours lies in the workspace, and `prefix` becomes a link to it. */
import { lstatSync, mkdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';

/** @returns a sentence where the link could not be made, which is no reason not to train; nothing of anybody's is ever overwritten */
export function linkPrefix(prefix: string, runFolder: string): string | null {
  if (prefix === '') return null;
  try {
    const isLinked = relink(path.resolve(prefix), runFolder);
    return isLinked
      ? null
      : `${prefix} is there already and is no link of Facet's: it was left alone. The run is in ${runFolder}.`;
  } catch (error) {
    return `${prefix} could not be made a link: ${(error as Error).message}. The run is in ${runFolder}.`;
  }
}

/** Takes the link away again where it leads to this run. */
export function unlinkPrefix(prefix: string, runFolder: string): void {
  if (prefix === '') return;
  const link = path.resolve(prefix);
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink && path.resolve(path.dirname(link), readlinkSync(link)) === path.resolve(runFolder)) unlinkSync(link);
}

/** False where something else is there. */
function relink(link: string, runFolder: string): boolean {
  const found = lstatSync(link, { throwIfNoEntry: false });
  const target = found?.isSymbolicLink() ? readlinkSync(link) : null;
  if (found !== undefined && (target === null || path.basename(path.dirname(target)) !== 'runs')) return false;
  if (target === runFolder) return true;
  if (target !== null) unlinkSync(link); // of an earlier run
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(runFolder, link, 'junction'); // on Windows a junction needs no rights
  return true;
}
