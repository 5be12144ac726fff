/** Names that a page sends, before they become names on this disk. */
import { AppError } from '#shared/errors.ts';

const MOST_LEVELS = 32;
/** Of a name on the usual file systems. */
const MOST_NAME_BYTES = 255;
/** Control characters; what Windows takes for drives, streams and patterns. */
const FORBIDDEN = /[\p{Cc}\\:*?"<>|]/u;
/** Names of devices on Windows, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A relative path with slashes that stays inside, on every system. @throws file_invalid */
export function assertInside(named: string): void {
  const parts = named.split('/');
  const problem =
    parts.length > MOST_LEVELS
      ? `has more than ${MOST_LEVELS} levels`
      : parts.some((part) => part === '' || part === '.' || part === '..')
        ? 'leads out of its folder, or is not written plainly'
        : parts.some((part) => FORBIDDEN.test(part) || part.endsWith('.') || part.endsWith(' ') || DEVICES.test(part))
          ? 'has characters or a name that not every system takes'
          : parts.some((part) => Buffer.byteLength(part) > MOST_NAME_BYTES)
            ? `has a name of more than ${MOST_NAME_BYTES} bytes`
            : parts.some((part) => part.startsWith('.'))
              ? 'is hidden'
              : null;
  if (problem === null) return;
  throw new AppError('file_invalid', `The path ${JSON.stringify(named.slice(0, 200))} ${problem}.`, {
    hint: 'Rename it, or leave it out of what is dropped.',
  });
}

/** A folder's name made of what somebody called the drop. */
export function cleanName(wanted: string): string {
  const kept = wanted
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replaceAll(/^[. -]+|[. -]+$/g, '')
    .slice(0, 60)
    .trimEnd();
  return kept === '' || DEVICES.test(kept) ? 'dropped' : kept;
}
