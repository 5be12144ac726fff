/** What became of each trial, from the runs of the workspace and what the executor knows besides. */
import type { Store } from '#main/store/open.ts';
import { CONFIG_FIELDS } from '#shared/config/fields.ts';
import type { EpochRecord, Run, RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { differingKey, type Sweep } from '#shared/sweep/plan-sweep.ts';
import type { PlannedSweep, PlannedTrial } from '#shared/sweep/planned-sweep.ts';
import type { TrialStanding, TrialState } from '#shared/sweep/standing.ts';
import type { Objective } from '#shared/sweep/sweep-file.ts';
import { EARLY_STOP_TAG } from '#shared/sweep/tags.ts';
import type { TrialNews } from './executor.ts';

/** The epochs that a run is known to have trained. */
export type EpochsOf = (runId: RunId) => readonly EpochRecord[];

/** The run of each trial that has one: of several the finished one, else the newest. */
export function runsOfTrials(
  { sweepRuns }: Pick<Store, 'sweepRuns'>,
  sweep: Pick<PlannedSweep, 'name'>,
): ReadonlyMap<string, Run> {
  const found = new Map<string, Run>();
  for (const { trial, run } of sweepRuns.list(sweep.name)) {
    const before = found.get(trial);
    if (before === undefined || (run.status === 'finished' && before.status !== 'finished')) found.set(trial, run);
  }
  return found;
}

/** @throws conflict where a run of this sweep was made of another configuration than its trial has now */
export function assertSameExperiments(sweep: Sweep, runs: ReadonlyMap<string, Run>): void {
  for (const trial of sweep.trials) {
    const run = runs.get(trial.id);
    const key = run === undefined ? null : differingKey(trial, run.config, CONFIG_FIELDS);
    if (run !== undefined && key !== null)
      throw new AppError(
        'conflict',
        `Trial ${trial.number} of the sweep "${sweep.name}" was trained with another \`${key}\`: run "${run.name}" is of an earlier base configuration.`,
        {
          hint: `Give the changed sweep a name of its own (name: ${sweep.name}-2), or put \`${key}\` back to what it was.`,
        },
      );
  }
}

export function standingsOf(
  epochsOf: EpochsOf,
  sweep: Pick<PlannedSweep, 'objective' | 'trials'>,
  { runs, news }: { readonly runs: ReadonlyMap<string, Run>; readonly news: ReadonlyMap<string, TrialNews> },
): readonly TrialStanding[] {
  return sweep.trials.map((trial) =>
    standingOf(epochsOf, { trial, sweep, run: runs.get(trial.id) ?? null, news: news.get(trial.id) ?? null }),
  );
}

type Known = {
  readonly trial: PlannedTrial;
  readonly sweep: Pick<PlannedSweep, 'objective'>;
  readonly run: Run | null;
  readonly news: TrialNews | null;
};

function standingOf(epochsOf: EpochsOf, { trial, sweep, run, news }: Known): TrialStanding {
  const epochs = run === null ? [] : epochsOf(run.id);
  const own = run === null ? 'waiting' : stateOf(run);
  return {
    trial,
    state: news?.state ?? own,
    word: news?.word ?? null,
    run: run?.name ?? null,
    runStatus: run?.status ?? null,
    history: news?.history ?? epochs.map((epoch) => objectiveOf(epoch, sweep.objective)),
    epochMs: news?.epochMs ?? epochs.map(({ durationMs }) => durationMs),
    remainingMs: news?.remainingMs ?? null,
    problem: news?.problem ?? run?.error?.message ?? null,
  };
}

export const objectiveOf = (
  { validLoss, validAccuracy }: { readonly validLoss: number | null; readonly validAccuracy: number | null },
  objective: Objective,
): number | null => (objective === 'valid_loss' ? validLoss : validAccuracy);

/** A run that was marked and went on to its end nevertheless is finished. */
export function stateOf({ status, tags }: Pick<Run, 'status' | 'tags'>): TrialState {
  switch (status) {
    case 'finished':
    case 'running':
    case 'failed':
      return status;
    case 'stopped':
    case 'interrupted':
      return tags.includes(EARLY_STOP_TAG) ? 'stopped-early' : status;
    default:
      return 'waiting'; // created, and ended before it began; cancelled ones are none of the sweep's
  }
}
