import { useEffect, useEffectEvent, useRef } from 'react';
import { untilBeatMs } from '#renderer/api/beat.ts';

/** Five charts are most of what a window costs the training beside it. */
const EVERY_BEATS = 2;

/**
 * Returns how to ask for `act`: it comes at every second beat, once for all that was asked for meanwhile, and in a hidden window when that is looked at
 * again.
 */
export function useFlush(act: () => void): () => void {
  const onFlush = useEffectEvent(act);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isDue = useRef(false);
  useEffect(() => {
    const onVisible = () => {
      if (document.hidden || !isDue.current) return;
      isDue.current = false;
      onFlush();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, []);
  const fire = useEffectEvent(() => {
    timer.current = null;
    if (document.hidden) isDue.current = true;
    else onFlush();
  });
  return () => {
    timer.current ??= setTimeout(() => fire(), untilBeatMs({ every: EVERY_BEATS }));
  };
}
