/** The five charts of a run, from its steps and epochs. Pure. */
import {
  formatCount,
  formatDuration,
  formatLearningRate,
  formatMetric,
  formatPercent,
} from '#renderer/components/format.ts';
import { RUN_COLOURS } from '#renderer/theme.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';
import type { CurveAxis, CurveMark, CurveSeries } from './curves.ts';
import { nearest } from './tooltip.ts';

export const X_AXES = ['epoch', 'step', 'time'] as const;
export type XAxisKind = (typeof X_AXES)[number];

/** What is known of a training, in the order of its steps. */
export type RunRecords = { readonly epochs: readonly EpochRecord[]; readonly steps: StepColumns };

export type CurveChartData = {
  readonly id: string;
  readonly title: string;
  /** The first two are what one looks at; the others stand smaller below. */
  readonly isLarge: boolean;
  readonly series: readonly CurveSeries[];
  readonly yAxis: CurveAxis;
};

export type RunCurves = {
  readonly charts: readonly CurveChartData[];
  readonly xAxis: CurveAxis;
  readonly mark: CurveMark | null;
};

const [ORANGE, BLUE] = RUN_COLOURS;
const MINUTE_MS = 60_000;
const GIB = 2 ** 30;

type Options = { readonly x: XAxisKind; readonly isLogLoss: boolean; readonly stepsPerEpoch: number };

export function runCurves({ epochs, steps }: RunRecords, { x, isLogLoss, stepsPerEpoch }: Options): RunCurves {
  const minutes = trainedMinutes(steps.atMs);
  const stepX = { step: steps.step, epoch: steps.step.map((step) => step / stepsPerEpoch), time: minutes }[x];
  const minuteAt = (step: number) => minutes[nearest(steps.step, step) ?? 0] ?? 0;
  const epochX = epochs.map(({ step, epoch }) => ({ step, epoch, time: minuteAt(step) })[x]);
  const train = (y: CurveSeries['y'], name = 'train'): CurveSeries => ({ name, colour: BLUE, x: stepX, y });
  const valid = (y: CurveSeries['y']): CurveSeries => ({
    ...{ name: 'valid', colour: ORANGE, x: epochX, y },
    isDashed: true,
    isExact: true,
  });
  const bestAt = epochs.findLastIndex(({ isBest }) => isBest);
  const best = epochs[bestAt];
  return {
    xAxis: X_AXIS[x],
    mark: best === undefined ? null : { x: epochX[bestAt] ?? 0, label: `best: epoch ${best.epoch}` },
    charts: [
      {
        ...{ id: 'loss', title: 'Loss', isLarge: true },
        series: [train(steps.loss), valid(epochs.map(({ validLoss }) => validLoss))],
        yAxis: { name: 'loss', format: formatMetric, formatTick: shortNumber, isLog: isLogLoss },
      },
      {
        ...{ id: 'accuracy', title: 'Accuracy', isLarge: true },
        series: [train(steps.accuracy, 'train, epoch so far'), valid(epochs.map(({ validAccuracy }) => validAccuracy))],
        yAxis: {
          name: 'accuracy',
          format: formatPercent,
          formatTick: (share) => `${shortNumber(100 * share)} %`,
          limit: 1,
        },
      },
      {
        ...{ id: 'learning-rate', title: 'Learning rate', isLarge: false },
        series: [{ ...train(steps.learningRate), name: 'learning rate', isExact: true }],
        yAxis: { name: 'learning rate', format: formatLearningRate, min: 0 },
      },
      {
        ...{ id: 'speed', title: 'Images a second', isLarge: false },
        series: [{ ...train(steps.imagesPerSecond), name: 'images/s' }],
        yAxis: { name: 'images/s', format: (rate) => formatMetric(rate, 1), formatTick: shortNumber, min: 0 },
      },
      {
        ...{ id: 'memory', title: 'Memory of the engine', isLarge: false },
        series: [{ ...train(inGib(steps.memoryBytes)), name: 'memory', isExact: true }],
        yAxis: {
          name: 'memory',
          format: (gib) => `${gib.toFixed(2)} GiB`,
          formatTick: (gib) => `${shortNumber(gib)} GiB`,
          min: 0,
        },
      },
    ],
  };
}

const X_AXIS: Readonly<Record<XAxisKind, CurveAxis>> = {
  epoch: { name: 'epoch', format: (epoch) => epoch.toFixed(2), formatTick: shortNumber },
  step: { name: 'step', format: formatCount },
  time: {
    name: 'trained',
    format: (minutes) => formatDuration(minutes * MINUTE_MS),
    formatTick: (minutes) => `${shortNumber(minutes)} min`,
  },
};

/** A pause is longer than this and longer than steps ever were. */
const LEAST_PAUSE_MS = 60_000;
const PAUSE_OF_STEPS = 20;

/** Minutes spent training at each step: what passed between a stop and its resuming does not count. */
export function trainedMinutes(atMs: readonly number[]): readonly number[] {
  const between = atMs.map((at, i) => Math.max(0, at - (atMs[i - 1] ?? at)));
  const typical = between.toSorted((a, b) => a - b)[between.length >> 1] ?? 0;
  const pauseMs = Math.max(LEAST_PAUSE_MS, PAUSE_OF_STEPS * typical);
  let trainedMs = 0;
  return between.map((passedMs) => {
    trainedMs += passedMs > pauseMs ? typical : passedMs;
    return trainedMs / MINUTE_MS;
  });
}

const inGib = (bytes: readonly (number | null)[]) => bytes.map((value) => (value === null ? null : value / GIB));

/** For ticks: 0.2, not 0.2000; 1.5e-3 stays readable too. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
