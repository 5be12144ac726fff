/** In which line of a file a byte stands. csv-parse's own count goes wrong where a file has both kinds of line ends, or Windows' inside quotes. */

const [NEW_LINE, RETURN] = [0x0a, 0x0d];

/** Lines end with \n, or with \r alone in what an old Macintosh wrote; null while neither was seen. */
export function lineEndOf(bytes: Buffer): number | null {
  const at = bytes.findIndex((byte) => byte === NEW_LINE || byte === RETURN);
  if (at === -1 || (bytes[at] === RETURN && at + 1 === bytes.length)) return null;
  return bytes[at] === RETURN && bytes[at + 1] !== NEW_LINE ? RETURN : NEW_LINE;
}

/** Passed entries are dropped in pieces of this size: dropping each by itself would move all others. */
const DROPPED_AT_ONCE = 65_536;

/** For bytes that come in chunks and questions in rising order: what was asked for is forgotten. */
export function createLineIndex() {
  let ends: number[] = [];
  let passed = 0; // of `ends`
  let line = 1;
  let offset = 0;
  let lineEnd: number | null = null;
  return {
    add: (chunk: Buffer): void => {
      lineEnd ??= lineEndOf(chunk);
      const end = lineEnd ?? NEW_LINE;
      for (let at = chunk.indexOf(end); at !== -1; at = chunk.indexOf(end, at + 1)) ends.push(offset + at);
      offset += chunk.length;
    },
    /** The line, from 1, of the byte at this offset; a line end belongs to the line that it ends. */
    lineAt: (position: number): number => {
      while ((ends[passed] ?? Number.POSITIVE_INFINITY) < position) {
        passed += 1;
        line += 1;
      }
      if (passed >= DROPPED_AT_ONCE) {
        ends = ends.slice(passed);
        passed = 0;
      }
      return line;
    },
  };
}
