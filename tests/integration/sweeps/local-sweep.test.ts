/** `facet sweep` on this machine: stopped, killed, gone on with, and a hopeless trial given up. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSweep } from '#main/features/sweeps/load-sweep.ts';
import { readPlannedSweep } from '#main/features/sweeps/planned-sweeps.ts';
import { readSweepReport } from '#main/features/sweeps/sweeps.ts';
import { facet, facetJson, folderForTests, startFacet } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { readWorkspace } from '../training/outcome.ts';

const folder = folderForTests('sweep');
const here = { cwd: folder, env: { FACET_WORKSPACE: 'workspace' } };
const EPOCHS = 6;

beforeAll(async () => {
  await drawTinyFaces(folder, { count: 16 });
  writeFileSync(
    path.join(folder, 'base.yaml'),
    `device: cpu
threads: 1
data: { train: faces.csv, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
batch_size: 4
keep_checkpoints: 1
notes: mine
EARLY_STOPPING_EPOCH: 0
`,
  );
  // The second one learns nothing, and would take for ever over it.
  writeFileSync(
    path.join(folder, 'sweep.yaml'),
    `base: base.yaml
cases:
  - { optimizer.lr: 1e-3, num_epochs: ${EPOCHS} }
  - { optimizer.lr: 1e-9, num_epochs: 5000 }
early_stop: { rule: median, min_epochs: 4, min_trials: 1 }
`,
  );
});

type Status = { readonly trials: readonly { readonly state: string; readonly run: string | null }[] };

/** As `facet sweep status` has it, which one test asks itself. */
const status = () => readSweepReport(loadSweep(path.join(folder, 'sweep.yaml')), path.join(folder, 'workspace'));
const runs = () =>
  readWorkspace(path.join(folder, 'workspace'), (store) => ({
    waiting: store.queue.list().length,
    runs: store.runs
      .list()
      .toReversed()
      .map((run) => ({ ...store.runs.get(run.id), epochs: store.epochs.list(run.id).map(({ epoch }) => epoch) })),
  }));

