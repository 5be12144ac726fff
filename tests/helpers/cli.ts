/** `facet` as a user runs it: a process of its own, in a process group of its own, whose output is read as it comes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';

const MAIN = new URL('../../src-main/cli/main.ts', import.meta.url).href;
const START = `import(${JSON.stringify(MAIN)}).then(({ main }) => main(process.argv.slice(1)))`;

/** Nothing that a test starts takes longer on a machine that is worth testing on. */
const LIMIT_MS = 240_000;
const POLL_MS = 5;

export type Ended = {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type FacetOptions = { readonly cwd: string; readonly env?: Readonly<Record<string, string>> };

export type RunningFacet = {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves once standard output matches. @throws where it ends without */
  readonly printed: (pattern: RegExp) => Promise<void>;
  /** To the command alone, or to it and its children as a terminal's Ctrl-C goes. */
  readonly signal: (signal: NodeJS.Signals, to?: 'command' | 'group') => void;
};

const started = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of started) killGroup(child, 'SIGKILL');
});

export function startFacet(args: readonly string[], { cwd, env = {} }: FacetOptions): RunningFacet {
  const { FACET_WORKSPACE: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['-e', START, '--', ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own
  });
  started.add(child);
  const limit = setTimeout(() => killGroup(child, 'SIGKILL'), LIMIT_MS);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
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
          if (!pattern.test(stdout)) return;
          child.stdout.off('data', look);
          resolve();
        };
        child.stdout.on('data', look);
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

/** The same with `--json`. @throws where standard output is not one JSON value and nothing else */
export async function facetJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: FacetOptions,
): Promise<{ readonly exitCode: number | null; readonly json: T; readonly stderr: string }> {
  const { stdout, ...rest } = await facet([...args, '--json'], options);
  try {
    return { ...rest, json: JSON.parse(stdout) as T };
  } catch (cause) {
    throw new Error(`Not one JSON value: ${stdout}\n${rest.stderr}`, { cause });
  }
}

/** The process ids of its engines. */
export function enginesOf(pid: number): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return processes.split('\n').flatMap((line) => {
    const [child, parent, ...command] = line.trim().split(/\s+/);
    return Number(parent) === pid && command.join(' ').includes('engine/child.ts') ? [Number(child)] : [];
  });
}

/** A zombie is gone too: nobody is left to fetch its exit code where its parent was killed. */
export function isAlive(pid: number): boolean {
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  } catch {
    return false; // ps found none
  }
}

/** Looks until it holds. @throws after `withinMs` */
export async function until(claim: string, holds: () => boolean, { withinMs = 60_000 } = {}): Promise<void> {
  const lastMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > lastMs) throw new Error(`Not within ${withinMs} ms: ${claim}`);
    await delay(POLL_MS);
  }
}

/** A folder that is there until the file's tests are over. */
export function folderForTests(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `facet-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it is over already
  }
}
