/** Changed pictures, against the grad-cam package, SciPy and NumPy (tests/parity/perturbation.py). */
import { describe, expect, it } from 'vitest';
import { byImportance, deletionPictures, insertionPictures } from '#main/engine/perturbation/curves.ts';
import { importanceOf } from '#main/engine/perturbation/importance.ts';
import { imputed } from '#main/engine/perturbation/imputation.ts';
import { keptBelow, ROAD_PERCENTILES, roadPictures, roadScore } from '#main/engine/perturbation/road.ts';
import { areaUnderCurve } from '#shared/metrics/area.ts';
import { spearman } from '#shared/metrics/rank-correlation.ts';
import { readExpectations } from '#tests/helpers/expectations.ts';

type Case = {
  readonly rows: number;
  readonly columns: number;
  readonly map: readonly number[];
  readonly explained: number;
  readonly imputations: readonly (readonly number[])[];
  readonly road: number;
  readonly insertion: readonly number[];
  readonly deletion: readonly number[];
  readonly insertionArea: number;
  readonly deletionArea: number;
};
type Expected = {
  readonly height: number;
  readonly width: number;
  readonly pixels: readonly number[];
  readonly cases: readonly Case[];
  readonly correlations: readonly { readonly first: number[]; readonly second: number[]; readonly rho: number }[];
};

const { height, width, pixels: levels, cases, correlations } = readExpectations<Expected>('perturbation');
const shape = { height, width, channels: 3 } as const;
const pixels = Uint8Array.from(levels);
const SAMPLED = 11;

/** The script's formula: two logits, sums of sines over the pixels. */
function probability(picture: Uint8Array, explained: number): number {
  const logits = [0, 1].map((c) => picture.reduce((sum, value, i) => sum + value * Math.sin(0.37 * i + c), 0) / 2000);
  const [own, other] = [logits[explained] as number, logits[1 - explained] as number];
  return 1 / (1 + Math.exp(other - own));
}

describe.each(cases.map((expected, index) => ({ expected, index })))('map $index', ({ expected }) => {
  const importance = importanceOf({ ...expected, values: expected.map }, shape);
  const steps = expected.insertion.length - 1;
  const curve = { shape, order: byImportance(importance), steps };

  it("is imputed as the package's sparse solver does it, to a hundredth of a level", () => {
    const measures = [importance, importance.map((value) => 1 - value)];
    const found = measures.flatMap((measure) =>
      ROAD_PERCENTILES.map((percentile) =>
        imputed(pixels, { shape, kept: keptBelow(measure, percentile), residual: 1e-6 }),
      ),
    );
    for (const [k, values] of expected.imputations.entries())
      for (const [i, value] of values.entries())
        expect(
          Math.abs((found[k]?.[i * SAMPLED] ?? Number.NaN) - value),
          `picture ${k}, value ${i * SAMPLED}`,
        ).toBeLessThan(0.01);
  });

  it('scores by ROAD as ROADCombined without noise', () => {
    const pictures = roadPictures(pixels, { shape, importance, deviations: [0, 0, 0], seed: 1 });
    const score = roadScore(pictures.map((picture) => probability(picture, expected.explained)));
    expect(score).toBeCloseTo(expected.road, 3); // the solver stops at 3e-3 levels: a few values round to the level beside
  });

  it('has the insertion and deletion curves of the reference, but for rounding in the blur', () => {
    const curveOf = (pictures: readonly Uint8Array[]) =>
      pictures.map((picture) => probability(picture, expected.explained));
    const insertion = curveOf(insertionPictures(pixels, curve));
    const deletion = curveOf(deletionPictures(pixels, curve));
    for (let i = 0; i <= steps; i++) {
      expect(insertion[i]).toBeCloseTo(expected.insertion[i] as number, 4); // half levels round up here, to even in NumPy
      expect(deletion[i]).toBeCloseTo(expected.deletion[i] as number, 6);
    }
    expect(areaUnderCurve(insertion)).toBeCloseTo(expected.insertionArea, 4);
    expect(areaUnderCurve(deletion)).toBeCloseTo(expected.deletionArea, 6);
  });
});

it('correlates ranks as SciPy does, with ties and without', () => {
  for (const { first, second, rho } of correlations) expect(spearman(first, second)).toBeCloseTo(rho, 12);
});
