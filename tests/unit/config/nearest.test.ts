import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '#shared/config/nearest.ts';
import { suggestKey } from '#shared/config/suggest-key.ts';

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3], // Wagner and Fischer's own example of the table
    ['', 'abc', 3],
    ['abc', '', 3],
    ['seed', 'seed', 0],
    ['trian', 'train', 2],
    ['flaw', 'lawn', 2],
  ])('between %j and %j is %i, either way', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });
});

describe('nearest', () => {
  it('finds the candidate with the fewest edits, whatever the case', () => {
    expect(nearest('ADAN', ['Adadelta', 'Adam'])).toBe('Adam');
  });

  it('takes the earlier of two that are equally near', () => {
    expect(nearest('beta', ['beta1', 'beta2'])).toBe('beta1');
  });

  it('finds none where a third of the letters would not do', () => {
    expect(nearest('VGG', ['resnet18'])).toBeNull();
    expect(nearest('x', [])).toBeNull();
  });

  it('is quick with a word of a megabyte', () => {
    const started = performance.now();
    expect(nearest('a'.repeat(2 ** 20), ['seed', 'a'])).toBeNull();
    expect(performance.now() - started).toBeLessThan(2_000); // a table would have 4 million cells
  });
});

describe('suggestKey', () => {
  it.each([
    ['optimiser', 'optimizer'],
    ['batchsize', 'batch_size'],
    ['epochs', 'num_epochs'],
    ['data.trian', 'data.train'],
    ['dta.trian', 'data.train'],
    ['height', 'input_size.height'],
    ['heigth', 'input_size.height'],
    ['data.batch_size', 'batch_size'],
    ['optimiser.momentum', 'optimizer'],
    ['optimizer.momentum', null],
    ['zzzzzz', null],
    ['zzzzzz.zzzzzz', null],
    ['', null],
    ['.', null],
  ])('%j -> %j', (written, meant) => {
    expect(suggestKey(written)).toBe(meant);
  });
});
