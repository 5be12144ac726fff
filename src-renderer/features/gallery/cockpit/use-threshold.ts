import { useEffect, useEffectEvent, useState } from 'react';
import type { GalleryTest, ThresholdRule } from '#shared/contract/predictions.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';

export type Threshold = {
  /** Where the slider stands: what is drawn follows it at once. */
  readonly current: number;
  /** What the faces are asked with: the slider's, once it rests for a moment. */
  readonly settled: number;
  /** `rule`: the preset that it was chosen by. */
  readonly set: (threshold: number, rule?: ThresholdRule['kind']) => void;
  /** The preset that was chosen last, as long as the slider was not moved since. */
  readonly rule: ThresholdRule['kind'] | null;
  /** The one that holds where none is asked for. */
  readonly reset: () => void;
  readonly isOwn: boolean;
};

/** Long enough that a drag does not ask for every pixel, short enough that the faces follow. */
const REST_MS = 120;

/** One threshold for everything on the page; the address keeps it where it is not the test's own. */
export function useThreshold(
  test: GalleryTest,
  { search, change }: { readonly search: PageSearch; readonly change: ChangeSearch },
): Threshold {
  const settled = search.threshold ?? test.threshold;
  const [dragged, setDragged] = useState<number | null>(null);
  const [rule, setRule] = useState<ThresholdRule['kind'] | null>(null);
  const settle = useEffectEvent(() => {
    if (dragged === null) return;
    if (dragged !== settled) change({ threshold: dragged === test.threshold ? undefined : dragged });
    setDragged(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer begins anew with each move
  useEffect(() => {
    const timer = setTimeout(() => settle(), REST_MS);
    return () => clearTimeout(timer);
  }, [dragged]);
  return {
    current: dragged ?? settled,
    settled,
    set: (threshold, by) => {
      setDragged(threshold);
      setRule(by ?? null);
    },
    rule,
    reset: () => {
      setDragged(null);
      change({ threshold: undefined });
    },
    isOwn: search.threshold === undefined,
  };
}