describe('a sweep on this machine', () => {
  it('is refused before anything starts where a trial makes no sense', async () => {
    writeFileSync(path.join(folder, 'wrong.yaml'), 'base: base.yaml\nparameters:\n  optimizer.lr: [1e-3, fast]\n');
    const { exitCode, stderr } = await facet(['sweep', 'wrong.yaml'], here);
    expect([exitCode, existsSync(path.join(folder, 'workspace'))]).toEqual([3, false]);
    expect(stderr).toContain('wrong.yaml:3:24: `optimizer.lr`: expected a number');
  });

  it('is refused before anything starts where its faces are not there', async () => {
    writeFileSync(path.join(folder, 'nowhere.yaml'), 'base: { data: { train: none.csv } }\ncases: [{ seed: 1 }]\n');
    const { exitCode, stderr } = await facet(['sweep', 'nowhere.yaml', '--workspace', 'unused'], here);
    expect(exitCode).toBe(7);
    expect(stderr).toMatch(/nowhere\.yaml, trial nowhere-1: There is no file ".*none\.csv"/);
    expect(readPlannedSweep(path.join(folder, 'unused'), 'nowhere')).toBeNull();
  });

  it('says where it stands before it has begun, and makes nothing for it', async () => {
    const { json } = await facetJson<Status>(['sweep', 'status', 'sweep.yaml'], here);
    expect(json.trials).toMatchObject([
      { state: 'waiting', run: null, epochs: 0, plannedEpochs: EPOCHS },
      { state: 'waiting', run: null, epochs: 0, settings: { 'optimizer.lr': 1e-9 } },
    ]);
    expect(existsSync(path.join(folder, 'workspace'))).toBe(false);
  });

  it('stops at Ctrl-C after the step, keeps everything, and leaves nothing waiting', async () => {
    const sweep = startFacet(['sweep', 'sweep.yaml'], here);
    await sweep.printed(/Trial 1\/2: epoch 1\/6, valid loss/);
    sweep.signal('SIGINT');
    const { exitCode, stdout, stderr } = await sweep.ended;
    expect(exitCode, stderr).toBe(130);
    expect(stdout).toContain('Stopping after this step; everything is kept.');
    expect(runs()).toMatchObject({ waiting: 0, runs: [{ status: 'stopped', name: 'sweep-1' }] });
    expect((await status()).trials.map(({ state }) => state)).toEqual(['stopped', 'waiting']);
  });

  it('goes on with the stopped trial, and is itself not lost when it is killed', async () => {
    const sweep = startFacet(['sweep', 'sweep.yaml'], here);
    await sweep.printed(/Trial 2\/2: epoch 1\/5000, valid loss/);
    const meanwhile = await status(); // beside the owner of the workspace
    expect(meanwhile.trials[0]).toMatchObject({ state: 'finished', run: 'sweep-1' });
    expect(meanwhile.trials[0]?.history).toHaveLength(EPOCHS);
    expect(meanwhile.trials[1]?.state).toMatch(/^(running|stopped-early)$/); // by how late this looks
    sweep.signal('SIGKILL', 'group');
    await sweep.ended;
    const kept = readPlannedSweep(path.join(folder, 'workspace'), 'sweep'); // for whoever goes on with its queue
    expect(kept?.early_stop).toEqual({ rule: 'median', min_epochs: 4, min_trials: 1 });
    expect((await status()).trials[1]?.state).toMatch(/^(interrupted|stopped-early)$/); // by how late the kill came
  });

  it('gives the hopeless trial up by the median rule, with a mark, its reason and its weights', async () => {
    const { exitCode, stdout, stderr } = await facet(['sweep', 'sweep.yaml'], here);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('Sweep sweep: 2 of 2 over. Best valid loss');
    const { runs: trained, waiting } = runs();
    expect(waiting).toBe(0);
    expect(trained).toHaveLength(2); // none was begun a second time
    const [good, hopeless] = trained;
    expect(good).toMatchObject({
      status: 'finished',
      lastEpoch: EPOCHS,
      epochs: Array.from({ length: EPOCHS }, (_, i) => i + 1),
    });
    expect(good?.tags).toEqual(['sweep:sweep', expect.stringMatching(/^trial:/)]);
    expect(hopeless?.tags).toEqual(['sweep:sweep', expect.stringMatching(/^trial:/), 'stopped-early:median']);
    expect(hopeless?.notes).toMatch(
      /^mine\nStopped early by the sweep after epoch \d+ \(median rule\)\. Its best valid loss 0\.\d{5} is above 0\.\d{5}, /,
    );
    expect(existsSync(path.join(folder, 'workspace', hopeless?.folder ?? '', 'checkpoints', 'best.safetensors'))).toBe(
      true,
    );
    expect(await status()).toMatchObject({
      best: { standing: { trial: { number: 1 } } },
      trials: [{ state: 'finished' }, { state: 'stopped-early' }],
    });
  });

  it('has nothing left to do, and does nothing', async () => {
    const before = runs();
    const { exitCode, json } = await facetJson<Status>(['sweep', 'sweep.yaml'], here);
    expect([exitCode, json.trials.map(({ state }) => state)]).toEqual([0, ['finished', 'stopped-early']]);
    expect(runs()).toEqual(before);
  });

  it('does not call a run its own that was trained with another base configuration', async () => {
    writeFileSync(
      path.join(folder, 'other.yaml'),
      'name: sweep\nbase: { device: cpu, data: { train: faces.csv }, batch_size: 8 }\ncases: [{ optimizer.lr: 1e-3, num_epochs: 6 }]\n',
    );
    const { exitCode, stderr } = await facet(['sweep', 'other.yaml'], here);
    expect(exitCode).toBe(10);
    expect(stderr).toMatch(/Trial 1 of the sweep "sweep" was trained with another `/);
  });
});
