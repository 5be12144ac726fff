/** What a chart of curves shows: of steps, of epochs, of one run or of several. */
import type { Column } from './smoothing.ts';

export type CurveSeries = {
  readonly name: string;
  readonly colour: string;
  /** Rising. */
  readonly x: readonly number[];
  /** Null = not known there: the line has a gap. */
  readonly y: Column;
  readonly isDashed?: boolean;
  /** Another pattern: lengths of dash and gap in px. */
  readonly dash?: readonly number[] | null;
  /** Wider than the others: the one that they are held against. */
  readonly isBold?: boolean;
  /** Where on x it has a point worth a sign: its best epoch. Left out where it has none there. */
  readonly signAt?: number | null;
  /** Drawn as it is even where the chart smooths: few points, such as one an epoch. */
  readonly isExact?: boolean;
};

export type CurveAxis = {
  /** "step", "epoch", "time trained" */
  readonly name: string;
  readonly format: (value: number) => string;
  /** On the axis, where space is short; absent = as `format`. */
  readonly formatTick?: (value: number) => string;
  readonly isLog?: boolean;
  /** The range starts here even where no value comes near; of x: 0 unless said otherwise. */
  readonly min?: number;
  readonly max?: number;
  /** The range never goes beyond: shares end at 1. */
  readonly limit?: number;
};

/** A place on the x axis worth a line: the best epoch. */
export type CurveMark = { readonly x: number; readonly label: string };

export type Curves = {
  readonly series: readonly CurveSeries[];
  readonly xAxis: CurveAxis;
  readonly yAxis: CurveAxis;
  /** Weight of the past, 0..1; 0 = no smoothing. */
  readonly smoothing: number;
  readonly mark: CurveMark | null;
  /** Fewer ticks. */
  readonly isSmall?: boolean;
};
