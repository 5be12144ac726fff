import { describe, expect, it } from 'vitest';
import { hasPrefix, longestPrefix, parameterProblem, prefixesOf } from '#shared/domain/parameter-prefixes.ts';

const NAMES = ['conv1.weight', 'layer1.0.conv1.weight', 'layer10.weight', 'fc.weight', 'fc.bias'];

describe('a prefix', () => {
  it('is whole parts of a name', () => {
    expect(NAMES.filter((name) => hasPrefix(name, 'layer1'))).toEqual(['layer1.0.conv1.weight']);
    expect(hasPrefix('fc.bias', 'fc.bias')).toBe(true);
    expect(hasPrefix('fc.bias', 'fc.b')).toBe(false);
  });

  it('that is the longest holds, wherever it stands', () => {
    expect(longestPrefix('layer1.0.conv1.weight', ['layer1', 'layer1.0', 'fc'])).toBe('layer1.0');
    expect(longestPrefix('layer1.0.conv1.weight', ['layer1.0', 'layer1'])).toBe('layer1.0');
    expect(longestPrefix('conv1.weight', ['layer1'])).toBeNull();
  });

  it('is one of all beginnings', () => {
    expect(prefixesOf(['fc.weight', 'fc.bias'])).toEqual(['fc', 'fc.weight', 'fc.bias']);
  });
});

describe('parameterProblem', () => {
  it.each([
    [
      { freeze: ['layr1'], factors: [] },
      'model.freeze',
      'layr1',
      /with which no parameter of this network begins; did you mean "layer1"\?/,
    ],
    [{ freeze: [], factors: ['head'] }, 'optimizer.lr_factors', 'head', /begins$/],
    [{ freeze: ['conv1', 'layer1', 'layer10', 'fc'], factors: [] }, 'model.freeze', null, /nothing would be trained/],
    [{ freeze: ['layer1'], factors: ['layer1.0'] }, 'optimizer.lr_factors', 'layer1.0', /leaves as it is/],
  ] as const)('of %j names the key, the prefix and what is wrong', (prefixes, key, prefix, text) => {
    expect(parameterProblem(NAMES, prefixes)).toEqual({ key, prefix, text: expect.stringMatching(text) });
  });

  it('finds nothing wrong with parts that are there', () => {
    expect(parameterProblem(NAMES, { freeze: ['conv1', 'fc.bias'], factors: ['fc', 'layer1'] })).toBeNull();
  });
});
