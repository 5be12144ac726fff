/** "Did you mean ...?" */

/**
 * The candidate nearest to a misspelt word, whatever the case of its letters; null where none is near: one edit for each three letters,
 * begun ones included. The earlier of two that are equally near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  for (const candidate of candidates) {
    const allowed = Math.ceil(candidate.length / 3);
    if (Math.abs(candidate.length - word.length) > allowed) continue; // also keeps a hostile word of a megabyte cheap
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && (best === null || edits < best.edits)) best = { candidate, edits };
  }
  return best === null ? null : best.candidate;
}

/** Insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966; two rows of Wagner and Fischer's table, 1974). */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = at(above, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, at(above, column) + 1, at(current, column - 1) + 1));
    }
    above = current;
  }
  return at(above, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] as number; // rows are full up to b.length
