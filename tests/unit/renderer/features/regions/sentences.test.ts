import { describe, expect, it } from 'vitest';
import { coloured, densest, sharedTop } from '#renderer/features/regions/averages/average-values.ts';
import { faithfulnessSentence, knockOutSentence } from '#renderer/features/regions/matters/matters-sentences.ts';
import { byShare, largestFalls, pointAfter } from '#renderer/features/regions/matters/scatter-option.ts';
import { plantedTitle, pointingSentence } from '#renderer/features/regions/truth/pointing-sentence.ts';
import { formatPoints, formatRange, formatSigned, listed } from '#renderer/features/regions/words.ts';
import type { PointingResult } from '#shared/contract/explanations.ts';
import type { FaithfulnessResult, KnockedOutRegion, KnockOutResult } from '#shared/contract/perturbations.ts';
import { EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { FaceRegion } from '#shared/domain/regions.ts';

const KEY = { evaluationId: EvaluationId.parse(1), method: 'grad-cam', layer: 'layer4' } as const;

const fallen = (region: FaceRegion, mean: number, spread = 0.05): KnockedOutRegion => ({
  region,
  n: 60,
  fall: { mean, low: mean - spread, high: mean + spread },
  flips: 0.25,
  share: 0.2,
});

const knockOut = (regions: readonly KnockedOutRegion[], correlation: number | null = null): KnockOutResult => ({
  evaluationId: KEY.evaluationId,
  covering: 'blur',
  triedCount: 60,
  imageCount: 100,
  regions: [...regions],
  points: [],
  correlation,
});

describe('what covering regions says', () => {
  it('names the region, the fall, the flips, and whether the maps agree', () => {
    expect(knockOutSentence(knockOut([fallen('nose', 0.2), fallen('mouth', 1.25)], 0.62)).text).toBe(
      "The answer falls most when the mouth is covered: by 1.25, and 25.0 % of the faces are called otherwise (n = 60). The maps agree with it strongly: Spearman's correlation of share and fall is +0.62.",
    );
    expect(knockOutSentence(knockOut([fallen('mouth', 1)], -0.4)).text).toContain('the other way round, moderately');
    expect(knockOutSentence(knockOut([fallen('mouth', 1)], 0.03)).text).toContain('hardly at all');
  });

  it('does not choose between two whose intervals meet, and finds nothing that reaches to zero', () => {
    expect(knockOutSentence(knockOut([fallen('nose', 1.2), fallen('mouth', 1.25)])).text).toContain(
      'the mouth or the nose',
    );
    expect(knockOutSentence(knockOut([fallen('mouth', 0.04)])).isFinding).toBe(false);
    expect(knockOutSentence(knockOut([])).isFinding).toBe(false);
  });

  it('lists the largest falls of a region, or of all', () => {
    const point = (region: FaceRegion, fall: number) => ({ imageId: ImageId.parse(1), region, share: 0.1, fall });
    const points = [point('nose', 0.1), point('mouth', 0.5), point('nose', 0.9)];
    expect(largestFalls(points, null, 2).map(({ fall }) => fall)).toEqual([0.9, 0.5]);
    expect(largestFalls(points, 'mouth', 2).map(({ fall }) => fall)).toEqual([0.5]);
  });

  it('are walked by keys from the smallest share to the largest, within a region', () => {
    const point = (region: FaceRegion, share: number) => ({ imageId: ImageId.parse(1), region, share, fall: 0 });
    const points = [point('nose', 0.3), point('mouth', 0.2), point('nose', 0.1)];
    expect(byShare(points, null).map(({ share }) => share)).toEqual([0.1, 0.2, 0.3]);
    expect(byShare(points, 'nose').map(({ share }) => share)).toEqual([0.1, 0.3]);
    const walked = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'].map((key) => pointAfter(key, 2, 9));
    expect(walked).toEqual([1, 3, 8, 0, 0, 8]);
    expect(pointAfter('Tab', 2, 9)).toBeNull();
  });
});

describe('what the maps as a whole say', () => {
  const figure = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02 });
  const result: FaithfulnessResult = {
    ...KEY,
    n: 50,
    share: [0, 1],
    insertion: { probability: [0, 1], area: figure(0.8) },
    deletion: { probability: [1, 0], area: figure(0.5) },
    road: figure(0.1),
    random: { insertion: 0.6, deletion: 0.5, road: 0.2 },
  };

  it('is better, worse or not told apart, measure by measure: deletion the lower the better', () => {
    expect(faithfulnessSentence(result)).toEqual({
      text: 'The maps are better than random maps by insertion; worse than random maps by ROAD; not told apart from random maps by deletion (n = 50).',
      isFinding: true,
    });
    const lower = { ...result, deletion: { probability: [1, 0], area: figure(0.3) } };
    expect(faithfulnessSentence(lower).text).toContain('better than random maps by insertion and deletion');
    expect(faithfulnessSentence({ ...result, random: null }).isFinding).toBe(false);
  });
});

