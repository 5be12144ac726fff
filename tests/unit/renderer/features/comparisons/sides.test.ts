import { describe, expect, it } from 'vitest';
import { configurationRows, factRows } from '#renderer/features/comparisons/flat.ts';
import { nextAbove, outcomesLink, scoresOfBin } from '#renderer/features/comparisons/links.ts';
import { bandOf } from '#renderer/features/comparisons/many/groups.ts';
import { compareSearch, runIdsOf } from '#renderer/features/comparisons/search.ts';
import { differenceText, epochFigures, intervalText } from '#renderer/features/comparisons/sides/figures.ts';
import { movedId, orderedIds } from '#renderer/features/comparisons/sides/side.ts';
import { chosenSet, NEWEST, testOf, testSetsOf } from '#renderer/features/comparisons/test-sets.ts';
import type { ComparedTest, EpochColumns } from '#shared/contract/comparisons.ts';
import type { EvaluationId, RunId } from '#shared/domain/records.ts';
import { calibration } from '#shared/metrics/calibration.ts';

const [A, B, C] = ['0000000000aaa', '0000000000bbb', '0000000000ccc'] as RunId[] as [RunId, RunId, RunId];

describe('the columns of a comparison', () => {
  it('begin with the baseline, the others in their order', () => {
    expect(orderedIds([A, B, C], C)).toEqual([C, A, B]);
    expect(orderedIds([A, B, C], undefined)).toEqual([A, B, C]);
  });

  it('move by one place or before another one; the first is the baseline', () => {
    expect(movedId([A, B, C], C, -1)).toEqual([A, C, B]);
    expect(movedId([A, B, C], A, 1)).toEqual([B, A, C]);
    expect(movedId([A, B, C], A, -1)).toEqual([A, B, C]);
    expect(movedId([A, B, C], C, A)).toEqual([C, A, B]);
    expect(movedId([A, B, C], A, C)).toEqual([B, C, A]);
  });

  it('are read from a link, each once and at most eight; what is no id is left out', () => {
    expect(runIdsOf(compareSearch({ runs: `${A},${B},${A},nothing,` }))).toEqual([A, B]);
    expect(compareSearch({ runs: A, tab: 'unknown', at: -1, x: 'step' })).toEqual({ runs: A, x: 'step' });
  });
});

describe('settings side by side', () => {
  it('are rows in the order of the configuration, with what differs and the ends of numbers', () => {
    const rows = configurationRows([
      { network: 'resnet18', optimizer: { lr: 0.001 }, seed: 1, name: 'a', unknown: [1, 2] },
      { network: 'resnet18', optimizer: { lr: 0.01 }, seed: 2, name: 'b' },
    ]);
    expect(rows.map(({ key, isAlike }) => [key, isAlike])).toEqual([
      ['network', true],
      ['seed', false],
      ['optimizer.lr', false],
      ['unknown', false],
    ]);
    expect(rows[2]?.extremes).toEqual(['lowest', 'highest']);
    expect(rows[1]?.extremes).toEqual([null, null]);
    expect(rows[3]?.values).toEqual([[1, 2], undefined]);
  });

  it('are alike where all have the same value', () => {
    expect(factRows([{ a: { b: null } }, { a: { b: null } }])[0]).toMatchObject({ key: 'a.b', isAlike: true });
  });
});

const epochs: EpochColumns = {
  epoch: [1, 2, 3],
  step: [10, 20, 30],
  trainLoss: [3, 2, 1],
  trainAccuracy: [0.5, 0.6, 0.7],
  validLoss: [2, 1, null],
  validAccuracy: [0.5, 0.75, 0.7],
  learningRate: [1, 1, 1],
};

