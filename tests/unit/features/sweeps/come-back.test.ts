import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { comeBack } from '#main/features/sweeps/slurm/come-back.ts';
import { writeRecords } from '#main/features/sweeps/slurm/records.ts';
import { runsOfTrials } from '#main/features/sweeps/standings.ts';
import { openStore } from '#main/store/open.ts';
import { epochResult, newRun, saveDataset, temporaryFolder, tickingClock } from '#tests/unit/store/workspace.ts';
import { plan } from '#tests/unit/sweep/planning.ts';

const sweep = plan('base: base.yaml\nparameters: { batch_size: [4, 8] }\n');

/** The first trial was stopped on the cluster after an epoch. */
function onTheCluster() {
  const workspace = temporaryFolder();
  const store = openStore(workspace, { clock: tickingClock() });
  onTestFinished(() => store.close());
  const [trial] = sweep.trials;
  const folder = path.join(workspace, 'sweeps', sweep.name);
  const own = path.join(folder, 'trials', trial!.id, 'workspace');
  const theirs = openStore(own, { clock: tickingClock() });
  const run = theirs.runs.create(newRun(saveDataset(theirs), { config: trial!.config }));
  theirs.runs.changeStatus(run.id, { to: 'running', device: 'CPU' });
  theirs.epochs.record(run.id, epochResult(1));
  theirs.runs.changeStatus(run.id, { to: 'stopped' });
  theirs.close();
  mkdirSync(path.join(own, run.folder), { recursive: true });
  writeFileSync(path.join(own, run.folder, 'log.txt'), 'an epoch\n');
  writeRecords(folder, {
    format: 1,
    submissions: [{ jobName: 'facet-1-x', trials: sweep.trials.map(({ id }) => id), submittedAtMs: 1 }],
    stoppedEarly: {},
  });
  const tasks = (word: string) => ({ queued: async () => [{ jobName: 'facet-1-x', jobId: '1', task: 1, word }] });
  return { workspace, store, trial: trial!, own, run, tasks };
}

describe('a sweep that comes back from a cluster', () => {
  it('brings what its tasks left, to be resumed here', async () => {
    const { workspace, store, trial, own, run, tasks } = onTheCluster();
    await comeBack(sweep, { store, workspace, slurm: tasks('CANCELLED') });
    expect(runsOfTrials(store, sweep).get(trial.id)).toMatchObject({ id: run.id, status: 'stopped', lastEpoch: 1 });
    expect(existsSync(own)).toBe(false);
    await comeBack(sweep, { store, workspace, slurm: tasks('CANCELLED') });
    expect(store.runs.list()).toHaveLength(1);
  });

  it('is refused as long as the cluster has one of its trials', async () => {
    const { workspace, store, own, tasks } = onTheCluster();
    await expect(comeBack(sweep, { store, workspace, slurm: tasks('PENDING') })).rejects.toMatchObject({
      code: 'conflict',
      message: 'The cluster still has 1 trial of the sweep "sweep".',
    });
    expect([store.runs.list(), existsSync(own)]).toEqual([[], true]);
  });

  it('asks no cluster about a sweep that never was on one', async () => {
    const workspace = temporaryFolder();
    const store = openStore(workspace, { clock: tickingClock() });
    onTestFinished(() => store.close());
    const queued = async () => {
      throw new Error('asked');
    };
    await comeBack(sweep, { store, workspace, slurm: { queued } });
    expect(store.runs.list()).toEqual([]);
  });
});
