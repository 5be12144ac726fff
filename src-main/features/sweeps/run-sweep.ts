/** A sweep from where it stands to its end: what is missing is submitted, the hopeless are stopped, everything that changes is told. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import { AppError } from '#shared/errors.ts';
import type { Sweep } from '#shared/sweep/plan-sweep.ts';
import { reportOn, type SweepReport, type TrialStanding } from '#shared/sweep/standing.ts';
import { openCsv } from '../datasets/csv-file.ts';
import { startWeightsOf } from '../training/request.ts';
import { hopelessTrials } from './early-stop.ts';
import type { SweepExecutor, TrialNews } from './executor.ts';
import { writePlannedSweep } from './planned-sweeps.ts';
import { assertSameExperiments, runsOfTrials, standingsOf } from './standings.ts';

export type SweepWatch = {
  readonly onReport: (report: SweepReport) => void;
  /** A sentence: which trial was stopped early, and why. */
  readonly onNote: (text: string) => void;
  /** Ctrl-C: the executor is left, which on this machine stops the running trial after its step. */
  readonly signal: AbortSignal;
};

type Parts = { readonly store: Store; readonly executor: SweepExecutor; readonly workspace: string };

const NO_NEWS: ReadonlyMap<string, TrialNews> = new Map();

/** @throws conflict (another base configuration than before), file_not_found (faces or weights that a trial begins with), and what the executor throws */
export async function runSweep(
  sweep: Sweep,
  { store, executor, workspace }: Parts,
  watch: SweepWatch,
): Promise<SweepReport> {
  const runs = runsOfTrials(store, sweep);
  assertSameExperiments(sweep, runs);
  const underWay = await executor.adopt(sweep.trials);
  const states = new Map(
    standingsOf(store.epochs.list, sweep, { runs, news: NO_NEWS }).map(({ trial, state }) => [trial.id, state]),
  );
  const missing = sweep.trials.filter(({ id }) => !underWay.has(id) && isMissing(states.get(id)));
  for (const { config } of missing) await assertStartable(config, sweep);
  const works = missing.map((trial) => ({ trial, run: runs.get(trial.id) ?? null }));
  writePlannedSweep(workspace, sweep); // before the first trial that is judged by it
  const goingOn = works.filter(({ run }) => run !== null);
  await executor.submit([...goingOn, ...works.filter(({ run }) => run === null)]);

  const told = new Set<string>();
  for (;;) {
    const { isBusy, report } = await lookAt(sweep, { store, executor });
    watch.onReport(report);
    if (!isBusy || watch.signal.aborted) break;
    if (executor.stopEarly !== null)
      for (const { trial, note } of hopelessTrials(sweep, report.trials)) {
        if (told.has(trial.id)) continue;
        told.add(trial.id);
        watch.onNote(`Trial ${trial.number}: ${note}`);
        await executor.stopEarly(trial.id, note);
      }
    await executor.changed(watch.signal);
  }
  if (watch.signal.aborted) await executor.leave();
  return (await lookAt(sweep, { store, executor })).report;
}

/** Where it stands now. What is over is in the workspace afterwards. */
export async function lookAt(
  sweep: Sweep,
  { store, executor }: { readonly store: Pick<Store, 'sweepRuns' | 'epochs'>; readonly executor: SweepExecutor },
): Promise<{ readonly isBusy: boolean; readonly report: SweepReport }> {
  const { news, isBusy } = await executor.look();
  const standings = standingsOf(store.epochs.list, sweep, { runs: runsOfTrials(store, sweep), news });
  return { isBusy, report: reportOn(sweep, standings, { parallel: executor.parallel }) };
}

const isMissing = (state: TrialStanding['state'] | undefined): boolean =>
  state !== 'finished' && state !== 'stopped-early';

async function assertStartable(config: Sweep['trials'][number]['config'], { file }: Sweep): Promise<void> {
  try {
    startWeightsOf(config);
    for (const csv of [config.data.train, config.data.valid])
      if (csv !== '') await (await openCsv(path.resolve(csv))).close();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${file}, trial ${config.name}: ${error.message}`, {
      ...(error.hint === null ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
