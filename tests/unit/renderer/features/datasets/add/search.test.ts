import { describe, expect, it } from 'vitest';
import { NO_MAPPING } from '#renderer/features/datasets/add/mapping.ts';
import { addSearch, backTo, stepOf } from '#renderer/features/datasets/add/search.ts';

describe('the address of the way to a data set', () => {
  const whole = addSearch({ path: '/a.csv', images: '/i', mapping: NO_MAPPING, check: 'c1', add: 'a1' });

  it('says which step one is at', () => {
    const steps = [{}, { path: '/a.csv' }, { path: '/a.csv', check: 'c1' }, whole].map((search) =>
      stepOf(addSearch(search)),
    );
    expect(steps).toEqual(['source', 'columns', 'check', 'add']);
  });

  it('leads back to each step with what was chosen before it', () => {
    expect(backTo('source', whole)).toEqual({});
    expect(backTo('columns', whole)).toEqual({ path: '/a.csv', images: '/i', mapping: NO_MAPPING });
    expect(backTo('check', whole)).toEqual({ path: '/a.csv', images: '/i', mapping: NO_MAPPING, check: 'c1' });
  });

  it('leaves out what does not fit', () => {
    expect(addSearch({ path: 3, images: '', mapping: { path: 'x' }, check: {}, other: 1 })).toEqual({});
  });
});
