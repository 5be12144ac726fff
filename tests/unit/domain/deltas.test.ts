import { describe, expect, it } from 'vitest';
import { deltaOf, extremesOf, spreadOf, widerSpread } from '#shared/domain/deltas.ts';

const options = { better: 'higher', tolerance: 0.0005, spread: null } as const;

describe('deltaOf', () => {
  it('says better or worse by the direction of the figure', () => {
    expect(deltaOf(0.9, 0.8, options)).toMatchObject({ verdict: 'better' });
    expect(deltaOf(0.7, 0.8, options)).toMatchObject({ verdict: 'worse' });
    expect(deltaOf(0.9, 0.8, { ...options, better: 'lower' })).toMatchObject({ verdict: 'worse' });
  });

  it('calls noise what is no larger than the spread of repetitions, and the spread itself too', () => {
    expect(deltaOf(0.82, 0.8, { ...options, spread: 0.03 })).toMatchObject({ verdict: 'noise' });
    expect(deltaOf(0.75, 0.5, { ...options, spread: 0.25 })).toMatchObject({ verdict: 'noise' }); // exact in float64
    expect(deltaOf(0.84, 0.8, { ...options, spread: 0.03 })).toMatchObject({ verdict: 'better' });
  });

  it('calls alike what is shown alike, and nothing where a figure is missing', () => {
    expect(deltaOf(0.8004, 0.8, options)).toMatchObject({ verdict: 'alike' });
    expect(deltaOf(null, 0.8, options)).toBeNull();
    expect(deltaOf(0.8, null, options)).toBeNull();
    expect(deltaOf(64, 32, { ...options, better: null })).toEqual({ difference: 32, verdict: null });
  });
});

describe('the spread of a group', () => {
  it('takes two known values at least', () => {
    expect(spreadOf([0.5, null])).toBeNull();
    expect(spreadOf([0.5, 0.75, 0.625])).toBe(0.25);
    expect(widerSpread(null, 0.25)).toBe(0.25);
    expect(widerSpread(0.5, 0.25)).toBe(0.5);
    expect(widerSpread(null, null)).toBeNull();
  });
});

describe('extremesOf', () => {
  it('marks the ends of a row, each as often as it stands there, and none where all are alike', () => {
    expect(extremesOf([1, 3, null, 1, 2])).toEqual(['lowest', 'highest', null, 'lowest', null]);
    expect(extremesOf([2, 2])).toEqual([null, null]);
    expect(extremesOf([2, null])).toEqual([null, null]);
  });
});
