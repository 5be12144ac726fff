/** What a person dropped, as files with paths inside the drop. The window learns where they lie; a browser hands out their bytes alone. */
import { MOST_UPLOAD_BYTES } from '#shared/contract/files.ts';

export type DroppedFile = { readonly path: string; readonly file: File };

export type Drop = {
  /** The folder's, or the CSV's without its ending. */
  readonly name: string;
  readonly files: readonly DroppedFile[];
  /** Neither images nor CSVs, hidden, or over the limit. */
  readonly leftOutCount: number;
};

/** What a drag event holds is gone with the event: this is taken in its turn, and read afterwards. */
export function entriesOf(transfer: DataTransfer): readonly FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
}

export async function readDrop(entries: readonly FileSystemEntry[]): Promise<Drop> {
  const found: DroppedFile[] = [];
  let leftOutCount = 0;
  const take = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (entry.name.startsWith('.')) leftOutCount += 1;
    else if (isFolder(entry)) for (const child of await childrenOf(entry)) await take(child, `${path}/${child.name}`);
    else if (isFile(entry)) {
      const file = await fileOf(entry);
      if (isTaken(file)) found.push({ path, file });
      else leftOutCount += 1;
    }
  };
  for (const entry of entries) await take(entry, entry.name);
  const [only] = entries.length === 1 ? entries : [];
  return only !== undefined && isFolder(only)
    ? { name: only.name, files: found.map(withoutFirstFolder), leftOutCount }
    : { name: nameOf(found), files: found, leftOutCount };
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

function isTaken({ name, size }: File): boolean {
  if (/\.csv$/i.test(name)) return size <= MOST_UPLOAD_BYTES.csv;
  return /\.(?:jpe?g|png|webp|bmp)$/i.test(name) && size <= MOST_UPLOAD_BYTES.image;
}

/** A single dropped folder is the drop itself. */
const withoutFirstFolder = ({ path, file }: DroppedFile): DroppedFile => ({
  path: path.slice(path.indexOf('/') + 1),
  file,
});

function nameOf(files: readonly DroppedFile[]): string {
  const table = files.find(({ path }) => /\.csv$/i.test(path));
  return table === undefined ? 'dropped images' : table.file.name.replace(/\.csv$/i, '') || 'dropped';
}

/** In the window: the one CSV or folder among what was dropped; null where that is not clear. */
export function pathOfDrop(files: readonly File[], pathOfFile: (file: File) => string): string | null {
  if (files.length === 1 && files[0] !== undefined) return pathOfFile(files[0]);
  const tables = files.filter(({ name }) => /\.csv$/i.test(name));
  return tables.length === 1 && tables[0] !== undefined ? pathOfFile(tables[0]) : null;
}
