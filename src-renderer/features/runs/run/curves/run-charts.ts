/** The charts of a run by epoch: steps where they are known, a point an epoch for what is measured on the validation faces. Pure. */
import type { CurveMark, CurveSeries, Curves } from '#renderer/components/curves/curves.ts';
import { formatBytes, formatLearningRate, formatMetric, formatPercent } from '#renderer/components/format.ts';
import { RUN_COLOURS } from '#renderer/theme.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';

export type RunChart = Omit<Curves, 'smoothing'> & { readonly id: string; readonly title: string };

const [ORANGE, BLUE] = RUN_COLOURS;
const X_AXIS = { name: 'epoch', format: (epoch: number) => String(Number(epoch.toFixed(2))) };

export function runCharts(epochs: readonly EpochRecord[], steps: StepColumns): readonly RunChart[] {
  const stepsPerEpoch = stepsPerEpochOf(epochs, steps);
  const stepX = steps.step.map((step) => step / stepsPerEpoch);
  const epochX = epochs.map(({ epoch }) => epoch);
  const ofSteps = (name: string, y: CurveSeries['y']): CurveSeries => ({ name, colour: BLUE, x: stepX, y });
  const ofEpochs = (name: string, read: (epoch: EpochRecord) => number | null): CurveSeries => ({
    name,
    colour: ORANGE,
    x: epochX,
    y: epochs.map(read),
    isDashed: true,
    isExact: true,
  });
  const bestEpoch = epochs.findLast(({ isBest }) => isBest)?.epoch;
  const mark: CurveMark | null = bestEpoch === undefined ? null : { x: bestEpoch, label: `best: epoch ${bestEpoch}` };
  const chart = (id: string, title: string, given: Pick<RunChart, 'series' | 'yAxis'>): RunChart => ({
    id,
    title,
    xAxis: X_AXIS,
    mark,
    ...given,
  });
  return [
    chart('loss', 'Loss', {
      series: [ofSteps('train, each batch', steps.loss), ofEpochs('valid', ({ validLoss }) => validLoss)],
      yAxis: { name: 'loss', format: formatMetric },
    }),
    chart('accuracy', 'Accuracy', {
      series: [ofSteps('train, epoch so far', steps.accuracy), ofEpochs('valid', ({ validAccuracy }) => validAccuracy)],
      yAxis: { name: 'accuracy', format: (share) => formatPercent(share) },
    }),
    chart('learning-rate', 'Learning rate', {
      series: [{ ...ofSteps('learning rate', steps.learningRate), isExact: true }],
      yAxis: { name: 'learning rate', format: formatLearningRate, min: 0 },
    }),
    chart('speed', 'Images a second', {
      series: [ofSteps('images/s', steps.imagesPerSecond)],
      yAxis: { name: 'images/s', format: (rate) => formatMetric(rate, 1), min: 0 },
    }),
    chart('memory', 'Memory of the engine', {
      series: [{ ...ofSteps('memory', steps.memoryBytes), isExact: true }],
      yAxis: { name: 'memory', format: formatBytes, min: 0 },
    }),
  ];
}

/** From an epoch that is done; before the first one, all steps so far are part of one. */
function stepsPerEpochOf(epochs: readonly EpochRecord[], steps: StepColumns): number {
  const last = epochs.at(-1);
  if (last !== undefined && last.step > 0) return last.step / last.epoch;
  return Math.max(1, steps.step.at(-1) ?? 1);
}
