import { describe, expect, it } from 'vitest';
import { planOf, textOf } from '#renderer/features/datasets/detail/split/plan.ts';

const TEXT = { validShare: '15', testShare: '12,5', seed: ' 42 ', keepsGiven: true };

describe('a plan as it is typed', () => {
  it('is read with a comma or a point', () => {
    expect(planOf(TEXT)).toEqual({
      plan: { validShare: 0.15, testShare: 0.125, seed: 42, keepsGiven: true },
      problems: {},
    });
  });

  it('comes back as it was typed', () => {
    const { plan } = planOf(TEXT);
    expect(plan && textOf(plan)).toEqual({ validShare: '15', testShare: '12.5', seed: '42', keepsGiven: true });
  });

  it.each([
    [{ validShare: '' }, 'validShare'],
    [{ validShare: '-1' }, 'validShare'],
    [{ testShare: 'some' }, 'testShare'],
    [{ testShare: '100' }, 'testShare'],
    [{ seed: '1.5' }, 'seed'],
    [{ seed: '' }, 'seed'],
    [{ validShare: '60', testShare: '40' }, 'testShare'],
  ] as const)('with %o says which field is wrong', (changes, field) => {
    const { plan, problems } = planOf({ ...TEXT, ...changes });
    expect(plan).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });
});
