import { describe, expect, it } from 'vitest';
import { smoothed } from '#renderer/components/curves/smoothing.ts';

const x = [0, 1, 2, 3, 4];

describe('smoothing a curve', () => {
  it('leaves it as it is at 0', () => {
    const y = [3, 1, null, 2, 5];
    expect(smoothed(x, y, 0)).toBe(y);
  });

  it('begins with the first value itself, not near zero, and leaves a constant constant', () => {
    expect(smoothed(x, [7, 1, 1, 1, 1], 0.99)[0]).toBe(7);
    for (const value of smoothed(x, [2, 2, 2, 2, 2], 0.9)) expect(value).toBeCloseTo(2, 12);
  });

  it('weighs the past down by the distance on the x axis: worked out by hand for three points', () => {
    // Range 1000, so a unit is one step: the weight of the past is sqrt(0.81) ** distance = 0.9 ** distance.
    const [, second, third] = smoothed([0, 1, 1000], [10, 20, 40], 0.81);
    expect(second).toBeCloseTo((10 * 0.9 + 20) / (0.9 + 1), 12);
    const decay = 0.9 ** 999;
    expect(third).toBeCloseTo(((10 * 0.9 + 20) * decay + 40) / (1.9 * decay + 1), 12);
  });

  it('smooths a curve alike whether each point is given once or twice', () => {
    const rising = Array.from({ length: 400 }, (_, i) => i);
    const noisy = rising.map((i) => Math.sin(i / 20) + (i % 2 === 0 ? 0.3 : -0.3));
    const halved = rising.filter((i) => i % 2 === 1);
    const means = halved.map((i) => ((noisy[i] ?? 0) + (noisy[i - 1] ?? 0)) / 2);
    const dense = smoothed(rising, noisy, 0.9);
    const thin = smoothed(halved, means, 0.9);
    const far = halved.map((i, k) => Math.abs((dense[i] ?? 0) - (thin[k] ?? 0))).slice(50);
    expect(Math.max(...far)).toBeLessThan(0.05); // of a curve that goes from -1.3 to 1.3
  });

  it('lets what is missing be missing, and takes nothing from it', () => {
    const [first, gap, third] = smoothed([0, 500, 1000], [1, null, 3], 0.5);
    expect([first, gap]).toEqual([1, null]);
    expect(third).toBeCloseTo(3, 6); // a thousand units away from the first
  });

  it('copes with one point, and with points at one place', () => {
    expect(smoothed([5], [1], 0.9)).toEqual([1]);
    expect(smoothed([5, 5], [1, 2], 0.9)).toEqual([1, 2]);
  });
});
