import { useEffect, useEffectEvent, useRef } from 'react';

/**
 * Returns how to ask for `act`: it comes after `withinMs`, once for all that was asked for meanwhile, and in a hidden window when that is looked
 * at again. What is drawn more often takes time from the training beside it.
 */
export function useFlush(act: () => void, withinMs: number): () => void {
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
    timer.current ??= setTimeout(() => fire(), withinMs);
  };
}
