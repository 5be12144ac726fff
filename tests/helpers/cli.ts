/** The command line for tests: its results as data, and what became of its processes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { type FacetOptions, facet } from './facet-process.ts';

export { type Ended, type FacetOptions, facet, type RunningFacet, startFacet } from './facet-process.ts';

const POLL_MS = 5;

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