describe('the figures of an epoch', () => {
  it('are those of the best, the last or a given one; none where the run has no such epoch', () => {
    expect(epochFigures(epochs, { at: 'best', bestEpoch: 2 })).toMatchObject({ epoch: 2, validLoss: 1 });
    expect(epochFigures(epochs, { at: 'last', bestEpoch: 2 })).toMatchObject({
      epoch: 3,
      validLoss: null,
      trainLoss: 1,
    });
    expect(epochFigures(epochs, { at: 1, bestEpoch: 2 })).toMatchObject({ epoch: 1 });
    expect(epochFigures(epochs, { at: 9, bestEpoch: 2 })).toBeNull();
    expect(epochFigures(epochs, { at: 'best', bestEpoch: null })).toBeNull();
  });

  it('have a mean and a band over runs, of whichever have the epoch', () => {
    const shorter = { ...epochs, epoch: [1], validLoss: [4] };
    expect(bandOf([epochs, shorter], 'validLoss')).toEqual({ epoch: [1, 2], mean: [3, 1], low: [2, 1], high: [4, 1] });
  });
});

describe('words for figures', () => {
  it('carry sign and unit', () => {
    expect(differenceText(0.008, 'fraction')).toBe('+0.8 pp');
    expect(differenceText(-0.012, 'metric')).toBe('−0.0120');
    expect(intervalText({ low: 0.9, high: 0.95, method: 'Wilson' }, 'fraction')).toBe('90.0 to 95.0 %, Wilson');
    expect(intervalText({ low: 0.9, high: 0.95, method: 'bootstrap' }, 'metric')).toBe('0.9000 to 0.9500, bootstrap');
  });
});

const test = (evaluationId: number, picturesKey: string): ComparedTest =>
  ({
    evaluationId: evaluationId as EvaluationId,
    picturesKey,
    datasetName: picturesKey,
    splitName: 'test',
    imageCount: 4,
  }) as ComparedTest; // what sets are made of

describe('what runs were tested on', () => {
  const runs = [{ tests: [test(5, 'x'), test(1, 'y')] }, { tests: [test(4, 'y'), test(2, 'y')] }];

  it('is what all were tested on, where there is such a set', () => {
    const sets = testSetsOf(runs);
    expect(sets.map(({ key, runCount }) => [key, runCount])).toEqual([
      ['y', 2],
      ['x', 1],
    ]);
    const set = chosenSet(sets, { asked: undefined, runCount: 2 });
    expect(runs.map((run) => testOf(run, set)?.evaluationId)).toEqual([1, 4]);
  });

  it('is the newest test of each run where there is none, and what a link asks for where that is known', () => {
    const apart = [{ tests: [test(1, 'x')] }, { tests: [test(2, 'y')] }];
    const sets = testSetsOf(apart);
    expect(chosenSet(sets, { asked: undefined, runCount: 2 })).toBe(NEWEST);
    expect(chosenSet(sets, { asked: 'x', runCount: 2 })).toBe('x');
    expect(chosenSet(sets, { asked: 'gone', runCount: 2 })).toBe(NEWEST);
    expect(testOf({ tests: [test(2, 'y')] }, 'x')).toBeNull();
  });
});

describe('a link to the faces of a bin', () => {
  it('holds exactly the scores that the bin counts, ends and all', () => {
    const scores = Float64Array.from([0, 0.05, 0.1, nextAbove(0.1), 0.2, 0.3, 1 - 2 ** -53, 0.9, 1]);
    const { bins } = calibration({ scores, labels: new Uint8Array(scores.length) });
    for (const bin of bins) {
      const { from, below } = scoresOfBin(bin);
      const inside = scores.filter((score) => score >= (from ?? 0) && (below === null || score < below));
      expect(inside.length).toBe(bin.n);
    }
  });

  it('is written as the router reads it', () => {
    const link = outcomesLink(3 as EvaluationId, { outcomes: ['fake-called-real'], threshold: 0.5 });
    const search = new URL(link, 'http://localhost').searchParams;
    expect(JSON.parse(search.get('filter') ?? '')).toEqual({ outcomes: ['fake-called-real'] });
    expect(search.get('threshold')).toBe('0.5');
  });
});
