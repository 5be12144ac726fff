/** The program's own log: a file in the workspace, and its newest lines for the window. No image content, no token. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { LogLine } from '#shared/contract/workspace.ts';
import { lastLines, openLogFile } from './log-file.ts';

type Write = (facts: object, message: string) => void;

export type ProgramLog = {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** The newest `count`, oldest first; of earlier starts too, as far as they are remembered. */
  readonly newest: (count: number) => readonly LogLine[];
  /** Called after each line. */
  readonly onLine: (listener: () => void) => void;
  readonly close: () => void;
};

const KEPT_LINES = 2_000;
/** Of earlier starts. */
const REMEMBERED_BYTES = 256 * 2 ** 10;
/** Two files of this size at most: the one that is written and the one before. */
const MAX_FILE_BYTES = 8 * 2 ** 20;
const FILE = 'facet.log';

/** Writes to `<workspace>/logs/facet.log`; one that has grown over the limit becomes facet.log.1 first. */
export function createProgramLog(
  workspace: string,
  { clock = Date.now, maxBytes = MAX_FILE_BYTES }: { readonly clock?: () => number; readonly maxBytes?: number } = {},
): ProgramLog {
  const folder = join(workspace, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const lines = lastLines(path, { maxBytes: REMEMBERED_BYTES }).flatMap(readLine);
  const listeners: (() => void)[] = [];
  const file = openLogFile(path, { maxBytes });
  const write = (text: string) => {
    lines.push(...readLine(text));
    try {
      file.write(text);
    } catch {
      // A log that cannot be written must not stop what it tells of. The line is in memory, and whatever filled the disk says so itself.
    }
    if (lines.length > KEPT_LINES) lines.shift();
    for (const listener of listeners) listener();
  };
  const logger = pino({ base: null, timestamp: () => `,"time":${clock()}` }, { write });
  return {
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => logger.error(facts, message),
    newest: (count) => lines.slice(-count),
    onLine: (listener) => void listeners.push(listener),
    close: () => file.close(),
  };
}

/** As pino writes it: 30 = info, 40 = warning, from 50 on an error. */
const Written = z.looseObject({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  callId: z.string().nullish(),
});

const WARNING = 40;
const ERROR = 50;

/** None where it is no line of ours: one that a full disk cut short, say. */
function readLine(text: string): LogLine[] {
  const { success, data } = Written.safeParse(parsed(text));
  if (!success) return [];
  const { level, time, msg, callId = null, ...facts } = data;
  return [
    {
      atMs: time,
      level: level >= ERROR ? 'error' : level >= WARNING ? 'warning' : 'info',
      text: msg,
      callId,
      details: detailsOf(facts),
    },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** "name: value", one below the other; a stack as it is. */
function detailsOf(facts: Readonly<Record<string, unknown>>): string | null {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return known
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}
