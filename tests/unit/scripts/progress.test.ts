import { describe, expect, it } from 'vitest';
import { progress } from './bootstrap.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 80, written, write: (text: string) => void written.push(text) };
}

describe('progress', () => {
  it('writes sizes in decimal units with one decimal below ten', () => {
    expect([0, 999, 3_493_179, 273_829_956, 999_600_000, 1_259_581_043].map(progress.formatBytes)).toEqual([
      '0 B',
      '999 B',
      '3.5 MB',
      '274 MB',
      '1.0 GB',
      '1.3 GB',
    ]);
  });

  it('writes durations in seconds, and in minutes from two on', () => {
    expect([640, 9_960, 63_000, 119_600, 200_400].map(progress.formatDuration)).toEqual([
      '0.6 s',
      '10 s',
      '63 s',
      '2 min 0 s',
      '3 min 20 s',
    ]);
  });

  it('fits its line into the terminal: the bar shrinks first, then rate and amounts go', () => {
    const state = { value: 137e6, total: 274e6, unit: 'bytes', elapsedMs: 10_000 } as const;
    expect(progress.barLine({ ...state, label: 'Wheel', columns: 100 })).toBe(
      'Wheel [############------------]  50 %  137 MB of 274 MB  14 MB/s',
    );
    expect(progress.barLine({ ...state, label: 'Wheel', columns: 50 })).toBe(
      'Wheel [#########---------]  50 %  137 MB of 274 MB',
    );
    expect(progress.barLine({ ...state, label: 'Wheel', columns: 25 })).toBe('Wheel [#####------]  50 %');
  });

  it('without a terminal writes one line at each tenth that was passed', () => {
    const out = screen(false);
    const display = progress.startProgress({ label: 'Wheel', total: 100e6, out });
    for (const done of [4e6, 11e6, 12e6, 19e6, 35e6, 100e6, 105e6]) display.update(done);
    display.finish();
    expect(out.written).toEqual([
      'Wheel: 11 % (11 MB of 100 MB)\n',
      'Wheel: 35 % (35 MB of 100 MB)\n',
      'Wheel: 100 % (100 MB of 100 MB)\n',
    ]);
  });

  it('on a terminal redraws one line, at most ten times a second, and erases it at the end', () => {
    const out = screen(true);
    let nowMs = 0;
    const display = progress.startProgress({ label: 'Wheel', total: 100, unit: 'count', out, now: () => nowMs });
    display.update(1);
    display.update(2);
    nowMs = 150;
    display.update(3);
    expect(display.finish()).toBe(150);
    expect(out.written).toHaveLength(3);
    expect(out.written[1]).toContain('3 of 100');
    expect(out.written[2]).toBe('\r\x1b[2K');
  });
});
