/** The word that was probably meant. Distance: Levenshtein 1966, edits of one letter. */

/** Null where nothing is near: more than a third of the letters would have to change. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: { word: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (best === null || distance < best.distance) best = { word: candidate, distance };
  }
  const room = Math.max(2, Math.floor(word.length / 3));
  return best !== null && best.distance <= room ? best.word : null;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 16) return Number.POSITIVE_INFINITY; // nothing that is meant
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, replaced);
    }
    previous = row;
  }
  return previous[b.length] as number;
}
