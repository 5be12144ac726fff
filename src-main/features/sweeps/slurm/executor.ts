/** Trials on a Slurm cluster: arrays of sbatch, each task `facet train` in a folder of its own, which the workspace then takes in. Which node does what is Slurm's affair. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '#main/store/open.ts';
import { mixSeeds } from '#shared/domain/random.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { Sweep, Trial } from '#shared/sweep/plan-sweep.ts';
import { markStoppedEarly } from '../early-stop.ts';
import type { Look, SweepExecutor, TrialNews } from '../executor.ts';
import { importRuns } from '../import-runs.ts';
import { sweepFolder } from '../planned-sweeps.ts';
import { objectiveOf, runsOfTrials, stateOf } from '../standings.ts';
import type { Slurm, TaskState } from './commands.ts';
import { jobScript } from './job-script.ts';
import { readRecords, type SlurmRecords, tasksOf, writeRecords } from './records.ts';
import { phaseOf } from './states.ts';
import { lastWords, trialFolder } from './trial-folder.ts';

export type SlurmDependencies = {
  readonly store: Store;
  /** Absolute. */
  readonly workspace: string;
  readonly slurm: Slurm;
  /** Program and first arguments of `facet`, absolute. */
  readonly facet: readonly string[];
  readonly clock: () => number;
  readonly pollMs?: number;
  /** Only looks: nothing is taken into the workspace. Default false. */
  readonly isReadonly?: boolean;
};

/** What a controller is asked without being bothered. */
const POLL_MS = 5_000;

export type SlurmExecutor = SweepExecutor & {
  /** Ends all that wait or run of the sweep; what runs stops after its step and keeps everything. Returns how many. */
  readonly stop: (trials: readonly Trial[]) => Promise<number>;
};

