/** The folders of the machine that the program runs on, as far as its user may see them. Nothing here opens a file. */
import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { FolderEntry, FolderListing } from '#shared/contract/files.ts';
import { AppError } from '#shared/errors.ts';

export type BrowseOptions = {
  readonly workspace: string;
  /** Where relative paths start. */
  readonly workingDirectory: string;
};

const MOST_ENTRIES = 5_000;
const STATS_AT_ONCE = 64;

/** Folders first, then by name; hidden entries are left out. `named` null = the working directory. @throws file_not_found, file_invalid */
export async function browse(named: string | null, options: BrowseOptions): Promise<FolderListing> {
  const folder = absolutePath(named ?? '.', options);
  const entries = (await readFolder(folder)).filter(({ name }) => !name.startsWith('.'));
  const sorted = entries.sort((a, b) => Number(isFolder(b)) - Number(isFolder(a)) || (a.name < b.name ? -1 : 1));
  const described = await describeAll(folder, sorted.slice(0, MOST_ENTRIES));
  const parent = path.dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    places: placesOf(options),
    entries: described.sort(byKindAndName),
    isCut: entries.length > MOST_ENTRIES,
  };
}

/** @throws file_not_found, file_invalid */
export async function findEntry(named: string, options: BrowseOptions): Promise<FolderEntry> {
  const file = absolutePath(named, options);
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(file, cause);
  });
  return { ...describe(file, found), name: path.basename(file) || file };
}

/** What somebody typed: "~" is the home folder, and quotes around it come from a file manager. @throws file_invalid */
function absolutePath(named: string, { workingDirectory }: BrowseOptions): string {
  if (named.includes('\0')) throw new AppError('file_invalid', 'The path has a NUL character in it.');
  const bare = named.trim().replace(/^(['"])(.*)\1$/, '$2');
  const home = /^~(?=$|[/\\])/.test(bare) ? path.join(homedir(), bare.slice(1)) : bare;
  return path.resolve(workingDirectory, home);
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException; // of the file system
    if (code === 'ENOTDIR') throw new AppError('file_invalid', `"${folder}" is a file, not a folder.`, { cause });
    throw unreadable(folder, cause as NodeJS.ErrnoException);
  }
}

function unreadable(file: string, cause: NodeJS.ErrnoException): AppError {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
    return new AppError('file_not_found', `There is nothing at "${file}".`, {
      hint: 'Check the spelling; a drive may have to be mounted first.',
      cause,
    });
  if (cause.code === 'EACCES' || cause.code === 'EPERM')
    return new AppError('file_invalid', `"${file}" may not be read by you.`, {
      hint: 'Give yourself the right to read it, or choose another one.',
      cause,
    });
  return new AppError('file_invalid', `"${file}" cannot be read: ${cause.message}.`, { cause });
}

/** A link to a folder is found out by looking at what it names. */
const isFolder = (entry: Dirent) => entry.isDirectory();

async function describeAll(folder: string, entries: readonly Dirent[]): Promise<FolderEntry[]> {
  const described: FolderEntry[] = [];
  for (let first = 0; first < entries.length; first += STATS_AT_ONCE) {
    const some = entries.slice(first, first + STATS_AT_ONCE).map(async (entry) => {
      const file = path.join(folder, entry.name);
      const found = await stat(file).catch(() => null); // a broken link, or out of reach: shown, and of no kind
      return describe(file, found);
    });
    described.push(...(await Promise.all(some)));
  }
  return described;
}

function describe(file: string, found: Stats | null): FolderEntry {
  const name = path.basename(file);
  const isFile = found?.isFile() ?? false;
  return {
    name,
    path: file,
    kind: found?.isDirectory() ? 'folder' : isFile ? kindOf(name) : 'other',
    sizeBytes: isFile && found !== null ? found.size : null,
    changedAtMs: found?.mtimeMs ?? null,
  };
}

type Kind = FolderEntry['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  '.csv': 'csv',
  '.jpg': 'image',
  '.jpeg': 'image',
  '.png': 'image',
  '.webp': 'image',
  '.bmp': 'image',
  '.safetensors': 'weights',
  '.pth': 'weights',
  '.pt': 'weights',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** By its name alone. */
export const kindOf = (name: string): Kind => KINDS[path.extname(name).toLowerCase()] ?? 'other';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const byKindAndName = (a: FolderEntry, b: FolderEntry) =>
  Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name);

function placesOf({ workspace, workingDirectory }: BrowseOptions): FolderListing['places'] {
  const all = [
    { name: 'Home', path: homedir() },
    { name: 'Started in', path: workingDirectory },
    { name: 'Workspace', path: workspace },
    { name: 'Computer', path: path.parse(workingDirectory).root },
  ];
  return all.filter((place, index) => all.findIndex((other) => other.path === place.path) === index);
}
