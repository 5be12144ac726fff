import { describe, expect, it } from 'vitest';
import { cellSizeWords, regionsBelowCell, resolutionWords } from '#renderer/components/heat-picture/cell-words.ts';

const INPUT = { width: 224, height: 224 };
const box = (left: number, top: number, width: number, height: number) => [
  { x: left, y: top },
  { x: left + width, y: top },
  { x: left + width, y: top + height },
  { x: left, y: top + height },
];

describe('the words for the cells of a heat map', () => {
  it('say how many there are and how large one is', () => {
    expect(cellSizeWords({ rows: 7, columns: 7 }, INPUT)).toBe('7 × 7 cells of 32 px');
    expect(cellSizeWords({ rows: 1, columns: 1 }, { width: 32, height: 32 })).toBe('1 × 1 cell of 32 px');
    expect(cellSizeWords({ rows: 7, columns: 14 }, INPUT)).toBe('14 × 7 cells of 16 × 32 px');
  });

  it('name the regions that are smaller than a cell across or down', () => {
    const regions = [
      { region: 'left-eye' as const, outline: box(60, 80, 40, 20) },
      { region: 'left-brow' as const, outline: box(60, 60, 40, 10) },
      { region: 'nose' as const, outline: box(90, 90, 40, 60) },
      { region: 'hair-background' as const, outline: [] },
    ];
    const grid = { rows: 7, columns: 7 };
    const small = regionsBelowCell(regions, grid, INPUT);
    expect(small).toEqual(['left-eye', 'left-brow']);
    expect(resolutionWords(grid, INPUT, small)).toBe(
      '7 × 7 cells of 32 px: left eye and left brow are below its resolution.',
    );
    expect(resolutionWords({ rows: 14, columns: 14 }, INPUT, ['left-brow'])).toBe(
      '14 × 14 cells of 16 px: left brow is below its resolution.',
    );
    expect(resolutionWords(grid, INPUT, [])).toBe('7 × 7 cells of 32 px.');
  });
});
