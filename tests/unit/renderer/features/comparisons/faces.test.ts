import { describe, expect, it } from 'vitest';
import {
  heatSource,
  mapChoices,
  methodsOf,
  missingWord,
  sharedMax,
} from '#renderer/features/comparisons/faces/map-choice.ts';
import { matchWords, pText, verdictOf } from '#renderer/features/comparisons/faces/piles.ts';
import type { FlipSide, FlipSummary } from '#shared/contract/comparisons.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';

const names = { first: 'A', second: 'B' };
const summaryOf = (onlyFirst: number, onlySecond: number, pValue: number | null): FlipSummary =>
  ({
    counts: { bothRight: 10, onlyFirst, onlySecond, bothWrong: 1 },
    pValue,
    unmatched: { onlyFirst: 2, onlySecond: 0, otherLabel: 1 },
  }) as FlipSummary; // what the words are made of

describe('the piles in words', () => {
  it('say which is better, and whether by chance', () => {
    expect(verdictOf(summaryOf(9, 1, 0.0215), names)).toBe(
      'A alone is right on 9 faces, the other one alone on 1: hardly by chance.',
    );
    expect(verdictOf(summaryOf(3, 4, 1), names)).toMatch(/^B alone is right on 4 faces.*would not be unusual\.$/);
    expect(verdictOf(summaryOf(0, 0, 1), names)).toBe('They are right and wrong on the same faces.');
    expect(verdictOf(summaryOf(0, 0, null), names)).toBe('They have no picture in common.');
  });

  it('write p as people do', () => {
    expect([0.03125, 1, 1e-9].map(pText)).toEqual(['p = 0.0313', 'p = 1.00', 'p < 0.0001']);
  });

  it('say how pictures were matched and how many were not', () => {
    expect(matchWords(summaryOf(2, 3, 1), names)).toBe(
      'Pictures are matched by their content, each counted once: 16 in both tests; left out: 2 only in the test of A, 1 called by different labels.',
    );
  });
});

const sideWith = (mapSets: FlipSide['mapSets']): FlipSide => ({ mapSets }) as FlipSide; // what the choice is made of

describe('the heat maps of two tests', () => {
  const first = sideWith([
    { method: 'grad-cam', layer: 'layer4', mapCount: 9 },
    { method: 'layercam', layer: 'layer3', mapCount: 3 },
    { method: 'layercam', layer: 'layer4', mapCount: 5 },
  ]);
  const second = sideWith([{ method: 'layercam', layer: 'features.29', mapCount: 9 }]);

  it('are of a method that both have, where there is one, each at its own layer', () => {
    expect(methodsOf(first, second)).toEqual(['layercam', 'grad-cam']);
    expect(mapChoices(first, second, {})).toEqual({
      method: 'layercam',
      first: { method: 'layercam', layer: 'layer4' },
      second: { method: 'layercam', layer: 'features.29' },
    });
    expect(mapChoices(first, second, { method: 'layercam', firstLayer: 'layer3' }).first?.layer).toBe('layer3');
  });

  it('are left out where a test has none, or nobody wants them', () => {
    expect(mapChoices(first, second, { method: 'grad-cam' }).second).toBeNull();
    expect(mapChoices(first, second, { method: 'none' })).toEqual({ method: null, first: null, second: null });
    expect(mapChoices(sideWith([]), sideWith([]), {}).method).toBeNull();
  });

  it('share the larger of their largest values, and an empty one says that it is empty', () => {
    const [firstMap, secondMap] = [{ explainedClass: 0, max: 0.5 } as const, { explainedClass: 1, max: 0 } as const];
    const max = sharedMax({ firstMap, secondMap });
    expect(max).toBe(0.5);
    const choice = { method: 'grad-cam++', layer: 'layer4' } as const;
    const of = (map: typeof firstMap | typeof secondMap | null) =>
      heatSource({ evaluationId: 3 as EvaluationId, imageId: 12 as ImageId, choice, map, max });
    expect(of(firstMap)).toBe('heatmaps/3/12?method=grad-cam%2B%2B&layer=layer4&class=0&scale=viridis&max=0.5');
    expect(of(secondMap)).toBeNull();
    expect([firstMap, secondMap, null].map((map) => missingWord({ choice, map }))).toEqual([
      null,
      'empty map',
      'no map',
    ]);
    expect(sharedMax({ firstMap: null, secondMap })).toBeNull();
  });
});
