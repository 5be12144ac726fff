import { createHash } from 'node:crypto';
import { ImageError, type OpenedImage, openImage } from './open.ts';

/**
 * Opens a file that was checked before, if it still holds what it held then: an address that a browser keeps must not show anything else later, and a
 * data set that a stranger made shows no file whose content the stranger did not know. @throws ImageError
 */
export function openKnown({ file, sha256 }: { readonly file: string; readonly sha256: string | null }): OpenedImage {
  const opened = openImage(file);
  if (sha256 !== null && createHash('sha256').update(opened.bytes).digest('hex') !== sha256)
    throw new ImageError(file, 'has changed since it was added to the data set');
  return opened;
}

/** Longest time for one image, as for a check. */
export const TIMEOUT = { seconds: 10 } as const;
