import { useEffect, useRef, useState } from 'react';
import { useLiveEvent } from '#renderer/api/live.ts';
import type { RunId } from '#shared/domain/records.ts';
import { afterFetched, type Curves, NO_CURVES, newerThan, withEpoch, withSteps } from './live-steps.ts';
import { useFlush } from './use-flush.ts';

export type LiveCurvesOptions = { readonly fetched: Curves | undefined; readonly refetch: () => void };

/** More than this is fetched anew: the back end thins what a chart has no pixels for. */
const MOST_HEARD = 4_000;

/**
 * What was fetched with what was heard since, drawn at most every other second and not at all in a window that nobody sees. When the run itself changes
 * (resumed: what came after the saved state is forgotten) the curves are fetched anew; until they are here the old ones stay on the screen, and
 * what is heard meanwhile is kept for the new ones.
 */
export function useLiveCurves(runId: RunId, { fetched, refetch }: LiveCurvesOptions): Curves | null {
  const heard = useRef<Curves>(NO_CURVES);
  const isFetchedAnew = useRef(false);
  const [shown, setShown] = useState<Curves>(NO_CURVES);
  const flush = useFlush(() => {
    if (!isFetchedAnew.current) setShown(heard.current);
  });
  const startAnew = () => {
    heard.current = NO_CURVES;
    isFetchedAnew.current = true;
  };
  useLiveEvent('run.steps', (event) => {
    if (event.runId !== runId) return;
    heard.current = withSteps(heard.current, event.columns);
    if (heard.current.steps.step.length > MOST_HEARD) refetch();
    flush();
  });
  useLiveEvent('run.epoch', (event) => {
    if (event.runId !== runId) return;
    heard.current = withEpoch(heard.current, event.epoch);
    flush();
  });
  useLiveEvent('run.changed', (event) => {
    if (event.runIds.includes(runId)) startAnew();
  });
  useLiveEvent('resync', startAnew);
  useEffect(() => {
    isFetchedAnew.current = false;
    if (fetched !== undefined) heard.current = newerThan(fetched, heard.current);
    setShown(heard.current);
  }, [fetched]);
  return fetched === undefined ? null : afterFetched(fetched, shown);
}
