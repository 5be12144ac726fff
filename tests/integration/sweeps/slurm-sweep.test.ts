/** `facet sweep --executor slurm` on a cluster of one node: real munged, slurmctld and slurmd. Skipped by name where they are not installed. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facet, facetJson, folderForTests, startFacet, until } from '#tests/helpers/cli.ts';
import { type SlurmCluster, startSlurmCluster, whyNoSlurm } from '#tests/helpers/slurm-cluster.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { readWorkspace, sha256Of } from '../training/outcome.ts';

const skipped = whyNoSlurm();
const isOver = (task: string) => /COMPLETED|FAILED|CANCELLED/.test(task);

describe.skipIf(skipped !== null)(
  `a sweep on a Slurm cluster${skipped === null ? '' : ` (skipped ${skipped})`}`,
  () => {
    const folder = folderForTests('slurm');
    const workspace = path.join(folder, 'workspace');
    let cluster: SlurmCluster;
    let here: { cwd: string; env: Record<string, string> };

    beforeAll(async () => {
      cluster = await startSlurmCluster(path.join(folder, 'cluster'));
      here = { cwd: folder, env: { ...cluster.env, FACET_WORKSPACE: 'workspace' } };
      await drawTinyFaces(folder, { count: 16 });
      // The second one learns nothing and would take for ever over it; the third has no faces.
      writeFileSync(
        path.join(folder, 'sweep.yaml'),
        `base:
  device: cpu
  threads: 1
  data: { train: faces.csv, random_split: True, test_proportions: 0.25 }
  input_size: { height: 32, width: 32 }
  batch_size: 4
  keep_checkpoints: 1
  EARLY_STOPPING_EPOCH: 0
cases:
  - { optimizer.lr: 1e-3, num_epochs: 3 }
  - { optimizer.lr: 1e-9, num_epochs: 5000 }
  - { data.train: absent.csv }
early_stop: { rule: median, min_epochs: 3, min_trials: 1 }
slurm: { partition: faces, cpus: 1, time: "01:00:00", parallel: 1 }
`,
      );
    });
    afterAll(async () => await cluster?.stop());

    type Status = {
      trials: {
        trial: string;
        state: string;
        word: string | null;
        run: string | null;
        epochs: number;
        problem: string | null;
      }[];
    };
    const status = async () => (await facetJson<Status>(['sweep', 'status', 'sweep.yaml'], here)).json;
    const tasks = () =>
      cluster.command('squeue', '--noheader', '--array', '--states=all', '--format=%F_%K %T').trim().split('\n');
    const runs = () =>
      readWorkspace(workspace, (store) =>
        store.runs
          .list()
          .toReversed()
          .map((run) => ({
            ...store.runs.get(run.id),
            epochs: store.epochs.list(run.id).map(({ epoch }) => epoch),
            steps: store.steps.columns(run.id).step.length,
            checkpoints: store.checkpoints.list(run.id),
            faces: store.runs.faces(run.id),
          })),
      );

    it("goes on without its watcher, and says where it stands from the queue and the trials' folders", async () => {
      const sweep = startFacet(['sweep', 'sweep.yaml', '--executor', 'slurm'], here);
      await sweep.printed(/Sweep sweep: 3 trials/); // submitted
      sweep.signal('SIGINT');
      const { exitCode, stdout, stderr } = await sweep.ended;
      expect(exitCode, stderr).toBe(130);
      expect(stdout).toContain('The trials go on in Slurm.');
      expect(tasks()).toHaveLength(3); // an array of three, one after the other
      expect((await status()).trials[2]).toMatchObject({ state: 'waiting', word: 'PENDING' }); // behind one that does not end
    });

    it('is stopped: what waits is taken out, what runs stops after its step and keeps everything', async () => {
      const running = path.join(
        workspace,
        'sweeps',
        'sweep',
        'trials',
        (await status()).trials[1]?.trial ?? '',
        'workspace',
        'runs',
      );
      // the second one runs, and has saved an epoch
      const log = () =>
        existsSync(running) ? readdirSync(running).map((run) => path.join(running, run, 'log.txt')) : [];
      await until(
        'the second trial has done an epoch',
        () => log().some((file) => existsSync(file) && readFileSync(file, 'utf8').includes('Epoch 1:')),
        { withinMs: 300_000 },
      );
      const { exitCode, json, stderr } = await facetJson<{ stopped: number }>(['sweep', 'stop', 'sweep.yaml'], here);
      expect([exitCode, json.stopped], stderr).toEqual([0, 2]);
      await until('nothing runs', () => tasks().every(isOver), {
        withinMs: 120_000,
      });
      const { trials } = await status();
      expect(trials.map(({ state }) => state)).toEqual(['finished', 'stopped', 'interrupted']);
      expect(trials[2]).toMatchObject({ word: 'CANCELLED' });
    });

    it('takes the finished one in, goes on with what is missing, gives the hopeless one up, and says why one failed', async () => {
      const { exitCode, json, stderr } = await facetJson<Status>(['sweep', 'sweep.yaml', '--executor', 'slurm'], here);
      expect(exitCode, stderr).toBe(11); // one failed
      expect(json.trials.map(({ state }) => state)).toEqual(['finished', 'stopped-early', 'failed']);
      expect(json.trials[2]?.problem).toContain('absent.csv');
      const [good, hopeless, ...others] = runs();
      expect(others).toEqual([]);
      expect(good).toMatchObject({ status: 'finished', name: 'sweep-1', epochs: [1, 2, 3], steps: 9, lastEpoch: 3 });
      expect([good?.faces.train.length, good?.faces.valid.length]).toEqual([12, 4]);
      expect(hopeless).toMatchObject({ status: 'stopped', name: 'sweep-2' });
      expect(hopeless?.tags).toContain('stopped-early:median');
      expect(hopeless?.notes).toContain('median rule');
      for (const run of [good, hopeless])
        for (const { file, sha256, kind } of run?.checkpoints ?? [])
          if (kind !== 'last') expect(sha256Of(path.join(workspace, run?.folder ?? '', file))).toBe(sha256);
      expect(readdirSync(path.join(workspace, 'sweeps', 'sweep', 'trials'))).toHaveLength(1); // of the one that failed
    });

    it('submits again only what is missing', async () => {
      const before = tasks().length;
      const { json } = await facetJson<Status>(['sweep', 'sweep.yaml', '--executor', 'slurm'], here);
      expect(json.trials.map(({ state }) => state)).toEqual(['finished', 'stopped-early', 'failed']);
      expect(tasks()).toHaveLength(before + 1);
    });

    it('does not begin on this machine what the cluster still has', async () => {
      const text = readFileSync(path.join(folder, 'sweep.yaml'), 'utf8').replace(
        '  - { data.train: absent.csv }\n',
        '',
      );
      writeFileSync(path.join(folder, 'more.yaml'), `name: more\n${text.replace(/early_stop.*\n/, '')}`);
      const watched = startFacet(['sweep', 'more.yaml', '--executor', 'slurm'], here);
      await watched.printed(/Sweep more: 2 trials/);
      watched.signal('SIGINT');
      await watched.ended;
      const { exitCode, stderr } = await facet(['sweep', 'more.yaml'], here);
      expect([exitCode, stderr]).toEqual([
        10,
        expect.stringMatching(/The cluster still has (1 trial|2 trials) of the sweep "more"\./),
      ]);
      await facet(['sweep', 'stop', 'more.yaml'], here);
      await until('nothing runs', () => tasks().every(isOver), { withinMs: 120_000 });
    });
  },
);
