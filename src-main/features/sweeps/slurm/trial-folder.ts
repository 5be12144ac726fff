/** A trial's own folder, `trials/<id>` of the sweep: its configuration and the workspace that its task trains in. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readForeignRuns } from '#main/store/run-transfer.ts';
import type { RunStatus } from '#shared/domain/runs.ts';
import { type LoggedEpoch, loggedEpochs } from '#shared/sweep/epoch-lines.ts';
import type { Trial } from '#shared/sweep/plan-sweep.ts';

export type TrialFolder = ReturnType<typeof trialFolder>;

const LOG_TAIL_LINES = 5;

export function trialFolder(sweepFolder: string, id: string) {
  const folder = path.join(sweepFolder, 'trials', id);
  const workspace = path.join(folder, 'workspace');
  const runs = path.join(workspace, 'runs');
  return {
    workspace,
    prepare: ({ yaml }: Trial): void => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'config.yaml'), yaml);
    },
    /** By its log alone: its database is the task's as long as that runs. */
    epochs: (): readonly LoggedEpoch[] => {
      const [run] = existsSync(runs) ? readdirSync(runs) : [];
      const log = run === undefined ? '' : path.join(runs, run, 'log.txt');
      return log !== '' && existsSync(log) ? loggedEpochs(readFileSync(log, 'utf8')) : [];
    },
    /** Of its newest run, once its task is over; null where there is none. */
    status: (): RunStatus | null =>
      existsSync(path.join(workspace, 'facet.sqlite')) ? (readForeignRuns(workspace).at(-1)?.run.status ?? null) : null,
    /** Whether a task has ever begun in it. */
    isBegun: (): boolean => existsSync(path.join(workspace, 'facet.sqlite')),
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The end of what a task printed. Null where there is nothing. */
export function lastWords(sweepFolder: string, task: string): string | null {
  const file = path.join(sweepFolder, 'logs', `${task}.txt`);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES);
  return lines.join(' ').trim() || null;
}
