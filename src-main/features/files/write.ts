/** Small files of the workspace, whole or not at all. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Through a file beside it. @throws disk_full, file_invalid */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file).slice(0, 60)}.${randomUUID()}.partial`);
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw writingFailed(file, cause);
  }
}

/** Node's error in our words. */
export function writingFailed(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException; // of the file system
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('disk_full', `There is no room on the disk for "${file}".`, {
      hint: 'Free some space, or choose a workspace on another disk.',
      cause,
    });
  return new AppError('file_invalid', `"${file}" cannot be written: ${message}.`, { cause });
}
