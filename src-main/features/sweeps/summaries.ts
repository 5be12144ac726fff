/** Every sweep of a workspace, as a page shows it. */
import type { Store } from '#main/store/open.ts';
import type { SweepSummary, SweepTrial } from '#shared/contract/sweeps.ts';
import type { Run } from '#shared/domain/records.ts';
import { bestOf } from '#shared/sweep/median-rule.ts';
import type { PlannedSweep } from '#shared/sweep/planned-sweep.ts';
import { reportOn, type TrialStanding } from '#shared/sweep/standing.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { TrialNews } from './executor.ts';
import { listPlannedSweeps, readPlannedSweep, sweepFolder } from './planned-sweeps.ts';
import { trialOfEntry } from './queued-trial.ts';
import { readRecords } from './slurm/records.ts';
import { runsOfTrials, standingsOf } from './standings.ts';

export type SummariesDependencies = {
  readonly store: Pick<Store, 'sweepRuns' | 'epochs' | 'queue'>;
  readonly queue: Pick<TrainingQueue, 'state'>;
  readonly workspace: string;
};

/** By name. @throws file_invalid */
export function listSweeps(dependencies: SummariesDependencies): SweepSummary[] {
  const { store, workspace } = dependencies;
  const names = listPlannedSweeps(workspace);
  if (names.length === 0) return [];
  const queued = new Map<string, Set<string>>();
  for (const { configYaml } of store.queue.list()) {
    const of = trialOfEntry(configYaml);
    if (of !== null) queued.set(of.sweep, (queued.get(of.sweep) ?? new Set()).add(of.trial));
  }
  return names.flatMap((name) => {
    const sweep = readPlannedSweep(workspace, name);
    return sweep === null ? [] : [summaryOf(sweep, queued.get(name) ?? new Set(), dependencies)];
  });
}

function summaryOf(
  sweep: PlannedSweep,
  queued: ReadonlySet<string>,
  { store, queue, workspace }: SummariesDependencies,
): SweepSummary {
  const { name, file, objective } = sweep;
  const runs = runsOfTrials(store, sweep);
  const news = newsOf(runs, queue);
  const { trials, counts, best, remainingMs } = reportOn(sweep, standingsOf(store.epochs.list, sweep, { runs, news }), {
    parallel: 1,
  });
  return {
    ...{ name, file, objective, counts, remainingMs },
    stopsEarly: sweep.early_stop !== undefined,
    isOnCluster: readRecords(sweepFolder(workspace, name)).submissions.length > 0,
    bestTrial: best?.standing.trial.number ?? null,
    trials: trials.map((standing) =>
      trialOf(standing, {
        ...{ sweep, run: runs.get(standing.trial.id) ?? null },
        isQueued: queued.has(standing.trial.id) && standing.state !== 'running',
      }),
    ),
  };
}

/** How long the running one will still take, its training knows best. */
function newsOf(runs: ReadonlyMap<string, Run>, queue: SummariesDependencies['queue']): ReadonlyMap<string, TrialNews> {
  const { progress } = queue.state();
  const [trial] = [...runs].find(([, { id }]) => id === progress?.runId) ?? [];
  if (progress === null || trial === undefined) return new Map();
  const { remainingMs } = progress;
  return new Map([[trial, { state: 'running', word: null, history: null, epochMs: null, remainingMs, problem: null }]]);
}

type Known = { readonly sweep: PlannedSweep; readonly run: Run | null; readonly isQueued: boolean };

const trialOf = ({ trial, state, history, problem }: TrialStanding, { sweep, run, isQueued }: Known): SweepTrial => ({
  ...{ number: trial.number, state, isQueued, problem },
  settings: trial.settings as SweepTrial['settings'], // oRPC's outputs are mutable; nobody else has these
  run: run === null ? null : { id: run.id, name: run.name },
  epochs: history.length,
  plannedEpochs: run?.plannedEpochs ?? trial.config.num_epochs, // a person may have given it more
  best: bestOf(history, sweep.objective),
});
