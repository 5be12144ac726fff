import { describe, expect, it } from 'vitest';
import { differenceSentence, ledgerSentence, toldOutcome } from '#renderer/features/regions/ledger/ledger-sentence.ts';
import {
  averageArea,
  averageShare,
  cellOf,
  differenceOf,
  figureOf,
  largestFigure,
} from '#renderer/features/regions/ledger/ledger-values.ts';
import type { Ledger, LedgerCell } from '#shared/contract/explanations.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { EvaluationId } from '#shared/domain/records.ts';
import type { FaceRegion } from '#shared/domain/regions.ts';

type CellFacts = { readonly n?: number; readonly area?: number; readonly spread?: number };

/** Of a mean share and half the width of its interval; per area follows from the area. */
function cell(
  [region, outcome]: readonly [FaceRegion, Outcome],
  mean: number,
  { n = 120, area = 0.1, spread = 0.02 }: CellFacts = {},
): LedgerCell {
  const figure = (factor: number) => ({
    mean: mean / factor,
    low: (mean - spread) / factor,
    high: (mean + spread) / factor,
  });
  return { region, outcome, n, area, share: figure(1), perArea: figure(area) };
}

const ledgerOf = (cells: readonly LedgerCell[]): Ledger => ({
  evaluationId: EvaluationId.parse(1),
  method: 'grad-cam',
  layer: 'layer4',
  threshold: 0.5,
  cells: [...cells],
  counts: [],
});

describe('what a ledger says', () => {
  it('names the region that is densest for its size, with both shares, the interval and how many faces', () => {
    const ledger = ledgerOf([
      cell(['mouth', 'fake-called-fake'], 0.31, { area: 0.09 }),
      cell(['nose', 'fake-called-fake'], 0.1),
      cell(['hair-background', 'fake-called-fake'], 0.4, { area: 0.6 }),
    ]);
    expect(ledgerSentence(ledger)).toEqual({
      text: "Of fakes called fake the map's mass is densest on the mouth: 31.0 % on 9.0 % of the area, 3.44× an even map (95 % interval 3.22 to 3.67×, n = 120).",
      isFinding: true,
    });
  });

  it('says two where two lead and their intervals meet, as both eyes do', () => {
    const ledger = ledgerOf([
      cell(['left-eye', 'fake-called-fake'], 0.2),
      cell(['right-eye', 'fake-called-fake'], 0.19),
      cell(['nose', 'fake-called-fake'], 0.05),
    ]);
    const { text, isFinding } = ledgerSentence(ledger);
    expect(isFinding).toBe(true);
    expect(text).toContain(
      'the left eye (20.0 % on 10.0 % of the area) and the right eye (19.0 % on 10.0 % of the area)',
    );
    expect(text).toContain('the intervals do not tell');
  });

  it('says that nothing stands out where intervals overlap', () => {
    const regions = ['mouth', 'nose', 'chin', 'forehead'] as const;
    const ledger = ledgerOf(regions.map((region, i) => cell([region, 'fake-called-fake'], 0.1 + i / 1000)));
    expect(ledgerSentence(ledger)).toEqual({
      text: 'Of fakes called fake no region stands out: for their size, the intervals of the forehead, the chin and 2 others overlap (n = 120).',
      isFinding: false,
    });
  });

  it('makes no finding of a chain of intervals that meet one another', () => {
    const ledger = ledgerOf([
      cell(['mouth', 'fake-called-fake'], 0.2),
      cell(['nose', 'fake-called-fake'], 0.17),
      cell(['chin', 'fake-called-fake'], 0.14), // meets the nose's, not the mouth's
    ]);
    expect(ledgerSentence(ledger).isFinding).toBe(false);
  });

  it('makes no finding of a region that has no more than its size gives it', () => {
    const ledger = ledgerOf([cell(['mouth', 'fake-called-fake'], 0.1), cell(['nose', 'fake-called-fake'], 0.02)]);
    expect(ledgerSentence(ledger).text).toContain('no region has clearly more');
  });

  it('says nothing of a handful of faces, and tells of the outcome that has more', () => {
    const few = ledgerOf([cell(['mouth', 'fake-called-fake'], 0.3, { n: 3 })]);
    expect(ledgerSentence(few).text).toBe(
      'Of fakes called fake only 3 faces are measured: too few to say where the maps fall.',
    );
    const others = ledgerOf([...few.cells, cell(['nose', 'real-called-real'], 0.3, { n: 40 })]);
    expect(toldOutcome(others)).toBe('real-called-real');
    expect(ledgerSentence(ledgerOf([])).isFinding).toBe(false);
  });
});

