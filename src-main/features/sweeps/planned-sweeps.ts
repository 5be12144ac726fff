/** The sweeps that a workspace knows: `sweeps/<name>/sweep.json`, written before their trials are lined up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { type PlannedSweep, SavedSweep, savedSweep } from '#shared/sweep/planned-sweep.ts';
import { SweepName } from '#shared/sweep/sweep-file.ts';

const FILE = 'sweep.json';

export const sweepFolder = (workspace: string, name: string): string => path.join(workspace, 'sweeps', name);

/** Whole or not at all; what the file said before is replaced. */
export function writePlannedSweep(workspace: string, sweep: PlannedSweep): void {
  const folder = sweepFolder(workspace, sweep.name);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.partial`, `${JSON.stringify(savedSweep(sweep))}\n`);
  renameSync(`${file}.partial`, file);
}

/** Null where this workspace has no sweep of that name. @throws file_invalid */
export function readPlannedSweep(workspace: string, name: string): PlannedSweep | null {
  if (!SweepName.safeParse(name).success) return null; // a tag that a person wrote: never a path
  const file = path.join(sweepFolder(workspace, name), FILE);
  if (!existsSync(file)) return null;
  try {
    const { early_stop: rule, ...saved } = SavedSweep.parse(JSON.parse(readFileSync(file, 'utf8')));
    return rule === undefined ? saved : { ...saved, early_stop: rule };
  } catch (cause) {
    throw new AppError('file_invalid', `"${file}" is not as Facet wrote it.`, {
      hint: 'Run `facet sweep` with the sweep once more: it writes the file anew.',
      cause,
    });
  }
}

/** By name. */
export function listPlannedSweeps(workspace: string): readonly string[] {
  const folder = path.join(workspace, 'sweeps');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, FILE)))
    .toSorted((a, b) => a.localeCompare(b));
}
