/** `facet` as a user runs it: a process of its own, in a process group of its own, whose output is read as it comes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { paths } from '#tests/unit/scripts/bootstrap.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const env = process.env as Record<string, string>; // Node's own environment holds no undefined
const cache = paths.cacheFolder({ env, platform: process.platform, home: homedir() });
/**
 * Loaded as scripts/facet.mjs loads it, with code that is compiled already: half of the time of a short command. It ends with whoever started it, however that
 * ends: a test run that is killed leaves no `facet serve` behind.
 */
const START = `process.once('disconnect', () => process.exit(1)); process.channel.unref();
import(${JSON.stringify(new URL('../../scripts/bootstrap/loading.mjs', import.meta.url).href)})
  .then(({ importQuickly }) => importQuickly(${JSON.stringify(path.join(ROOT, 'src-main', 'cli', 'main.ts'))}, ${JSON.stringify({ root: ROOT, cache })}))
  .then(({ main }) => main(process.argv.slice(1)))`;

/** No command that a test starts takes longer on a machine that is worth testing on. */
const LIMIT_MS = 240_000;

export type Ended = {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type FacetOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After this it is killed. */
  readonly limitMs?: number;
};

export type RunningFacet = {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves with the match once standard output has one. @throws where it ends without */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** To the command alone, or to it and its children as a terminal's Ctrl-C goes. */
  readonly signal: (signal: NodeJS.Signals, to?: 'command' | 'group') => void;
};

const started = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of started) killGroup(child, 'SIGKILL');
});

export function startFacet(args: readonly string[], { cwd, env = {}, limitMs = LIMIT_MS }: FacetOptions): RunningFacet {
  const { FACET_WORKSPACE: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['-e', START, '--', ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true, // a group of its own
  });
  const { stdout: output, stderr: errors } = child;
  if (output === null || errors === null) throw new Error('both are pipes');
  started.add(child);
  const limit = setTimeout(() => killGroup(child, 'SIGKILL'), limitMs);
  let stdout = '';
  let stderr = '';
  errors.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  output.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => {
    clearTimeout(limit);
    started.delete(child);
    return { exitCode, signal, stdout, stderr };
  });
  return {
    pid: child.pid ?? 0,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout);
          if (found === null) return;
          output.off('data', look);
          resolve(found);
        };
        output.on('data', look);
        ended.then(({ stderr }) => reject(new Error(`It ended without printing ${pattern}: ${stdout}\n${stderr}`)));
        look();
      }),
    signal: (signal, to = 'command') => {
      if (to === 'group') killGroup(child, signal);
      else child.kill(signal);
    },
  };
}

/** Runs one command to its end. */
export const facet = (args: readonly string[], options: FacetOptions): Promise<Ended> =>
  startFacet(args, options).ended;

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it is over already
  }
}