describe('two ledgers side by side', () => {
  const [a, b] = [
    ledgerOf([cell(['mouth', 'fake-called-fake'], 0.258), cell(['nose', 'fake-called-fake'], 0.1)]),
    ledgerOf([cell(['mouth', 'fake-called-fake'], 0.31), cell(['nose', 'fake-called-fake'], 0.11)]),
  ];

  it('differ where intervals are apart, and may differ by chance where they meet', () => {
    const of = (ledger: Ledger, region: FaceRegion) =>
      figureOf(cellOf(ledger, region, 'fake-called-fake'), { measure: 'share', ledger });
    expect(differenceOf(of(a, 'mouth'), of(b, 'mouth'))?.isClear).toBe(true);
    expect(differenceOf(of(a, 'mouth'), of(b, 'mouth'))?.value).toBeCloseTo(0.052, 10);
    expect(differenceOf(of(a, 'nose'), of(b, 'nose'))?.isClear).toBe(false);
    expect(differenceOf(of(a, 'chin'), of(b, 'chin'))).toBeNull();
  });

  it('are told by the largest clear difference, from the first to the second', () => {
    expect(differenceSentence([a, b], ['calm-heron', 'bold-fox'])).toEqual({
      text: 'The maps of bold-fox have 5.2 pp more of their mass on the mouth than those of calm-heron: 31.0 % against 25.8 % (of fakes called fake).',
      isFinding: true,
    });
    expect(differenceSentence([b, a], ['bold-fox', 'calm-heron']).text).toContain('5.2 pp less');
  });

  it('are not told apart where every interval overlaps, or faces are few', () => {
    expect(differenceSentence([a, a], ['x', 'y']).text).toContain('no difference can be told');
    const few = ledgerOf([cell(['mouth', 'fake-called-fake'], 0.5, { n: 4 })]);
    expect(differenceSentence([few, few], ['x', 'y'])).toEqual({
      text: 'Too few fakes called fake to set y against x.',
      isFinding: false,
    });
  });
});

describe('the average face', () => {
  const ledger = ledgerOf([
    cell(['mouth', 'fake-called-fake'], 0.4, { n: 30, area: 0.1 }),
    cell(['mouth', 'real-called-real'], 0.2, { n: 10, area: 0.2 }),
    { region: 'mouth', outcome: 'real-called-fake', n: 0, share: null, perArea: null, area: null },
  ]);

  it('is the mean over faces, not over outcomes', () => {
    expect(averageShare(ledger, 'mouth')).toBeCloseTo((30 * 0.4 + 10 * 0.2) / 40, 12);
    expect(averageArea(ledger, 'mouth')).toBeCloseTo((30 * 0.1 + 10 * 0.2) / 40, 12);
    expect(averageShare(ledger, 'nose')).toBeNull();
  });

  it('is what a cell is set against, its interval moved with it', () => {
    const figure = figureOf(cellOf(ledger, 'mouth', 'real-called-real'), { measure: 'difference', ledger });
    expect(figure?.mean).toBeCloseTo(-0.15, 12);
    expect((figure?.high ?? 0) - (figure?.low ?? 0)).toBeCloseTo(0.04, 12);
    expect(largestFigure([ledger], 'difference')).toBeCloseTo(0.15, 12);
    expect(figureOf(cellOf(ledger, 'mouth', 'real-called-fake'), { measure: 'difference', ledger })).toBeNull();
  });
});
