/** Curves of several runs in one chart each. Pure. */
import type { CurveAxis, CurveSeries } from '#renderer/components/curves/curves.ts';
import { trainedMinutes } from '#renderer/components/curves/run-curves.ts';
import { nearest } from '#renderer/components/curves/tooltip.ts';
import {
  formatCount,
  formatDuration,
  formatLearningRate,
  formatMetric,
  formatPercent,
} from '#renderer/components/format.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';
import type { XKind } from '../search.ts';
import type { Side } from './side.ts';

export type SideRecords = {
  readonly side: Pick<Side, 'name' | 'look' | 'isBaseline'>;
  readonly epochs: readonly EpochRecord[];
  readonly steps: StepColumns;
};

export type SideChart = {
  readonly id: string;
  readonly title: string;
  readonly series: readonly CurveSeries[];
  readonly yAxis: CurveAxis;
};

const MINUTE_MS = 60_000;
const short = (value: number) => String(Number(value.toPrecision(3)));

export const X_AXES: Readonly<Record<XKind, CurveAxis>> = {
  epoch: { name: 'epoch', format: (epoch) => epoch.toFixed(2), formatTick: short },
  step: { name: 'step', format: formatCount },
  time: {
    name: 'trained',
    format: (minutes) => formatDuration(minutes * MINUTE_MS),
    formatTick: (minutes) => `${short(minutes)} min`,
  },
};

export function sideCharts(
  records: readonly SideRecords[],
  { x, isLogLoss }: { readonly x: XKind; readonly isLogLoss: boolean },
): readonly SideChart[] {
  const placed = records.map((record) => ({ ...record, ...placesOf(record, x) }));
  const ofEpochs = (read: (epoch: EpochRecord) => number | null) =>
    placed.map(({ side, epochs, epochX, bestX }) => ({
      ...styleOf(side),
      x: epochX,
      y: epochs.map(read),
      signAt: bestX,
    }));
  const ofSteps = (read: (steps: StepColumns) => CurveSeries['y']) =>
    placed.map(({ side, steps, stepX }) => ({ ...styleOf(side), x: stepX, y: read(steps) }));
  const loss: CurveAxis = { name: 'loss', format: formatMetric, formatTick: short, isLog: isLogLoss };
  const share: CurveAxis = {
    name: 'accuracy',
    format: formatPercent,
    formatTick: (value) => `${short(100 * value)} %`,
    limit: 1,
  };
  return [
    { id: 'valid-loss', title: 'Valid loss', series: ofEpochs(({ validLoss }) => validLoss), yAxis: loss },
    {
      id: 'valid-accuracy',
      title: 'Valid accuracy',
      series: ofEpochs(({ validAccuracy }) => validAccuracy),
      yAxis: share,
    },
    { id: 'train-loss', title: 'Train loss, each batch', series: ofSteps((steps) => steps.loss), yAxis: loss },
    {
      id: 'train-accuracy',
      title: 'Train accuracy, epoch so far',
      series: ofSteps((steps) => steps.accuracy),
      yAxis: share,
    },
    {
      id: 'learning-rate',
      title: 'Learning rate',
      series: ofSteps((steps) => steps.learningRate).map((one) => ({ ...one, isExact: true })),
      yAxis: { name: 'learning rate', format: formatLearningRate, min: 0 },
    },
    {
      id: 'speed',
      title: 'Images a second',
      series: ofSteps((steps) => steps.imagesPerSecond),
      yAxis: { name: 'images/s', format: (rate) => formatMetric(rate, 1), formatTick: short, min: 0 },
    },
  ];
}

const styleOf = ({ name, look, isBaseline }: SideRecords['side']) => ({
  name,
  colour: look.colour,
  ...(isBaseline ? { isDashed: true, isBold: true } : { dash: look.dash }),
});

/** Where steps and epochs lie on x. */
function placesOf({ epochs, steps }: SideRecords, x: XKind) {
  const perEpoch = stepsPerEpoch(epochs, steps);
  const minutes = x === 'time' ? trainedMinutes(steps.atMs) : [];
  const stepX = { step: steps.step, epoch: steps.step.map((step) => step / perEpoch), time: minutes }[x];
  const minuteAt = (step: number) => minutes[nearest(steps.step, step) ?? 0] ?? 0;
  const epochX = epochs.map(({ step, epoch }) => (x === 'epoch' ? epoch : x === 'step' ? step : minuteAt(step)));
  const bestAt = epochs.findLastIndex(({ isBest }) => isBest);
  return { stepX, epochX, bestX: epochX[bestAt] ?? null };
}

/** From an epoch that is done; before the first one, all steps so far are part of one. */
function stepsPerEpoch(epochs: readonly EpochRecord[], steps: StepColumns): number {
  const last = epochs.at(-1);
  return last !== undefined && last.step > 0 ? last.step / last.epoch : Math.max(1, steps.step.at(-1) ?? 1);
}
