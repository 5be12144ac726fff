/** Whether what is scrolled goes by too fast to be seen. Pure. */

export type ScrollPace = {
  readonly atMs: number;
  readonly topPx: number;
  readonly isRushing: boolean;
};

/** Screens a second: a row is then on the screen for a fifth of a second. */
const RUSHES_FROM = 5;
/** Somewhat slower, so that an uneven wheel does not go back and forth. */
const RUSHES_UNTIL = 3;
/** After this long without a move the next one is a jump, of a key or a link. A busy page hears of moves late. */
const PAUSE_MS = 250;

export const AT_REST: ScrollPace = { atMs: Number.NEGATIVE_INFINITY, topPx: 0, isRushing: false };

export type ScrollMove = { readonly atMs: number; readonly topPx: number; readonly screenPx: number };

export function paceAfter(before: ScrollPace, { atMs, topPx, screenPx }: ScrollMove): ScrollPace {
  const passedMs = atMs - before.atMs;
  if (passedMs > PAUSE_MS || screenPx <= 0) return { atMs, topPx, isRushing: false };
  const screensPerSecond = (1_000 * Math.abs(topPx - before.topPx)) / screenPx / Math.max(1, passedMs);
  return { atMs, topPx, isRushing: screensPerSecond > (before.isRushing ? RUSHES_UNTIL : RUSHES_FROM) };
}
