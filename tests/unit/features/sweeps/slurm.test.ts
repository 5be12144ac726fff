import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobScript } from '#main/features/sweeps/slurm/job-script.ts';
import { readRecords, tasksOf, writeRecords } from '#main/features/sweeps/slurm/records.ts';
import { phaseOf } from '#main/features/sweeps/slurm/states.ts';
import { temporaryFolder } from '#tests/unit/store/workspace.ts';

describe("Slurm's states", () => {
  it.each([
    ['PENDING', { kind: 'waiting' }],
    ['REQUEUED', { kind: 'waiting' }],
    ['RUNNING', { kind: 'running' }],
    ['COMPLETING', { kind: 'running' }],
    ['COMPLETED', { kind: 'over', state: 'failed' }], // unless the trial's folder says that it is finished
    ['FAILED', { kind: 'over', state: 'failed' }],
    ['OUT_OF_MEMORY', { kind: 'over', state: 'failed' }],
    ['TIMEOUT', { kind: 'over', state: 'interrupted' }],
    ['CANCELLED', { kind: 'over', state: 'interrupted' }],
    ['CANCELLED by 1000', { kind: 'over', state: 'interrupted' }],
    ['CANCELLED+', { kind: 'over', state: 'interrupted' }],
    ['NODE_FAIL', { kind: 'over', state: 'interrupted' }],
    ['A_STATE_OF_TOMORROW', { kind: 'running' }],
  ])('%s is %j', (word, phase) => {
    expect(phaseOf(word)).toEqual(phase);
  });
});

/** Runs the script of an array of two as its second task, with a program in place of Facet that prints what it is given. */
function taskOf(folder: string): string {
  const facet = path.join(folder, "a program's name.sh");
  writeFileSync(facet, '#!/bin/sh\nfor argument in "$@"; do echo "$argument"; done\npwd\n', { mode: 0o755 });
  const list = path.join(folder, 'list.txt');
  writeFileSync(list, 'first\nsecond\n');
  const script = path.join(folder, 'job.sh');
  const text = jobScript({
    ...{ jobName: 'facet-1-x', folder, workingFolder: folder, list, count: 2, facet: [facet] },
    settings: { partition: 'gpu', time: '08:00:00', cpus: 8, mem: '16G', gres: 'gpu:1', parallel: 4 },
  });
  writeFileSync(script, text);
  return execFileSync('sh', [script], { env: { ...process.env, SLURM_ARRAY_TASK_ID: '1' }, encoding: 'utf8' });
}

describe('the script of an array', () => {
  it('says to sbatch what the sweep asks for, and to stop in time', () => {
    const text = jobScript({
      ...{
        jobName: 'facet-1-x',
        folder: '/w/sweeps/s',
        workingFolder: '/w',
        list: '/l',
        count: 8,
        facet: ['/n', '/f'],
      },
      settings: {
        partition: 'gpu',
        account: 'faces',
        qos: 'long',
        time: 90,
        cpus: 8,
        mem: '16G',
        gres: 'gpu:1',
        parallel: 4,
      },
    });
    expect(text.split('\n').filter((line) => line.startsWith('#SBATCH'))).toEqual([
      '#SBATCH --job-name=facet-1-x',
      '#SBATCH --array=0-7%4',
      '#SBATCH --output=/w/sweeps/s/logs/%A_%a.txt',
      '#SBATCH --open-mode=append',
      '#SBATCH --signal=B:INT@120',
      '#SBATCH --partition=gpu',
      '#SBATCH --account=faces',
      '#SBATCH --qos=long',
      '#SBATCH --time=90',
      '#SBATCH --cpus-per-task=8',
      '#SBATCH --mem=16G',
      '#SBATCH --gres=gpu:1',
    ]);
  });

  it("trains the task's trial in a folder of its own, and goes on with a run that is there", () => {
    const folder = temporaryFolder();
    const workspace = path.join(folder, 'trials', 'second', 'workspace');
    const config = path.join(folder, 'trials', 'second', 'config.yaml');
    expect(taskOf(folder).trim().split('\n')).toEqual(['train', '--workspace', workspace, '--config', config, folder]);
    mkdirSync(path.join(workspace, 'runs', 'sweep-2'), { recursive: true });
    expect(taskOf(folder).trim().split('\n')).toEqual([
      'train',
      '--workspace',
      workspace,
      '--resume',
      path.join(workspace, 'runs', 'sweep-2'),
      folder,
    ]);
  });
});

describe('what was submitted', () => {
  it('is read back, and the newest task of a trial counts', () => {
    const folder = temporaryFolder();
    expect(readRecords(folder).submissions).toEqual([]);
    const submissions = [
      { jobName: 'facet-1-x', trials: ['a', 'b'], submittedAtMs: 1 },
      { jobName: 'facet-2-y', trials: ['b'], submittedAtMs: 2 },
    ];
    writeRecords(folder, { format: 1, submissions, stoppedEarly: { a: 'why' } });
    const records = readRecords(folder);
    expect(records).toEqual({ format: 1, submissions, stoppedEarly: { a: 'why' } });
    expect(Object.fromEntries(tasksOf(records))).toEqual({
      a: { jobName: 'facet-1-x', task: 0 },
      b: { jobName: 'facet-2-y', task: 0 },
    });
  });

  it('is refused where the file is not as it was written', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'jobs.json'), '{"format": 2}');
    expect(() => readRecords(folder)).toThrow(/is not as Facet wrote it/);
  });
});
