/** The program's own log: a file in the workspace, and its newest lines for the window. No image content, no token. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

export type LogLine = {
  readonly atMs: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly callId: string | null;
};

type Write = (facts: object, message: string) => void;

export type ProgramLog = {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** The newest `count`, oldest first. */
  readonly newest: (count: number) => readonly LogLine[];
  readonly close: () => void;
};

const KEPT_LINES = 2_000;
/** Two files of this size at most: the one that is written and the one before. */
const MAX_FILE_BYTES = 8 * 2 ** 20;
const FILE = 'facet.log';

/** Writes to `<workspace>/logs/facet.log`; one that has grown over the limit becomes facet.log.1 first. */
export function createProgramLog(workspace: string, { clock = Date.now }: { readonly clock?: () => number } = {}): ProgramLog {
  const folder = join(workspace, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, FILE);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_FILE_BYTES) renameSync(file, `${file}.1`);
  const stream = pino.destination({ dest: file, sync: true, mkdir: true });
  const logger = pino({ base: null }, stream);
  const lines: LogLine[] = [];
  const write =
    (level: LogLine['level']): Write =>
    (facts, message) => {
      logger[level === 'warning' ? 'warn' : level](facts, message);
      const callId = 'callId' in facts && typeof facts.callId === 'string' ? facts.callId : null;
      lines.push({ atMs: clock(), level, text: message, callId });
      if (lines.length > KEPT_LINES) lines.shift();
    };
  return {
    info: write('info'),
    warn: write('warning'),
    error: write('error'),
    newest: (count) => lines.slice(-count),
    close: () => stream.end(),
  };
}
