/** A running sweep on a terminal: a table that is drawn over; elsewhere (a file, CI) a line for each epoch and each change, and the table at the end. */
import type { SweepReport, TrialStanding } from '#shared/sweep/standing.ts';
import { objectiveName, valueText } from '#shared/sweep/words.ts';
import { stateWords, summaryLine, sweepTable } from './sweep-table.ts';
import type { Terminal } from './terminal.ts';

export type SweepScreen = {
  readonly show: (report: SweepReport) => void;
  /** A sentence that stays. */
  readonly say: (text: string) => void;
  readonly end: (report: SweepReport) => void;
};

const UP_AND_CLEAR = (lines: number) => `\u001b[${lines}A\r\u001b[J`;
const ROOM_BELOW = 4;
const DEFAULT_SIZE = { rows: 24, columns: 80 };

export function createSweepScreen(terminal: Terminal): SweepScreen {
  return terminal.stream.isTTY && !terminal.isJson ? liveTable(terminal) : lines(terminal);
}

function liveTable({ stream, line }: Terminal): SweepScreen {
  let drawn = '';
  const clear = () => {
    if (drawn !== '') stream.write(UP_AND_CLEAR(drawn.split('\n').length));
    drawn = '';
  };
  let last: SweepReport | null = null;
  const draw = (report: SweepReport) => {
    const { rows = DEFAULT_SIZE.rows, columns = DEFAULT_SIZE.columns } = stream;
    const text = sweepTable(report, { mostRows: Math.max(3, rows - ROOM_BELOW), columns: columns - 1 });
    if (text === drawn) return;
    clear();
    drawn = text;
    stream.write(`${text}\n`);
  };
  return {
    show: (report) => {
      last = report;
      draw(report);
    },
    say: (text) => {
      clear();
      line(text);
      if (last !== null) draw(last);
    },
    end: (report) => {
      clear();
      line(sweepTable(report));
    },
  };
}

function lines({ line }: Terminal): SweepScreen {
  let before = new Map<string, TrialStanding>();
  return {
    show: (report) => {
      const isFirst = before.size === 0;
      if (isFirst) line(`Sweep ${report.name}: ${report.trials.length} trials, by ${objectiveName(report.objective)}.`);
      for (const standing of report.trials) {
        const earlier = before.get(standing.trial.id);
        const told = changes(standing, earlier, report);
        for (const text of told) line(text);
        if (told.length > 0 && !isFirst && isOver(standing) && !(earlier !== undefined && isOver(earlier)))
          line(summaryLine(report));
      }
      before = new Map(report.trials.map((standing) => [standing.trial.id, standing]));
    },
    say: line,
    end: (report) => line(`\n${sweepTable(report)}`),
  };
}

const isOver = ({ state }: TrialStanding): boolean => ['finished', 'stopped-early', 'failed'].includes(state);

function changes(
  standing: TrialStanding,
  earlier: TrialStanding | undefined,
  { trials, objective }: SweepReport,
): readonly string[] {
  const { trial, state, history, problem } = standing;
  const place = `Trial ${trial.number}/${trials.length}`;
  const epochs = history
    .slice(earlier?.history.length ?? history.length)
    .map((_, i) => (earlier?.history.length ?? 0) + i + 1)
    .map(
      (epoch) =>
        `${place}: epoch ${epoch}/${trial.config.num_epochs}, ${objectiveName(objective)} ${valueText(history[epoch - 1] ?? null, objective)}`,
    );
  const isChanged = earlier === undefined ? state !== 'waiting' : stateWords(earlier) !== stateWords(standing);
  const isBegun = isChanged && state === 'running';
  const word = `${place} ${isBegun ? 'begins' : stateWords(standing)}: ${problem ?? (trial.label || 'the base configuration')}`;
  return isBegun ? [word, ...epochs] : [...epochs, ...(isChanged ? [word] : [])];
}
