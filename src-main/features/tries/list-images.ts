/** The images that somebody names to try: files as they are, folders by what is in them. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MOST_TRIED_FILES } from '#shared/contract/tries.ts';
import { AppError } from '#shared/errors.ts';

export type NamedImage = { readonly name: string; readonly file: string };

const IMAGE_NAME = /\.(?:jpe?g|png|webp|bmp)$/i;

/** A file that is named is tried whatever its name: what is wrong with it is said of it. @throws file_not_found, data_invalid (none, or too many) */
export async function listTriedImages(paths: readonly string[]): Promise<readonly NamedImage[]> {
  const listed = (await Promise.all(paths.map(imagesAt))).flat();
  if (listed.length === 0)
    throw new AppError('data_invalid', 'There is no image to try.', { hint: 'JPEG, PNG, WebP and BMP are read.' });
  if (listed.length <= MOST_TRIED_FILES) return listed;
  throw new AppError(
    'data_invalid',
    `${listed.length} images are more than the ${MOST_TRIED_FILES} that are tried at once.`,
    {
      hint: 'Choose fewer, or score a whole folder with `facet predict`.',
    },
  );
}

async function imagesAt(named: string): Promise<readonly NamedImage[]> {
  const found = await stat(named).catch((cause: unknown) => {
    throw new AppError('file_not_found', `There is nothing at "${named}".`, { hint: 'Choose it once more.', cause });
  });
  if (!found.isDirectory()) return [{ name: path.basename(named), file: path.resolve(named) }];
  const entries = await readdir(named, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && IMAGE_NAME.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ name: path.relative(named, file), file: path.resolve(file) }));
}
