/** The time to the half minute, for what says "3 minutes ago": one clock for all of it. */
import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

export const useNowMs = (): number => useSyncExternalStore(subscribe, () => nowMs);
