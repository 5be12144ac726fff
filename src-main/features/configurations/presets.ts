/** Configurations as files: those that come with Facet, and the person's own in the workspace. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { YAML_LIMITS } from '#shared/config/read-yaml.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';

export type PresetDependencies = {
  readonly workspace: string;
  readonly events: EventBus;
  readonly history: History;
  readonly presetsFolder?: string;
};

const COMING_WITH_FACET = fileURLToPath(new URL('../../../configs', import.meta.url));
const FOLDER = 'configurations';
const EXTENSION = '.yaml';

export function createPresets({ workspace, events, history, presetsFolder = COMING_WITH_FACET }: PresetDependencies) {
  const folder = path.join(workspace, FOLDER);
  const fileOf = (name: string) => path.join(folder, `${fileName(name)}${EXTENSION}`);
  /** Null takes the file away. */
  const put = (file: string, text: string | null) => {
    if (text === null) rmSync(file, { force: true });
    else writeAtomically(file, text);
    events.publish({ topic: 'configuration.changed' });
  };
  /** One change, to be undone. */
  const change = (title: string, { file, to }: { readonly file: string; readonly to: string | null }) => {
    const from = readIfThere(file);
    put(file, to);
    history.record({ title, undo: () => put(file, from), redo: () => put(file, to) });
  };

  return {
    list: (): Preset[] => [...presetsIn(folder, 'workspace'), ...presetsIn(presetsFolder, 'facet')],

    /** @throws conflict, config_invalid (the name), disk_full */
    save: ({ name, yaml, replaces }: { name: string; yaml: string; replaces: boolean }): Preset => {
      const file = fileOf(name);
      const before = readIfThere(file);
      if (before !== null && !replaces)
        throw new AppError('conflict', `There is a configuration "${name}" already.`, {
          hint: 'Choose another name, or replace it.',
        });
      if (before !== yaml) change(`Save the configuration "${name}"`, { file, to: yaml });
      return presetOf(file, 'workspace');
    },

    /** @throws not_found */
    remove: (name: string): void => {
      const file = fileOf(name);
      if (readIfThere(file) === null) throw new AppError('not_found', `There is no configuration "${name}".`);
      change(`Delete the configuration "${name}"`, { file, to: null });
    },
  };
}

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name that is a file's on every system, and stays inside the folder. @throws config_invalid */
function fileName(name: string): string {
  const isUsual = /^[\p{L}\p{N}_][\p{L}\p{N} ._()+,-]*$/u.test(name) && !/[. ]$/.test(name);
  if (isUsual && !RESERVED.test(name)) return name;
  throw new AppError('config_invalid', `"${name}" cannot be the name of a file.`, {
    hint: 'Begin with a letter or a digit, and use letters, digits, spaces and . _ - ( ) + , only.',
  });
}

function presetsIn(folder: string, origin: Preset['origin']): readonly Preset[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(EXTENSION) && !name.startsWith('.'))
    .map((name) => path.join(folder, name))
    .filter((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat?.isFile() === true && stat.size <= YAML_LIMITS.sizeBytes;
    })
    .map((file) => presetOf(file, origin))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function presetOf(file: string, origin: Preset['origin']): Preset {
  const name = path.basename(file, EXTENSION);
  const yaml = readFileSync(file, 'utf8');
  return {
    name,
    origin,
    title: titleOf(yaml) ?? name,
    yaml,
    changedAtMs: origin === 'facet' ? null : statSync(file).mtimeMs,
  };
}

/** The first sentence of a comment in the first line. */
export const titleOf = (yaml: string): string | null =>
  /^#+[ \t]*(\S.*?)(?:\.(?:\s.*)?)?$/m.exec(yaml.split('\n', 1)[0] ?? '')?.[1] ?? null;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing was saved yet
    throw error;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The old text or the new one, whenever the machine stops. @throws disk_full */
function writeAtomically(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = path.join(path.dirname(file), `.${randomUUID()}.partial`);
  try {
    const descriptor = openSync(partial, 'wx');
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, file);
  } catch (cause) {
    rmSync(partial, { force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new AppError(isFull ? 'disk_full' : 'file_invalid', `"${file}" could not be written: ${message}.`, {
      hint: isFull ? 'Make room on this disk and save again.' : 'Check that you may write to the workspace.',
      cause,
    });
  }
}
