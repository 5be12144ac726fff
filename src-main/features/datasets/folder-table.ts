/** A folder of images as a table: one row a file, with the names of the folders it lies in, since these often say what a face is ("train/real/7.jpg"). */
import { createHash } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import { writeFileAtomically } from '../files/write.ts';
import { IMAGE_NAME } from './guess-mapping.ts';

const MOST_LEVELS = 32;
const MOST_IMAGES = 1_000_000;

/** The innermost folder first. A column stands there where any file has such a folder. */
const COLUMNS = ['folder', 'parent_folder', 'grandparent_folder'] as const;

/**
 * Writes the table to `imports/` of the workspace; the same folder always gives the same file. Links and hidden files are left out: so the walk ends, and stays
 * inside. @throws file_not_found, file_invalid, data_invalid (no image, too many, too deep)
 */
export async function tableOfFolder(named: string, { workspace }: { readonly workspace: string }): Promise<DataSource> {
  const folder = path.resolve(named);
  await assertFolder(folder);
  const files = await imagesBelow(folder);
  if (files.length === 0)
    throw new AppError('data_invalid', `There is no image in "${folder}".`, {
      hint: 'JPEG, PNG, WebP and BMP files are looked for, in all its folders; links and hidden files are left out.',
    });
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const csvPath = path.join(workspace, 'imports', 'folders', key, `${nameOf(folder)}.csv`);
  await mkdir(path.dirname(csvPath), { recursive: true });
  await writeFileAtomically(csvPath, tableText(folder, files));
  return { csvPath, imagesFolder: null };
}

async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new AppError('file_not_found', `There is no folder "${folder}".`, { cause });
    throw new AppError('file_invalid', `"${folder}" cannot be read: ${cause.message}.`, { cause });
  });
  if (!found.isDirectory()) throw new AppError('file_invalid', `"${folder}" is no folder.`);
}

/** Their paths relative to the folder, sorted: the order of a folder's entries is the disk's own. */
async function imagesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [''];
  for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
    for (const entry of await entriesOf(path.join(folder, relative))) {
      const below = path.join(relative, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) waiting.push(below);
      else if (entry.isFile() && IMAGE_NAME.test(entry.name)) found.push(below);
    }
    if (relative.split(path.sep).length > MOST_LEVELS)
      throw new AppError('data_invalid', `"${folder}" has folders more than ${MOST_LEVELS} levels deep.`);
    if (found.length > MOST_IMAGES)
      throw new AppError('data_invalid', `"${folder}" holds more than ${MOST_IMAGES.toLocaleString('en-US')} images.`, {
        hint: 'Choose one of its folders.',
      });
  }
  return found.sort();
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new AppError('file_invalid', `"${folder}" cannot be read: ${(cause as Error).message}.`, {
      hint: 'Give yourself the right to read it, or choose another folder.',
      cause,
    });
  }
}

function tableText(folder: string, files: readonly string[]): string {
  const rows = files.map((file) => {
    const parts = file.split(path.sep).slice(0, -1).reverse();
    return { file, names: parts.length === 0 ? [path.basename(folder)] : parts };
  });
  const deepest = rows.reduce((most, { names }) => Math.max(most, names.length), 1);
  const levels = Math.min(COLUMNS.length, deepest);
  const lines = rows.map(({ file, names }) =>
    [path.join(folder, file), ...COLUMNS.slice(0, levels).map((_, level) => names[level] ?? '')].map(quoted).join(','),
  );
  return `${['path', ...COLUMNS.slice(0, levels)].join(',')}\n${lines.join('\n')}\n`;
}

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** For the file's name, which becomes the data set's. */
const nameOf = (folder: string) => path.basename(folder) || 'images';