describe('what the pointing game says', () => {
  const all: PointingResult = {
    region: 'all',
    n: 50,
    emptyCount: 1,
    hit: { rate: 0.84, low: 0.71, high: 0.92 },
    strictHit: { rate: 0.4, low: 0.28, high: 0.54 },
    chance: { hit: 0.21, strictHit: 0.08 },
    perfect: { hit: 0.99, strictHit: 0.5 },
    rank: 1.4,
    regionCount: 11,
  };

  it('stands beside chance and what is possible', () => {
    expect(pointingSentence([all], 15).text).toBe(
      'The maps point at the changed region, or at most 15 px beside it, in 84.0 % of the fakes that were found (n = 50); a highest value anywhere would in 21.0 %; a perfect map of this grid would in 99.0 %.',
    );
    const poor = { ...all, hit: { rate: 0.2, low: 0.1, high: 0.3 } };
    expect(pointingSentence([poor], 15)).toMatchObject({ isFinding: false });
    expect(pointingSentence([poor], 15).text).toContain('its interval holds the 21.0 % of chance');
    const missing = { ...all, hit: { rate: 0, low: 0, high: 0.07 } };
    expect(pointingSentence([missing], 15).text).toContain('that is less than the 21.0 % of chance');
    expect(pointingSentence([{ ...all, n: 0, hit: null }], 15).isFinding).toBe(false);
  });

  it('calls regions by their names, and leaves those of others as they are', () => {
    expect(['all', 'jaw', 'left-eye', 'teeth'].map(plantedTitle)).toEqual(['All', 'Jaw line', 'Left eye', 'teeth']);
  });
});

describe('mean maps', () => {
  const map = { outcome: 'fake-called-fake' as const, n: 3, size: 2, values: [0, 0.25, 0.75, 0] };

  it('are coloured by multiples of an even map, on one scale from nothing to the densest of all', () => {
    expect(densest(map)).toBe(3);
    expect(sharedTop([map])).toBe(3);
    expect(sharedTop([])).toBe(1);
    const table = Array.from({ length: 256 }, (_, i) => [i, i, i] as const);
    expect([...coloured(map, { top: 3, table })].filter((_, i) => i % 4 === 0)).toEqual([0, 85, 255, 0]);
  });
});

describe('figures', () => {
  it('have their sign and their unit, and nothing has a sign that is nothing', () => {
    expect([0.052, -0.0021, 0.0001, null].map(formatPoints)).toEqual(['+5.2 pp', '−0.2 pp', '±0.0 pp', '–']);
    expect([1.5, -0.25].map((value) => formatSigned(value))).toEqual(['+1.50', '−0.25']);
    expect(formatRange({ low: 0.271, high: 0.352 }, 'share')).toBe('27.1 to 35.2 %');
    expect(formatRange({ low: -0.01, high: 0.02 }, 'difference')).toBe('−1.0 to +2.0 pp');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
