/**
 * ROAD, combined: the most important pixels are removed, and in other pictures the least important ones; the better a map, the more the first lower the probability of
 * the class and the less the others do. Source: Rong et al. 2022 (see imputation.ts); percentiles, thresholds and the score as the `grad-cam` package's ROADCombined (1.5.7).
 */
import { quantile } from '#shared/metrics/intervals.ts';
import type { FaceShape } from '../data/pixels.ts';
import { imputed, withNoise } from './imputation.ts';

/** Of importance: at 20, a fifth of the pixels stays. */
export const ROAD_PERCENTILES = [20, 40, 60, 80] as const;

/** Standard deviation, in units of the network's input after scaling: the package's `noise`. */
export const ROAD_NOISE = 0.01;

export type RoadOptions = {
  readonly shape: FaceShape;
  /** [height, width], 0..1, the least 0 and the largest 1. */
  readonly importance: Float64Array;
  /** Of the noise, by channel, in levels of 0..255; zeros for none. */
  readonly deviations: readonly number[];
  readonly seed: number;
};

/** At each percentile one without the most important pixels, then at each one without the least important ones. */
export function roadPictures(pixels: Uint8Array, options: RoadOptions): readonly Uint8Array[] {
  const { importance } = options;
  const unimportance = importance.map((value) => 1 - value);
  return [importance, unimportance].flatMap((measure, i) =>
    ROAD_PERCENTILES.map((percentile, k) => {
      const kept = keptBelow(measure, percentile);
      const values = imputed(pixels, { shape: options.shape, kept });
      const seed = options.seed + i * ROAD_PERCENTILES.length + k;
      return withNoise(values, { kept, deviations: options.deviations, seed });
    }),
  );
}

/** 1 where the measure is below its percentile. Ties at the percentile are removed, as the package does. */
export function keptBelow(measure: Float64Array, percentile: number): Uint8Array {
  const threshold = quantile(measure.toSorted(), percentile / 100);
  return Uint8Array.from(measure, (value) => (value < threshold ? 1 : 0));
}

/** Probabilities of the pictures in their order -> (without the least - without the most important) / 2, the mean over the percentiles; -0.5..0.5. */
export function roadScore(probabilities: ArrayLike<number>): number {
  const count = ROAD_PERCENTILES.length;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += (probabilities[count + k] as number) - (probabilities[k] as number); // twice as many
  return sum / 2 / count;
}
