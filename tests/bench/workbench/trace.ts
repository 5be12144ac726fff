/** What Chromium's trace says of frames. Pure. */

export type TraceEvent = {
  readonly name: string;
  /** Microseconds on the trace's own clock. */
  readonly ts: number;
  readonly pid: number;
};

/** Marks that the page sets around what is measured. */
export const MARKS = { begin: 'facet bench begins', end: 'facet bench ends' } as const;

/** Categories that hold frames and the page's marks. */
export const TRACE_CATEGORIES = ['disabled-by-default-devtools.timeline.frame', 'blink.user_timing'];

/** Time from each frame that the page's renderer drew to the next, in ms, between the marks. @throws where a mark is missing */
export function frameIntervalsMs(events: readonly TraceEvent[]): readonly number[] {
  const [begin, end] = [MARKS.begin, MARKS.end].map((name) => events.find((event) => event.name === name));
  if (begin === undefined || end === undefined) throw new Error('The trace has no marks of the measurement.');
  const drawn = events
    .filter(({ name, pid, ts }) => name === 'DrawFrame' && pid === begin.pid && ts >= begin.ts && ts <= end.ts)
    .map(({ ts }) => ts / 1_000)
    .sort((a, b) => a - b);
  return drawn.slice(1).map((ts, index) => ts - (drawn[index] ?? ts));
}

/** By nearest rank. @throws where there is nothing */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new Error('A quantile is of something.');
  return value;
}