export function createSlurmExecutor(
  sweep: Sweep,
  { store, workspace, slurm, facet, clock, pollMs = POLL_MS, isReadonly = false }: SlurmDependencies,
): SlurmExecutor {
  const folder = sweepFolder(workspace, sweep.name);
  const settings = sweep.slurm ?? {};
  let records: SlurmRecords = readRecords(folder);
  const keep = (changed: Partial<SlurmRecords>) => {
    records = { ...records, ...changed };
    writeRecords(folder, records);
  };

  /** By the trial's id; of the newest task of each. */
  const askStates = async (): Promise<ReadonlyMap<string, TaskState>> => {
    const names = records.submissions.map(({ jobName }) => jobName);
    if (names.length === 0) return new Map();
    const known = [...(await slurm.accounted(names)), ...(await slurm.queued(names))]; // what the controller says goes last
    const byTask = new Map(known.map((state) => [`${state.jobName} ${state.task}`, state]));
    return new Map(
      [...tasksOf(records)].flatMap(([trial, { jobName, task }]) => {
        const state = byTask.get(`${jobName} ${task}`);
        return state === undefined ? [] : [[trial, state] as const];
      }),
    );
  };

  /** One whose task is over: into the workspace where nothing is left to do for it, else what is to be said of it. */
  const settle = (trial: Trial, state: TaskState | undefined): TrialNews | null => {
    const own = trialFolder(folder, trial.id);
    const status = own.status();
    const note = records.stoppedEarly[trial.id];
    const isStopped = status === 'stopped' || status === 'interrupted' || status === 'running';
    const isOver = status === 'finished' || (note !== undefined && isStopped);
    if (isOver && isReadonly)
      return { ...historyOf(trial), ...QUIET, state: status === 'finished' ? 'finished' : 'stopped-early' };
    if (isOver) {
      for (const { run } of importRuns(own.workspace, { store, workspace }))
        if (note !== undefined && run.status !== 'finished') markStoppedEarly(store, run, note);
      own.remove();
      return null;
    }
    if (state === undefined && status === null) return null; // never submitted, or all of it is gone: it waits to be submitted
    const known = { ...historyOf(trial), ...QUIET, word: state?.word ?? null };
    if (isStopped) return { ...known, state: status === 'stopped' ? 'stopped' : 'interrupted' };
    const phase = state === undefined ? null : phaseOf(state.word);
    const words = state === undefined ? null : lastWords(folder, `${state.jobId}_${state.task}`);
    return {
      ...known,
      state: phase?.kind === 'over' ? phase.state : 'failed',
      problem: words ?? 'Its task ended without a run.',
    };
  };

  const historyOf = (trial: Trial) => {
    const epochs = trialFolder(folder, trial.id).epochs();
    return {
      history: epochs.map((epoch) => objectiveOf(epoch, sweep.objective)),
      epochMs: epochs.map(({ durationMs }) => durationMs),
    };
  };

  const look = async (): Promise<Look> => {
    const states = await askStates();
    const isHere = new Set(store.sweepRuns.list(sweep.name).map(({ trial }) => trial));
    const news = new Map<string, TrialNews>();
    let isBusy = false;
    for (const trial of sweep.trials) {
      const state = states.get(trial.id);
      const phase = state === undefined ? null : phaseOf(state.word);
      if (state !== undefined && phase !== null && phase.kind !== 'over') {
        isBusy = true;
        news.set(trial.id, { ...historyOf(trial), ...QUIET, state: phase.kind, word: state.word });
      } else if (!isHere.has(trial.id)) {
        const left = settle(trial, state);
        if (left !== null) news.set(trial.id, left);
      }
    }
    return { news, isBusy };
  };

  return {
    parallel: settings.parallel ?? sweep.trials.length,

    adopt: async (trials) => {
      const states = await askStates();
      const isUnderWay = ({ id }: Trial) => {
        const state = states.get(id);
        return state !== undefined && phaseOf(state.word).kind !== 'over';
      };
      await look(); // what ended meanwhile comes in before anything is submitted
      const here = runsOfTrials(store, sweep);
      for (const trial of trials) assertNotHalfDoneHere(trial, here.get(trial.id));
      return new Set(trials.filter((trial) => isUnderWay(trial) || here.has(trial.id)).map(({ id }) => id));
    },

    submit: async (works) => {
      if (works.length === 0) return;
      for (const { trial } of works) {
        assertPlain(trial, store);
        trialFolder(folder, trial.id).prepare(trial);
      }
      mkdirSync(path.join(folder, 'logs'), { recursive: true });
      const number = records.submissions.length + 1;
      const nowMs = clock();
      const jobName = `facet-${number}-${mixSeeds(nowMs, process.pid, number).toString(36)}`;
      const [list, script] = ['txt', 'sh'].map((extension) =>
        path.join(folder, `submission-${number}.${extension}`),
      ) as [string, string];
      const ids = works.map(({ trial }) => trial.id);
      writeFileSync(list, `${ids.join('\n')}\n`);
      writeFileSync(
        script,
        jobScript({ jobName, folder, workingFolder: process.cwd(), list, count: ids.length, facet, settings }),
        { mode: 0o755 },
      );
      keep({ submissions: [...records.submissions, { jobName, trials: ids, submittedAtMs: nowMs }] });
      await slurm.submit(script);
    },

    look,

    changed: async (signal) => {
      await delay(pollMs, undefined, { signal }).catch(() => undefined); // the signal ends the waiting
    },

    stopEarly: async (trialId, note) => {
      const state = (await askStates()).get(trialId);
      if (state === undefined || phaseOf(state.word).kind !== 'running') return;
      keep({ stoppedEarly: { ...records.stoppedEarly, [trialId]: note } });
      await slurm.interrupt(`${state.jobId}_${state.task}`);
    },

    leave: async () => undefined, // the cluster goes on without a watcher

    stop: async (trials) => {
      const states = await askStates();
      let count = 0;
      for (const { id } of trials) {
        const state = states.get(id);
        const kind = state === undefined ? 'over' : phaseOf(state.word).kind;
        if (state === undefined || kind === 'over') continue;
        await (kind === 'running' ? slurm.interrupt : slurm.cancel)(`${state.jobId}_${state.task}`);
        count++;
      }
      return count;
    },
  };
}

/** What was begun in this workspace is gone on with here: a task on the cluster would begin it anew. */
function assertNotHalfDoneHere(trial: Trial, run: Run | undefined): void {
  if (run === undefined || ['finished', 'stopped-early'].includes(stateOf(run))) return;
  throw new AppError(
    'conflict',
    `Trial ${trial.number} was begun on this machine: run "${run.name}" is ${run.status}.`,
    {
      hint: 'Go on with the sweep here (--executor local), or move that run to the trash to let the cluster begin the trial anew.',
    },
  );
}

const QUIET = { word: null, remainingMs: null, problem: null } as const;

/** A trial reads the CSV in a workspace of its own: changes that were made to the data set in this one would be left out in silence. */
function assertPlain({ config }: Trial, { datasets }: Pick<Store, 'datasets'>): void {
  const named = [config.data.train, config.data.valid].filter((csv) => csv !== '').map((csv) => path.resolve(csv));
  const changed = datasets.list().find(({ csvPath, revision }) => named.includes(csvPath) && revision > 0);
  if (changed === undefined) return;
  throw new AppError(
    'conflict',
    `The data set "${changed.name}" has changes (revision ${changed.revision}) that only this workspace knows; a trial on the cluster reads its CSV alone.`,
    {
      hint: 'Run the sweep on this machine (--executor local), or write the changed data set as a CSV of its own and name that.',
    },
  );
}
