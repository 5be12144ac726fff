import { expect, it } from 'vitest';
import { normalShare, probit } from '#shared/metrics/normal.ts';
import { expected } from './expected.ts';

it("is SciPy's quantile function from 1e-300 on, to a relative 1e-14", () => {
  for (const { probability, deviate } of expected.probit)
    expect(Math.abs(probit(probability) - deviate)).toBeLessThanOrEqual(1e-14 * Math.abs(deviate));
});

it('is infinite at 0 and 1, and odd about a half', () => {
  expect(probit(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(probit(1)).toBe(Number.POSITIVE_INFINITY);
  expect(probit(0.25)).toBe(-probit(0.75));
});

it('leads back from a deviate to the share that it stands for, to six digits', () => {
  for (const share of [0.001, 0.1, 0.5, 0.8, 0.9999]) expect(normalShare(probit(share))).toBeCloseTo(share, 6);
});
