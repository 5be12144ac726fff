/** Who carries trials out: this machine, one after the other (local-executor.ts), or a Slurm cluster (slurm/executor.ts). */
import type { Run } from '#shared/domain/records.ts';
import type { ObjectiveHistory } from '#shared/sweep/median-rule.ts';
import type { Trial } from '#shared/sweep/plan-sweep.ts';
import type { TrialState } from '#shared/sweep/standing.ts';

/** A trial to be done; with a run of this workspace where it goes on with one. */
export type TrialWork = { readonly trial: Trial; readonly run: Run | null };

/** What the executor knows of a trial that the workspace's runs do not say. */
export type TrialNews = {
  readonly state: TrialState;
  /** As the executor calls it: Slurm's PENDING. */
  readonly word: string | null;
  /** Of a trial whose run is not in this workspace yet; null = the workspace has it. */
  readonly history: ObjectiveHistory | null;
  readonly epochMs: readonly number[] | null;
  readonly remainingMs: number | null;
  readonly problem: string | null;
};

export type Look = {
  /** By the trial's id; a trial that is not among them is as its run says. */
  readonly news: ReadonlyMap<string, TrialNews>;
  /** Whether any trial waits or runs: where none does, there is nothing to wait for. */
  readonly isBusy: boolean;
};

export type SweepExecutor = {
  readonly parallel: number;
  /** What an earlier command left: the ids of trials that are under way already. */
  readonly adopt: (trials: readonly Trial[]) => Promise<ReadonlySet<string>>;
  /** Those that go on come first. */
  readonly submit: (works: readonly TrialWork[]) => Promise<void>;
  /** What is over by now is in the workspace when this resolves. */
  readonly look: () => Promise<Look>;
  /** Resolves when something may have changed, or with the signal. */
  readonly changed: (signal: AbortSignal) => Promise<void>;
  /** Ends a running trial after its step; it keeps everything, is marked, and `note` says why. Null where trials are judged as they are trained (judge.ts). */
  readonly stopEarly: ((trialId: string, note: string) => Promise<void>) | null;
  /** The person who watches has gone (Ctrl-C). */
  readonly leave: () => Promise<void>;
};
