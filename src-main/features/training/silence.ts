/**
 * Notices an engine that says nothing for much longer than its steps take. A step blocks the engine's event loop, so there is no sign of life within one;
 * it is judged by the median step, never by a fixed number of seconds alone.
 */

/** The first steps compile; a slow disk may hold a checkpoint up. */
export const SHORTEST_SILENCE_MS = 60_000;
const STEPS_OF_SILENCE = 20;

export const silenceLimitMs = (medianStepMs: number | null, shortestMs: number): number =>
  Math.max(shortestMs, STEPS_OF_SILENCE * (medianStepMs ?? 0));

export type SilenceWatch = {
  /** Something was heard: from now on, `limitMs` without a word is silence. */
  readonly heard: (limitMs: number) => void;
  readonly end: () => void;
};

export function watchSilence(onSilent: () => void): SilenceWatch {
  let timer: NodeJS.Timeout | null = null;
  const end = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    heard: (limitMs) => {
      end();
      timer = setTimeout(onSilent, limitMs).unref();
    },
    end,
  };
}
