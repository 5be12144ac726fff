import { describe, expect, it } from 'vitest';
import { type Aspect, comparability } from '#shared/domain/comparability.ts';

const ALIKE: readonly Aspect[] = [
  { name: 'test-pictures', key: 'p', words: 'test, 64 faces' },
  { name: 'test-labels', key: 'l', words: 'labels l' },
  { name: 'crop', key: 'true', words: 'centre crop' },
  { name: 'engine', key: '1', words: 'Facet 1' },
  { name: 'training-data', key: 'd', words: 'faces' },
];

const run = (name: string, changes: Readonly<Record<string, string | null>> = {}) => ({
  id: name,
  name,
  aspects: ALIKE.flatMap((aspect) => {
    const key = changes[aspect.name];
    return key === null ? [] : [key === undefined ? aspect : { ...aspect, key }];
  }),
});

describe('comparability', () => {
  it('is green where all that matters is alike, other training data or not', () => {
    const { level, aspects } = comparability([run('a'), run('b', { 'training-data': 'other' })]);
    expect(level).toBe('green');
    expect(aspects.find(({ name }) => name === 'training-data')).toMatchObject({ isAlike: false, different: ['b'] });
  });

  it('is red where pictures or labels of the tests differ, and says whose', () => {
    const pictures = comparability([run('a'), run('b', { 'test-pictures': 'q' }), run('c')]);
    expect(pictures).toMatchObject({ level: 'red', sentence: 'b: tested on other pictures.' });
    expect(comparability([run('a'), run('b', { 'test-labels': 'm' })]).level).toBe('red');
  });

  it('is amber where the preprocessing or a version differs', () => {
    expect(comparability([run('a'), run('b', { crop: 'false' })])).toMatchObject({
      level: 'amber',
      sentence: 'b: another crop.',
    });
    expect(comparability([run('a'), run('b', { engine: '2' })]).level).toBe('amber');
  });

  it('is amber where a run has no such test, whichever run that is', () => {
    const none = { 'test-pictures': null, 'test-labels': null };
    for (const runs of [
      [run('a'), run('b', none)],
      [run('b', none), run('a')],
    ])
      expect(comparability(runs)).toMatchObject({ level: 'amber', sentence: 'b: no test to compare.' });
  });

  it('leaves out what is known of no run', () => {
    const none = { 'test-pictures': null, 'test-labels': null };
    const { level, aspects } = comparability([run('a', none), run('b', none)]);
    expect(level).toBe('green');
    expect(aspects.map(({ name }) => name)).toEqual(['crop', 'engine', 'training-data']);
  });
});
