/** Where a sweep stands: what became of each trial, which is the best so far, and how long the rest will probably take. */
import type { RunStatus } from '../domain/runs.ts';
import { bestOf, isBetter, type ObjectiveHistory } from './median-rule.ts';
import type { PlannedTrial } from './planned-sweep.ts';
import type { Objective } from './sweep-file.ts';

/** `waiting`: not begun, or in line. `stopped-early`: by the median rule, for good. `stopped`, `interrupted` and `failed` go on with the next command. */
export const TRIAL_STATES = [
  'waiting',
  'running',
  'finished',
  'stopped-early',
  'stopped',
  'interrupted',
  'failed',
] as const;
export type TrialState = (typeof TRIAL_STATES)[number];

export type TrialStanding = {
  readonly trial: PlannedTrial;
  readonly state: TrialState;
  /** What the executor calls it, where that says more: Slurm's PENDING. */
  readonly word: string | null;
  /** Null where it has none in this workspace yet. */
  readonly run: string | null;
  readonly runStatus: RunStatus | null;
  readonly history: ObjectiveHistory;
  /** Milliseconds of each completed epoch. */
  readonly epochMs: readonly number[];
  /** Of the running one, as its training says; null where nothing says so. */
  readonly remainingMs: number | null;
  /** Why it failed, or could not begin. */
  readonly problem: string | null;
};

export type SweepReport = {
  readonly name: string;
  readonly objective: Objective;
  readonly trials: readonly TrialStanding[];
  readonly counts: Readonly<Record<TrialState, number>>;
  /** Of all epochs of all trials; null before the first epoch. */
  readonly best: { readonly standing: TrialStanding; readonly value: number } | null;
  /** Until all trials are over; null where no epoch has been seen yet. */
  readonly remainingMs: number | null;
};

type Naming = { readonly name: string; readonly objective: Objective };

/** `parallel`: trials at once. */
export function reportOn(
  { name, objective }: Naming,
  trials: readonly TrialStanding[],
  { parallel }: { readonly parallel: number },
): SweepReport {
  const counts = Object.fromEntries(
    TRIAL_STATES.map((state) => [state, trials.filter((standing) => standing.state === state).length]),
  ) as Record<TrialState, number>; // one of each
  return {
    name,
    objective,
    trials,
    counts,
    best: bestTrial(trials, objective),
    remainingMs: remainingMs(trials, parallel),
  };
}

/** The earlier of two that are equal. */
function bestTrial(trials: readonly TrialStanding[], objective: Objective): SweepReport['best'] {
  let best: SweepReport['best'] = null;
  for (const standing of trials) {
    const value = bestOf(standing.history, objective);
    if (value !== null && (best === null || isBetter(value, best.value, objective))) best = { standing, value };
  }
  return best;
}

const IS_OVER: readonly TrialState[] = ['finished', 'stopped-early', 'failed'];

/** As if none stopped early. Trials of one network and input size take as long an epoch as their like did; others as long as all of them. */
function remainingMs(trials: readonly TrialStanding[], parallel: number): number | null {
  const left = trials.filter(({ state }) => !IS_OVER.includes(state));
  const needed = left.map((standing) => leftOf(standing, trials));
  if (needed.some((ms) => ms === null)) return null;
  const all = needed.map((ms) => ms ?? 0);
  const sum = all.reduce((total, ms) => total + ms, 0);
  return Math.max(0, ...all, sum / Math.max(1, parallel)); // no shorter than the longest of them
}

function leftOf(standing: TrialStanding, trials: readonly TrialStanding[]): number | null {
  if (standing.remainingMs !== null) return standing.remainingMs;
  const kind = kindOf(standing.trial);
  const alike = trials.filter(({ trial }) => kindOf(trial) === kind).flatMap(({ epochMs }) => epochMs);
  const known = alike.length > 0 ? alike : trials.flatMap(({ epochMs }) => epochMs);
  if (known.length === 0) return null;
  const epochs = standing.trial.config.num_epochs - standing.history.length;
  return Math.max(0, epochs) * (known.reduce((sum, ms) => sum + ms, 0) / known.length);
}

const kindOf = ({ config: { network, input_size: size, batch_size: batch } }: PlannedTrial): string =>
  `${network} ${size.height}x${size.width} ${batch}`;
