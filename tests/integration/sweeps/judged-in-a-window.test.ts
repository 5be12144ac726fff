/** Trials that a command left in the queue, trained by a window: the rule of their sweep holds there too. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepFolder, writePlannedSweep } from '#main/features/sweeps/planned-sweeps.ts';
import type { RunId } from '#shared/domain/records.ts';
import type { Sweep } from '#shared/sweep/plan-sweep.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';
import { plan } from '#tests/unit/sweep/planning.ts';

const folder = folderForTests('judged');
let workbench: Workbench;
let sweep: Sweep;
let hopelessId: RunId;

const base = (csv: string) => `network: resnet18
device: cpu
threads: 1
data: { train: ${csv}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
batch_size: 4
keep_checkpoints: 1
notes: mine
EARLY_STOPPING_EPOCH: 0
`;

// The second one learns nothing, and would take for ever over it.
const SWEEP = `base: base.yaml
cases:
  - { optimizer.lr: 1e-3, num_epochs: 6 }
  - { optimizer.lr: 1e-9, num_epochs: 5000 }
early_stop: { rule: median, min_epochs: 4, min_trials: 1 }
`;

beforeAll(async () => {
  sweep = plan(SWEEP, base(await drawTinyFaces(folder, { count: 16 })));
  const workspace = path.join(folder, 'workspace');
  writePlannedSweep(workspace, sweep);
  workbench = await openWorkbench(workspace);
});
afterAll(() => workbench.close());

const ended = (name: string, from = 0) =>
  workbench.heard('job.changed', ({ job }) => job.title === `Training ${name}` && job.status !== 'running', from);

describe('trials of a sweep in the queue of a window', () => {
  it('are judged after each epoch: the hopeless one is stopped, marked, and said to be', async () => {
    const { client, store, heard } = workbench;
    for (const { yaml } of sweep.trials)
      await client.training.start({ yaml, configFile: sweep.file, allowBad: false, probes: [] });
    expect(await client.sweeps.list()).toMatchObject([
      { name: 'sweep', stopsEarly: true, trials: [{ number: 1 }, { number: 2, state: 'waiting', isQueued: true }] },
    ]);
    await ended('sweep-1');
    await ended('sweep-2');
    const { notice } = await heard('notice.raised', ({ notice: { title } }) => title === 'sweep-2 was stopped early');
    const [hopeless, good] = store.runs.list();
    hopelessId = hopeless!.id;
    expect(store.runs.get(good!.id)).toMatchObject({ name: 'sweep-1', status: 'finished', notes: 'mine' });
    const { status, tags, notes } = store.runs.get(hopelessId);
    expect([status, tags.at(-1)]).toEqual(['stopped', 'stopped-early:median']);
    expect(notes).toBe(`mine\n${notice.message}`);
    expect(notice).toMatchObject({ level: 'info', link: `/runs/${hopelessId}` });
    expect(notice.message).toMatch(/^Stopped early by the sweep after epoch \d+ \(median rule\)\. Its best valid loss/);
  });

  it('are shown as a sweep: states, the best and nothing that is left', async () => {
    const [shown] = await workbench.client.sweeps.list();
    expect(shown).toMatchObject({
      ...{ objective: 'valid_loss', isOnCluster: false, bestTrial: 1, remainingMs: 0 },
      counts: { finished: 1, 'stopped-early': 1, waiting: 0 },
      trials: [
        { state: 'finished', epochs: 6, plannedEpochs: 6, settings: { 'optimizer.lr': 1e-3, num_epochs: 6 } },
        { state: 'stopped-early', isQueued: false, plannedEpochs: 5000, run: { id: hopelessId, name: 'sweep-2' } },
      ],
    });
  });

  it('go on where a person resumes one that was given up, and say so where their sweep cannot be read', async () => {
    const { backend, client, store, heard, events } = workbench;
    const from = events.length;
    const { lastEpoch } = store.runs.get(hopelessId);
    await client.training.resume({ runId: hopelessId });
    await heard('run.epoch', ({ epoch }) => epoch.epoch >= (lastEpoch ?? 0) + 2, from);
    expect(store.runs.get(hopelessId).status).toBe('running');

    writeFileSync(path.join(sweepFolder(backend.workspace, 'sweep'), 'sweep.json'), '{');
    store.runs.edit(hopelessId, { tags: [] });
    const { notice } = await heard('notice.raised', ({ notice: { level } }) => level === 'error', from);
    expect(notice).toMatchObject({ code: 'file_invalid', title: 'A trial goes on without the rule of its sweep' });
    await expect(client.sweeps.list()).rejects.toMatchObject({ code: 'file_invalid' });
    await client.training.stop();
    await ended('sweep-2', from);
    expect(store.runs.get(hopelessId)).toMatchObject({ status: 'stopped', tags: [] });
  });
});
