/** What the program itself remembers, outside every workspace: which workspace it had open. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

const Preferences = z.object({ workspace: z.string().nullable() });
export type Preferences = z.infer<typeof Preferences>;

export function readPreferences(file: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { workspace: null }; // a first start, or a file that another version wrote
  }
}

export function writePreferences(file: string, preferences: Preferences): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.partial`, JSON.stringify(preferences, null, 2));
  renameSync(`${file}.partial`, file);
}

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
