import type { LogLine } from '#shared/contract/workspace.ts';
import type { LogSearch } from './log-search.ts';

const RANK: Readonly<Record<LogLine['level'], number>> = { info: 0, warning: 1, error: 2 };

/** The lines that are asked for, newest first. The words may stand in its details; a call's id is looked for as well. */
export function matchingLines(lines: readonly LogLine[], { level, text }: LogSearch): readonly LogLine[] {
  const least = level === 'all' ? 0 : RANK[level];
  const wanted = text.trim().toLowerCase();
  const fits = (line: LogLine) =>
    RANK[line.level] >= least &&
    (wanted === '' || `${line.text}\n${line.details ?? ''}\n${line.callId ?? ''}`.toLowerCase().includes(wanted));
  return lines.filter(fits).reverse();
}

/** One below the other, as they go into a report. */
export const asText = (lines: readonly LogLine[]): string =>
  lines
    .map(({ atMs, level, text, callId, details }) =>
      [
        `${new Date(atMs).toISOString()} ${level}${callId === null ? '' : ` ${callId}`} ${text}`,
        ...(details === null ? [] : details.split('\n').map((line) => `  ${line}`)),
      ].join('\n'),
    )
    .join('\n');
