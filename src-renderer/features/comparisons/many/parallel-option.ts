/** Parallel coordinates as ECharts draws them. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import type { RunLook } from '#renderer/components/run-look.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import type { FieldValue } from '#shared/filter/compile.ts';

export type ParallelOptions = {
  readonly rows: readonly RunRow[];
  readonly axes: readonly RunField[];
  /** Those that stand side by side: in their colours, over all others. */
  readonly looks: ReadonlyMap<RunId, RunLook>;
};

const MISSING = '–';
const short = (value: number) => String(Number(value.toPrecision(3)));

export function parallelOption({ rows, axes, looks }: ParallelOptions, colours: ChartColours): EChartsCoreOption {
  const columns = axes.map((field) => rows.map((row) => field.valueOf(row)));
  const areNumbers = columns.map((values, i) => isScale(values, axes[i]?.better != null));
  const valueAt = (column: number, row: number) => {
    const value = columns[column]?.[row] ?? null;
    return areNumbers[column] === true ? (value ?? '-') : textOf(value);
  };
  const lines = rows.map((row, i) => ({ row, value: axes.map((_, column) => valueAt(column, i)) }));
  return {
    parallel: { left: 48, right: 64, top: 44, bottom: 20, axisExpandable: false },
    parallelAxis: axes.map(({ title, name }, dim) => ({
      dim,
      name: title,
      nameLocation: isFalling(name) ? 'start' : 'end', // above the axis either way
      nameGap: 18,
      nameTextStyle: { color: colours.text, fontSize: 12, width: 110, overflow: 'truncate' },
      axisLabel: { color: colours.secondary, fontSize: 11, ...(areNumbers[dim] === true ? { formatter: short } : {}) },
      axisLine: { lineStyle: { color: colours.axis } },
      ...(areNumbers[dim] === true
        ? {
            type: isWide(columns[dim] ?? []) ? 'log' : 'value',
            scale: true,
            ...(isFalling(name) ? { inverse: true } : {}),
          }
        : { type: 'category', data: inOrder(columns[dim] ?? []) }),
    })),
    tooltip: { trigger: 'item', formatter: (point: { name: string }) => point.name },
    series: [
      {
        type: 'parallel',
        id: 'runs',
        smooth: 0.2,
        inactiveOpacity: 0.05,
        activeOpacity: 0.7,
        lineStyle: { width: 1.25, opacity: 0.5, color: colours.axis },
        emphasis: { lineStyle: { width: 3, opacity: 1, color: colours.primary } },
        data: lines
          .toSorted((a, b) => Number(looks.has(a.row.id)) - Number(looks.has(b.row.id)))
          .map(({ row, value }) => {
            const look = looks.get(row.id);
            return {
              name: row.name,
              value,
              ...(look === undefined
                ? {}
                : { lineStyle: { color: look.colour, width: 3, opacity: 1, type: look.dash ?? 'solid' } }),
            };
          }),
      },
    ],
  };
}

/** Few different numbers, such as batch sizes and seeds, are names: each has its own tick. */
const MOST_NAMES = 8;

const isScale = (values: readonly FieldValue[], isFigure: boolean): boolean =>
  values.every((value) => value === null || typeof value === 'number') &&
  (isFigure || new Set(values).size > MOST_NAMES);

/** From the smallest to the largest; words by their letters. */
const inOrder = (values: readonly FieldValue[]): readonly string[] =>
  [...new Set(values)]
    .toSorted((a, b) =>
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : textOf(a).localeCompare(textOf(b), 'en', { numeric: true }),
    )
    .map(textOf);

/** Learning rates: values of several powers of ten. */
function isWide(values: readonly FieldValue[]): boolean {
  const known = values.filter((value) => typeof value === 'number');
  return known.length > 1 && known.every((value) => value > 0) && Math.max(...known) / Math.min(...known) >= 50;
}

/** Where lower is better, better is up all the same. */
const isFalling = (name: string) => /(?:loss|eer)$/.test(name);

const textOf = (value: FieldValue): string =>
  value === null || value === '' ? MISSING : typeof value === 'object' ? value.join(', ') : String(value);
