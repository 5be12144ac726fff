/** What the program itself remembers, outside every workspace: which workspace it had open; and which it opens. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const Preferences = z.object({ workspace: z.string().nullable() });
export type Preferences = z.infer<typeof Preferences>;

export const readPreferences = (file: string): Preferences => readJsonFile(file, Preferences) ?? { workspace: null };

export const writePreferences = (file: string, preferences: Preferences): void => writeJsonFile(file, preferences);

export type WorkspaceSources = {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Installed, and started from a menu: there is no folder that it was started in. */
  readonly isInstalled: boolean;
  readonly remembered: string | null;
  readonly documents: string;
  /** The folder it was started in. */
  readonly folder: string;
};

/**
 * `--workspace D`, else $FACET_WORKSPACE. Else, started in a clone, what every command of the command line takes there: the folder `workspace`; installed,
 * the one from last time, at first Documents/Facet. Absolute.
 */
export function chooseWorkspace(sources: WorkspaceSources): string {
  const { arguments: given, environment, isInstalled, remembered, documents, folder } = sources;
  const flag = given.indexOf(FLAG);
  const named = given.find((text) => text.startsWith(`${FLAG}=`))?.slice(FLAG.length + 1);
  const chosen = named ?? (flag >= 0 ? given[flag + 1] : undefined) ?? environment['FACET_WORKSPACE'];
  const usual = isInstalled ? (remembered ?? `${documents}/Facet`) : 'workspace';
  return resolve(folder, chosen ?? usual);
}

/** The same arguments, for another workspace. */
export function withWorkspace(given: readonly string[], workspace: string): readonly string[] {
  const others = given.filter((text, i) => text !== FLAG && given[i - 1] !== FLAG && !text.startsWith(`${FLAG}=`));
  return [...others, FLAG, workspace];
}

const FLAG = '--workspace';
