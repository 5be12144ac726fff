import { describe, expect, it } from 'vitest';
import { curveTooltip, nearest } from '#renderer/components/curves/tooltip.ts';

const axis = (name: string, digits: number) => ({ name, format: (value: number) => value.toFixed(digits) });
const curve = (name: string, x: number[], y: (number | null)[]) => ({
  name,
  colour: '#000',
  x,
  y,
  raw: y,
  isSmoothed: false,
});

describe('the crosshair', () => {
  it('finds the nearest point by halving, the earlier one of two that are as near', () => {
    expect(nearest([], 3)).toBeNull();
    expect([-5, 1, 1.4, 1.6, 2.5, 99].map((at) => nearest([1, 2, 3], at))).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it('tells the nearest value of every curve, whether it has a point there or not', () => {
    const say = curveTooltip({
      series: [curve('train', [1, 2, 3, 4], [0.5, 0.4, 0.3, 0.2]), curve('valid', [2, 4], [0.45, null])],
      xAxis: axis('step', 0),
      yAxis: axis('loss', 2),
    });
    expect(say([{ axisValue: 2.9 }])).toBe('step 3\ntrain  0.30\nvalid  0.45');
    expect(say({ axisValue: 4 })).toBe('step 4\ntrain  0.20\nvalid  –');
  });

  it('names the value that was measured beside the smoothed one', () => {
    const smooth = { ...curve('train', [1, 2], [0.5, 0.5]), raw: [0.4, 0.6], isSmoothed: true };
    const say = curveTooltip({ series: [smooth], xAxis: axis('step', 0), yAxis: axis('loss', 2) });
    expect(say([{ axisValue: 2 }])).toBe('step 2\ntrain  0.50  (raw 0.60)');
  });

  it('stops at five curves and says how many more there are', () => {
    const series = Array.from({ length: 7 }, (_, i) => curve(`run ${i}`, [1], [i]));
    const say = curveTooltip({ series, xAxis: axis('epoch', 0), yAxis: axis('loss', 0) });
    expect(
      say([{ axisValue: 1 }])
        .split('\n')
        .at(-1),
    ).toBe('and 2 more');
  });
});
