import { describe, expect, it } from 'vitest';
import { frameIntervalsMs, MARKS, quantile, type TraceEvent } from '#tests/bench/workbench/trace.ts';

const event = (name: string, ms: number, pid = 1): TraceEvent => ({ name, ts: 1_000 * ms, pid });

describe('frames in a trace', () => {
  it('are those of the page that set the marks, between them, in the order of time', () => {
    const events = [
      event('DrawFrame', 5),
      event(MARKS.begin, 10),
      event('DrawFrame', 45),
      event('DrawFrame', 12),
      event('DrawFrame', 28.5),
      event('DrawFrame', 30, 2),
      event('BeginFrame', 31),
      event(MARKS.end, 50),
      event('DrawFrame', 60),
    ];
    expect(frameIntervalsMs(events)).toEqual([16.5, 16.5]);
    expect(() => frameIntervalsMs(events.slice(0, 5))).toThrow(/no marks/);
  });

  it('have quantiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([quantile(values, 0.5), quantile(values, 0.95), quantile([7], 0.95)]).toEqual([50, 95, 7]);
  });
});
