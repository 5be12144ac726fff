import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What is wrong with a file that was tested, continuing its name; null where it still is what it was. */
export async function fileProblem(
  file: string,
  { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number },
): Promise<string | null> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return 'is no file any more';
    if (found.size !== sizeBytes || (await hashOf(file)) !== sha256)
      return 'has changed since it was added to the data set';
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // of the file system
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `cannot be read (${code ?? String(error)})`;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
