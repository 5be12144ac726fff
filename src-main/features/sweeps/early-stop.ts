/** The median rule, asked of the trials that run; and the mark on a run that it ended. */
import type { Store } from '#main/store/open.ts';
import type { Run } from '#shared/domain/records.ts';
import { type MedianVerdict, medianRule } from '#shared/sweep/median-rule.ts';
import type { PlannedSweep, PlannedTrial } from '#shared/sweep/planned-sweep.ts';
import type { TrialStanding } from '#shared/sweep/standing.ts';
import type { Objective } from '#shared/sweep/sweep-file.ts';
import { EARLY_STOP_TAG } from '#shared/sweep/tags.ts';

export type Hopeless = { readonly trial: PlannedTrial; readonly note: string };

/** The trials to be stopped now, each with the sentence that says why. One in its last epoch is let be: it is over anyway. */
export function hopelessTrials(
  { early_stop: rule, objective }: Pick<PlannedSweep, 'early_stop' | 'objective'>,
  standings: readonly TrialStanding[],
): readonly Hopeless[] {
  if (rule === undefined) return [];
  const completed = standings.filter(({ state }) => state === 'finished').map(({ history }) => history);
  return standings.flatMap(({ trial, state, history }) => {
    if (state !== 'running' || history.length === 0 || history.length >= trial.config.num_epochs - 1) return [];
    const verdict = medianRule(history, completed, { ...rule, objective });
    return verdict.shouldStop ? [{ trial, note: noteOf(verdict, objective) }] : [];
  });
}

function noteOf({ epoch, best, median }: MedianVerdict, objective: Objective): string {
  const name = objective === 'valid_loss' ? 'valid loss' : 'valid accuracy';
  const side = objective === 'valid_loss' ? 'above' : 'below';
  const ours =
    best === null
      ? `Its ${name} was never a number`
      : `Its best ${name} ${best.toFixed(5)} is ${side} ${(median ?? 0).toFixed(5)}`;
  return `Stopped early by the sweep after epoch ${epoch} (median rule). ${ours}, the median of what the completed trials had on average up to then.`;
}

/** Before it is asked to stop: should the program end in between, the mark says what was meant. */
export function markStoppedEarly(
  { runs }: Pick<Store, 'runs'>,
  run: Pick<Run, 'id' | 'tags' | 'notes'>,
  note: string,
): void {
  runs.edit(run.id, {
    tags: [...run.tags, EARLY_STOP_TAG],
    notes: run.notes === '' ? note : `${run.notes}\n${note}`,
  });
}
