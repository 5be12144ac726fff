/** From a browser's drag event to files, through all folders. */
import { type Drop, type DroppedFile, dropOf } from './dropped-files.ts';

/** What a drag event hands out. */
export type Dropped = {
  readonly entries: readonly FileSystemEntry[];
  /** Where there are no entries: a drag that did not come from a file manager. */
  readonly files: readonly File[];
};

/** What a drag event holds is gone with the event: this is taken in its turn, and read afterwards. */
export function droppedOf(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return { entries, files: entries.length > 0 ? [] : [...transfer.files] };
}

export async function readDrop({ entries, files }: Dropped): Promise<Drop> {
  const found: DroppedFile[] = files.map((file) => ({ path: file.name, file }));
  for (const entry of entries) await walk(entry, entry.name, found);
  const [only] = entries.length === 1 ? entries : [];
  return dropOf(found, only !== undefined && isFolder(only) ? only.name : null);
}

async function walk(entry: FileSystemEntry, path: string, found: DroppedFile[]): Promise<void> {
  if (isFile(entry)) found.push({ path, file: await fileOf(entry) });
  else if (isFolder(entry))
    for (const child of await childrenOf(entry)) await walk(child, `${path}/${child.name}`, found);
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A reader hands out a hundred at a time, and none at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
