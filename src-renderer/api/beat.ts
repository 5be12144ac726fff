/** The beat of what grows for hours: all of it is drawn in one frame a second, since every frame takes time from the training that it tells of. */

const BEAT_MS = 1_000;

/** Until the next beat, or the next of every so many: the same moment for everybody who waits. */
export function untilBeatMs({ nowMs = performance.now(), every = 1 } = {}): number {
  const betweenMs = every * BEAT_MS;
  return betweenMs - (nowMs % betweenMs);
}

export type Paced = {
  /** Done at the next beat, in place of what waits under the same key; while nobody looks, not before `flush`. */
  readonly later: (key: string, act: () => void) => void;
  /** What waits is done now. */
  readonly flush: () => void;
};

export function createPaced({ isHidden }: { readonly isHidden: () => boolean }): Paced {
  const waiting = new Map<string, () => void>();
  let isAwaited = false;
  const flush = () => {
    const acts = [...waiting.values()];
    waiting.clear();
    for (const act of acts) act();
  };
  return {
    later: (key, act) => {
      waiting.set(key, act);
      if (isAwaited) return;
      isAwaited = true;
      setTimeout(() => {
        isAwaited = false;
        if (!isHidden()) flush();
      }, untilBeatMs());
    },
    flush,
  };
}
