/** What the program itself remembers, outside every workspace: which workspace it had open. */
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
  readonly remembered: string | null;
  readonly documents: string;
};

/** `--workspace D`, $FACET_WORKSPACE, the one from last time, else Documents/Facet. Absolute. */
export function chooseWorkspace({ arguments: given, environment, remembered, documents }: WorkspaceSources): string {
  const flag = given.indexOf('--workspace');
  const named = given.find((text) => text.startsWith('--workspace='))?.slice('--workspace='.length);
  const chosen = named ?? (flag >= 0 ? given[flag + 1] : undefined) ?? environment['FACET_WORKSPACE'] ?? remembered;
  return resolve(chosen ?? `${documents}/Facet`);
}
