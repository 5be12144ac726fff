import { statfs } from 'node:fs/promises';

/** Of the disk that a folder lies on. */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
