import { describe, expect, it } from 'vitest';
import { AT_REST, paceAfter, type ScrollMove, type ScrollPace } from '#renderer/components/face-grid/scroll-pace.ts';

const SCREEN_PX = 700;

/** Moves at an even speed, one each frame of a 60th of a second. */
function scrolled(pxPerSecond: number, frames: number, from: ScrollPace = AT_REST): ScrollPace {
  const start: Omit<ScrollMove, 'screenPx'> = from === AT_REST ? { atMs: 1_000, topPx: 0 } : from;
  return Array.from({ length: frames }, (_, index) => (index + 1) / 60).reduce(
    (pace, seconds) =>
      paceAfter(pace, {
        atMs: start.atMs + 1_000 * seconds,
        topPx: start.topPx + pxPerSecond * seconds,
        screenPx: SCREEN_PX,
      }),
    from,
  );
}

describe('paceAfter', () => {
  it('calls two screens a second reading, and eleven rushing, up or down', () => {
    expect(scrolled(1_600, 30).isRushing).toBe(false);
    expect(scrolled(8_000, 30).isRushing).toBe(true);
    expect(scrolled(-8_000, 30).isRushing).toBe(true);
  });

  it('takes the first move for a jump, however far it goes', () => {
    expect(scrolled(1_000_000, 1).isRushing).toBe(false);
  });

  it('takes a move after a pause for a jump', () => {
    const rushing = scrolled(8_000, 30);
    const jump = paceAfter(rushing, { atMs: rushing.atMs + 300, topPx: 1_000_000, screenPx: SCREEN_PX });
    expect(jump.isRushing).toBe(false);
  });

  it('does not go back and forth at an uneven speed', () => {
    const rushing = scrolled(4_000, 10);
    expect(rushing.isRushing).toBe(true);
    const slower = scrolled(3_000, 1, rushing);
    expect(slower.isRushing).toBe(true);
    expect(scrolled(1_600, 1, slower).isRushing).toBe(false);
  });

  it('knows nothing of a box without a height', () => {
    expect(paceAfter(scrolled(8_000, 30), { atMs: 2_000, topPx: 9_000, screenPx: 0 }).isRushing).toBe(false);
  });
});
