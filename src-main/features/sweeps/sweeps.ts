/** Sweeps of one workspace: run, looked at, stopped; and the import of runs that they need. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockWorkspace } from '#main/store/lock.ts';
import { openStore, type Store } from '#main/store/open.ts';
import { AppError } from '#shared/errors.ts';
import type { Sweep } from '#shared/sweep/plan-sweep.ts';
import { reportOn, type SweepReport } from '#shared/sweep/standing.ts';
import type { SweepExecutor } from './executor.ts';
import { importRuns } from './import-runs.ts';
import { createTrialJudge } from './judge.ts';
import { createLocalExecutor, type LocalDependencies } from './local-executor.ts';
import { lookAt, runSweep, type SweepWatch } from './run-sweep.ts';
import { comeBack } from './slurm/come-back.ts';
import { createSlurm } from './slurm/commands.ts';
import { createSlurmExecutor } from './slurm/executor.ts';
import { readRecords } from './slurm/records.ts';
import { standingsOf } from './standings.ts';

export type ExecutorName = 'local' | 'slurm';

export type SweepsDependencies = LocalDependencies & { readonly workspace: string; readonly clock: () => number };

const FACET = [process.execPath, fileURLToPath(new URL('../../../scripts/facet.mjs', import.meta.url))];

export function createSweeps(dependencies: SweepsDependencies) {
  const { store, workspace, clock } = dependencies;
  const judge = createTrialJudge(dependencies);
  const slurmFor = (sweep: Sweep) =>
    createSlurmExecutor(sweep, { store, workspace, clock, slurm: createSlurm(), facet: FACET });
  return {
    /** To its end, or until the watch's signal. */
    run: async (sweep: Sweep, executor: ExecutorName, watch: SweepWatch): Promise<SweepReport> => {
      if (executor === 'local') await comeBack(sweep, { store, workspace, slurm: createSlurm() });
      const chosen: SweepExecutor = executor === 'slurm' ? slurmFor(sweep) : createLocalExecutor(sweep, dependencies);
      const leave = judge.onStopped(({ sweep: of, trial, note }) => {
        if (of === sweep.name) watch.onNote(`Trial ${trial.number}: ${note}`);
      });
      try {
        return await runSweep(sweep, { store, executor: chosen, workspace }, watch);
      } finally {
        leave();
      }
    },

    /** Ends what a cluster does for it; everything is kept. Returns how many trials that were. */
    stop: (sweep: Sweep): Promise<number> => slurmFor(sweep).stop(sweep.trials),

    importRuns: (folder: string) => importRuns(folder, { store, workspace }),
  };
}

/** Where a sweep stands, also while somebody else has the workspace: nothing is changed. */
export async function readSweepReport(sweep: Sweep, workspaceFolder: string): Promise<SweepReport> {
  const workspace = path.resolve(workspaceFolder);
  if (!existsSync(path.join(workspace, 'facet.sqlite')))
    return reportOn(
      sweep,
      standingsOf(() => [], sweep, { runs: new Map(), news: new Map() }),
      { parallel: 1 },
    );
  const isOwned = ownedByAnyone(workspace);
  const store = openStore(workspace, { clock: Date.now, isReadonly: true });
  try {
    const executor = watcherOf(sweep, { store, workspace });
    const { report } = await lookAt(sweep, { store, executor });
    if (isOwned) return report;
    const trials = report.trials.map((standing) =>
      standing.runStatus === 'running' ? { ...standing, state: 'interrupted' as const } : standing,
    );
    return reportOn(sweep, trials, { parallel: executor.parallel });
  } finally {
    store.close();
  }
}

function watcherOf(
  sweep: Sweep,
  { store, workspace }: { readonly store: Store; readonly workspace: string },
): SweepExecutor {
  const isOnSlurm = readRecords(path.join(workspace, 'sweeps', sweep.name)).submissions.length > 0;
  if (isOnSlurm)
    return createSlurmExecutor(sweep, {
      store,
      workspace,
      clock: Date.now,
      slurm: createSlurm(),
      facet: FACET,
      isReadonly: true,
    });
  return { ...IDLE, parallel: 1 };
}

const IDLE: Omit<SweepExecutor, 'parallel'> = {
  adopt: async () => new Set(),
  submit: async () => undefined,
  look: async () => ({ news: new Map(), isBusy: false }),
  changed: async () => undefined,
  stopEarly: async () => undefined,
  leave: async () => undefined,
};

function ownedByAnyone(workspace: string): boolean {
  try {
    lockWorkspace(workspace, { owner: 'a look at a sweep' }).release();
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return true;
    throw error;
  }
}
