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

/** `folder`: the one that everything was dropped in; then it is the drop itself, and paths start inside it. Null = loose files. */
export function dropOf(all: readonly DroppedFile[], folder: string | null): Drop {
  const files = all.filter(({ path, file }) => isTaken(path, file));
  return {
    name: folder ?? nameOf(files),
    files: folder === null ? files : files.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file })),
    leftOutCount: all.length - files.length,
  };
}

function isTaken(path: string, { name, size }: File): boolean {
  if (path.split('/').some((part) => part.startsWith('.'))) return false;
  if (/\.csv$/i.test(name)) return size <= MOST_UPLOAD_BYTES.csv;
  return /\.(?:jpe?g|png|webp|bmp)$/i.test(name) && size <= MOST_UPLOAD_BYTES.image;
}

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
