import { describe, expect, it } from 'vitest';
import { GAP_PX, layoutOf, movedIndex, PADDING_PX } from '#renderer/components/face-grid/grid-layout.ts';

const options = { widthPx: 1000, sizePx: 128, total: 1_000, hasCaption: true };

describe('the layout of a grid', () => {
  it('fills the width with pictures of at least the wanted size', () => {
    for (const widthPx of [320, 777, 1_000, 1_913]) {
      const { columns, cellPx } = layoutOf({ ...options, widthPx });
      const usedPx = columns * cellPx + (columns - 1) * GAP_PX + 2 * PADDING_PX;
      expect(cellPx).toBeGreaterThanOrEqual(128);
      expect(usedPx).toBeLessThanOrEqual(widthPx);
      expect(widthPx - usedPx).toBeLessThan(columns);
    }
  });

  it('has a row for what is left over, and none for nothing', () => {
    const { columns, rows } = layoutOf({ ...options, total: 15 });
    expect([columns, rows]).toEqual([7, 3]);
    expect(layoutOf({ ...options, total: 0 }).rows).toBe(0);
  });

  it('keeps at least one column, however narrow it is', () => {
    expect(layoutOf({ ...options, widthPx: 20 }).columns).toBe(1);
    expect(layoutOf({ ...options, widthPx: 0 }).columns).toBe(1);
  });

  it('stays below the height that browsers can draw', () => {
    const { rows, rowPx } = layoutOf({ ...options, sizePx: 320, widthPx: 400, total: 1_000_000 });
    expect(rows * rowPx).toBeLessThanOrEqual(30_000_000);
  });
});

describe('a key of movement', () => {
  const at = (key: string, index: number, total = 23) => movedIndex(key, { index, total, columns: 5, pageRows: 2 });

  it.each([
    ['ArrowRight', 7, 8],
    ['ArrowLeft', 7, 6],
    ['ArrowDown', 7, 12],
    ['ArrowUp', 7, 2],
    ['Home', 7, 0],
    ['End', 7, 22],
    ['PageDown', 2, 12],
    ['PageUp', 12, 2],
  ])('%s leads from %i to %i', (key, from, to) => {
    expect(at(key, from)).toBe(to);
  });

  it('stays within the list', () => {
    expect(at('ArrowLeft', 0)).toBe(0);
    expect(at('ArrowRight', 22)).toBe(22);
    expect(at('ArrowUp', 3)).toBe(3);
    expect(at('ArrowDown', 21)).toBe(21);
    expect(at('ArrowDown', 19)).toBe(22); // below it is a gap
    expect(at('PageUp', 8)).toBe(3);
    expect(at('PageDown', 18)).toBe(22);
  });

  it('leads into the list from nowhere, and nowhere in an empty one', () => {
    expect(at('ArrowDown', -1)).toBe(0);
    expect(at('End', -1)).toBe(22);
    expect(at('ArrowDown', -1, 0)).toBeNull();
    expect(at('x', 3)).toBeNull();
  });
});
