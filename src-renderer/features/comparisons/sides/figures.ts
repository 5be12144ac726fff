/** The figures of runs side by side: rows of cells, the baseline's first. Pure. */
import { formatCount, formatMetric, formatPercent, MISSING } from '#renderer/components/format.ts';
import type { EpochColumns } from '#shared/contract/comparisons.ts';
import type { Better } from '#shared/domain/deltas.ts';

export type Unit = 'fraction' | 'metric' | 'count';

export type FigureCell = {
  readonly value: number | null;
  /** 95 %, and how it was made. */
  readonly interval: { readonly low: number; readonly high: number; readonly method: 'Wilson' | 'bootstrap' } | null;
  /** Its faces. */
  readonly link: string | null;
  /** Of the runs that are like this one but for the seed, itself among them; null = there are none. */
  readonly spread: number | null;
};

export type FigureRow = {
  readonly id: string;
  readonly title: string;
  readonly about: string | null;
  readonly unit: Unit;
  readonly better: Better;
  readonly cells: readonly FigureCell[];
};

/** Half of the last digit that is shown. */
export const TOLERANCE: Readonly<Record<Unit, number>> = { fraction: 0.0005, metric: 0.00005, count: 0.5 };

export function figureText(value: number | null, unit: Unit): string {
  if (value === null) return MISSING;
  if (unit === 'fraction') return formatPercent(value);
  return unit === 'metric' ? formatMetric(value) : formatCount(value);
}

/** "+0.8 pp", "−0.0120" */
export function differenceText(difference: number, unit: Unit): string {
  const sign = difference > 0 ? '+' : '−';
  const size = Math.abs(difference);
  if (unit === 'fraction') return `${sign}${(100 * size).toFixed(1)} pp`;
  return unit === 'metric' ? `${sign}${size.toFixed(4)}` : `${sign}${formatCount(size)}`;
}

export function intervalText({ low, high, method }: NonNullable<FigureCell['interval']>, unit: Unit): string {
  const ends =
    unit === 'fraction'
      ? `${(100 * low).toFixed(1)} to ${formatPercent(high)}`
      : `${figureText(low, unit)} to ${figureText(high, unit)}`;
  return `${ends}, ${method}`;
}

/** Which epoch's figures. */
export type EpochChoice = 'best' | 'last' | number;

export type EpochFigures = {
  readonly epoch: number;
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly validLoss: number | null;
  readonly validAccuracy: number | null;
};

/** Null where the run has no such epoch. */
export function epochFigures(
  epochs: EpochColumns,
  { at, bestEpoch }: { readonly at: EpochChoice; readonly bestEpoch: number | null },
): EpochFigures | null {
  const wanted = at === 'best' ? bestEpoch : at === 'last' ? (epochs.epoch.at(-1) ?? null) : at;
  const i = wanted === null ? -1 : epochs.epoch.indexOf(wanted);
  const epoch = epochs.epoch[i];
  if (epoch === undefined) return null;
  return {
    epoch,
    trainLoss: epochs.trainLoss[i] ?? null,
    trainAccuracy: epochs.trainAccuracy[i] ?? null,
    validLoss: epochs.validLoss[i] ?? null,
    validAccuracy: epochs.validAccuracy[i] ?? null,
  };
}
