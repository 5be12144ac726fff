/** A page that crashed is loaded anew: what it showed is in the store. One that crashes again and again is left, so that a person hears of it. Pure. */

const MOST_RELOADS = 3;
const WITHIN_MS = 60_000;

/** `reloads`: when the page was loaded anew before, in ms, oldest first. Null = not once more. */
export function reloadsAfterCrash(reloads: readonly number[], nowMs: number): readonly number[] | null {
  const recent = reloads.filter((atMs) => nowMs - atMs < WITHIN_MS);
  return recent.length >= MOST_RELOADS ? null : [...recent, nowMs];
}
