/** A sweep as a table of text: one line a trial, the best marked, and a line over all. */
import { formatDuration } from '#shared/report/numbers.ts';
import { bestOf } from '#shared/sweep/median-rule.ts';
import type { SweepReport, TrialStanding } from '#shared/sweep/standing.ts';
import { objectiveName, STATE_WORDS, valueText } from '#shared/sweep/words.ts';

export type TableOptions = {
  /** More trials than this are shown shortened: those that run, the best, and those next to them. */
  readonly mostRows?: number;
  readonly columns?: number;
};

export function sweepTable(
  report: SweepReport,
  { mostRows = Number.POSITIVE_INFINITY, columns = Number.POSITIVE_INFINITY }: TableOptions = {},
): string {
  const shown = chosen(report, mostRows);
  const headings = ['', 'trial', 'state', 'epoch', `best ${objectiveName(report.objective)}`, 'run', 'settings'];
  const rows = [headings, ...shown.map((standing) => cells(standing, report))];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const left = report.trials.length - shown.length;
  const problems = shown.flatMap(({ trial, problem }) =>
    problem === null ? [] : [`  Trial ${trial.number}: ${problem}`],
  );
  return [...lines, ...(left > 0 ? [`   and ${left} more`] : []), ...problems, summaryLine(report)]
    .map((line) => line.slice(0, columns))
    .join('\n');
}

/** "Sweep demo: 2 of 6 over, 1 running. Best valid loss 0.03121, trial 2 (run demo-2). ETA 00:03:10". */
export function summaryLine({ name, objective, trials, counts, best, remainingMs }: SweepReport): string {
  const over = counts.finished + counts['stopped-early'] + counts.failed;
  const parts = [
    `Sweep ${name}: ${over} of ${trials.length} over${counts.running > 0 ? `, ${counts.running} running` : ''}.`,
    ...(best === null
      ? []
      : [
          `Best ${objectiveName(objective)} ${valueText(best.value, objective)}, trial ${best.standing.trial.number}${best.standing.run === null ? '' : ` (run ${best.standing.run})`}.`,
        ]),
    ...(remainingMs === null || over === trials.length ? [] : [`ETA ${formatDuration(remainingMs)}`]),
  ];
  return parts.join(' ');
}

export const stateWords = ({ state, word }: Pick<TrialStanding, 'state' | 'word'>): string =>
  word === null ? STATE_WORDS[state] : `${STATE_WORDS[state]} (${word})`;

function cells(standing: TrialStanding, { best, objective }: SweepReport): readonly string[] {
  const { trial, run, history } = standing;
  return [
    best?.standing.trial.id === trial.id ? '*' : ' ',
    String(trial.number),
    stateWords(standing),
    `${history.length}/${trial.config.num_epochs}`,
    valueText(bestOf(history, objective), objective),
    run ?? '-',
    trial.label,
  ];
}

function chosen({ trials, best }: SweepReport, mostRows: number): readonly TrialStanding[] {
  if (trials.length <= mostRows) return trials;
  const rank = (standing: TrialStanding) =>
    standing.trial.id === best?.standing.trial.id
      ? 0
      : standing.state === 'running'
        ? 1
        : standing.state === 'failed'
          ? 2
          : standing.state === 'waiting'
            ? 4
            : 3;
  return trials
    .toSorted((a, b) => rank(a) - rank(b) || b.history.length - a.history.length)
    .slice(0, mostRows)
    .toSorted((a, b) => a.trial.number - b.trial.number);
}
