/** The bench's result as Markdown and as JSON. */
import { cpus, totalmem } from 'node:os';
import {
  COMPILED,
  FACET,
  type Figure,
  fastestReference,
  memoryFigure,
  outsideFigure,
  projectedSeconds,
  speedFigure,
} from './figures.ts';
import type { MeasuredGroup, Measurement } from './measure.ts';
import { QUIET_SHARE } from './quiet.ts';
import type { RowId } from './rows.ts';

/** The reference project's README: 16,000 + 4,000 images on an RTX 3080, 24 s in its printed epoch, 30 s in its text. */
const REFERENCE_EPOCH = { train: 16_000, valid: 4_000, seconds: '24–30 s', device: 'RTX 3080' };

export type Report = { readonly markdown: string; readonly results: unknown };

/** `startedAt`: of this run of the bench, ISO 8601. */
export type ReportFacts = { readonly startedAt: string; readonly faces: string };

export function makeReport(measured: readonly MeasuredGroup[], facts: ReportFacts): Report {
  const measurements = measured.flatMap((group) => group.measurements);
  const machine = machineOf(measured);
  const figures = figuresOf(measurements);
  const projections = projectionsOf(measurements, machine.device);
  const rounds = Math.min(...measurements.map(({ answers }) => answers[FACET]?.length ?? 0));
  const heading = `Facet and PyTorch on ${machine.device}, ${machine.threads} threads, ${rounds} rounds in turn; medians of an image, ratios of pairs (least–most). Images: ${facts.faces}.`;
  return {
    markdown: [
      heading,
      ...separateRuns(measured, facts),
      ...disturbance(measurements),
      '',
      ...table(figures),
      '',
      ...projections,
      '',
    ].join('\n'),
    results: {
      machine,
      rounds,
      faces: facts.faces,
      figures,
      projections,
      groups: measured,
    },
  };
}

/** Says it where rows of an earlier run stand beside this one's. */
function separateRuns(measured: readonly MeasuredGroup[], { startedAt }: ReportFacts): readonly string[] {
  if (measured.every(({ endedAt }) => endedAt >= startedAt)) return [];
  return [
    '',
    `Measured in separate runs: ${measured.map(({ name, network, endedAt }) => `${network} ${name} ${endedAt}`).join(', ')}.`,
  ];
}

/** Says it where the machine was not ours alone: such a table is not to be quoted. */
function disturbance(measurements: readonly Measurement[]): readonly string[] {
  const noisy = measurements.filter((measurement) => measurement.othersShare > QUIET_SHARE);
  if (noisy.length === 0) return [];
  const rows = noisy.map(({ row, othersShare }) => `${row.title} (${(100 * othersShare).toFixed(0)} %)`);
  return ['', `**Not quiet**: other programs used the processor while these were measured: ${rows.join(', ')}.`];
}

function figuresOf(measurements: readonly Measurement[]): readonly Figure[] {
  const withId = (id: RowId) => measurements.filter((measurement) => measurement.row.id === id);
  return [
    ...measurements.map(speedFigure),
    ...measurements.filter(({ row }) => row.memoryAtMost !== null).map(memoryFigure),
    ...withId('epoch_later').flatMap((measurement) => outsideFigure(measurement) ?? []),
  ];
}

function table(figures: readonly Figure[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', FACET, 'PyTorch, the faster layout', COMPILED, 'Facet is', 'at least', 'reach for', '']),
    line(Array.from({ length: 8 }, () => '---')),
    ...figures.map((figure) =>
      line([
        figure.title,
        figure.facet,
        figure.reference,
        figure.compiled,
        figure.value,
        figure.atLeast,
        figure.reachFor,
        figure.verdict,
      ]),
    ),
  ];
}

function projectionsOf(measurements: readonly Measurement[], device: string): readonly string[] {
  const { train, valid, seconds, device: theirDevice } = REFERENCE_EPOCH;
  return measurements
    .filter(({ row }) => row.id === 'epoch_first' || row.id === 'epoch_later')
    .map(({ row, answers }) => {
      const reference = fastestReference(answers);
      const [ours, theirs] = [FACET, reference].map((name) =>
        projectedSeconds(answers[name] ?? [], REFERENCE_EPOCH).toFixed(0),
      );
      return `An epoch of ${train.toLocaleString('en')} + ${valid.toLocaleString('en')} images at these rates (${row.title}): Facet ${ours} s, ${reference} ${theirs} s on ${device}; the reference project's ${seconds} on an ${theirDevice}.`;
    });
}

function machineOf(measured: readonly MeasuredGroup[]) {
  const ready = Object.assign({}, ...measured.map((group) => group.ready)) as MeasuredGroup['ready']; // a union of records of one type
  const [first] = Object.values(ready);
  const cores = cpus();
  const processor = `${cores[0]?.model.trim() ?? 'unknown processor'}, ${cores.length} cores`;
  const device = first === undefined || first.device === 'cpu' ? processor : `${first.device} (${processor})`;
  return {
    device,
    threads: first?.threads ?? 0,
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    versions: Object.fromEntries(Object.entries(ready).map(([name, { versions }]) => [name, versions])),
  };
}
