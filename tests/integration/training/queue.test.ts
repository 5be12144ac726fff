/** The queue of trainings as a page has it: real engines on tiny faces. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import type { NewQueuedTraining } from '#main/store/queue.ts';
import { QueueId } from '#shared/contract/training.ts';
import type { RunId } from '#shared/domain/records.ts';
import { folderForTests, isAlive } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('queue');
const BATCHES = 3;
let csv = '';
let opened: Workbench | null = null;
let workspaces = 0;

beforeAll(async () => {
  csv = await drawTinyFaces(folder, { count: 16 });
});
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** One at a time: it is closed with its test. */
async function open(workspace = path.join(folder, `workspace-${++workspaces}`), options = {}) {
  opened = await openWorkbench(workspace, options);
  return opened;
}
async function reopen(options = {}) {
  const { workspace } = opened?.backend ?? { workspace: '' };
  await opened?.close();
  return await open(workspace, options);
}

const yaml = (name: string, { epochs = 1, data = csv }: { epochs?: number; data?: string } = {}) => `name: ${name}
network: resnet18
seed: 7
device: cpu
threads: 1
data: { train: ${data}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
optimizer: { type: Adam, lr: 1e-3 }
batch_size: 4
num_epochs: ${epochs}
keep_checkpoints: 1
`;
const start = ({ client }: Workbench, name: string, more: Parameters<typeof yaml>[1] = {}) =>
  client.training.start({ yaml: yaml(name, more), configFile: null, allowBad: false, probes: [] });
/** Long enough to be stopped, killed or cancelled. */
const ENDLESS = { epochs: 500 };

const queued = (name: string): NewQueuedTraining => ({
  ...{ kind: 'train', name, network: 'resnet18', epochs: 1, configYaml: yaml(name), configFile: null },
  ...{ runId: null, allowBad: false, probes: [] },
});

const waitingNames = async ({ client }: Workbench) => (await client.training.state()).waiting.map(({ name }) => name);
/** The run of that name, once it has done a step of that epoch or a later one. Not by its progress: that is merged to five a second, and epochs shorter than that may never show this phase. */
async function trained(workbench: Workbench, name: string, epoch = 1): Promise<RunId> {
  const { runId } = await workbench.heard(
    'run.steps',
    ({ runId, columns }) => workbench.store.runs.get(runId).name === name && Math.max(...columns.epoch) >= epoch,
  );
  return runId;
}
const ended = ({ heard }: Workbench, title: string) =>
  heard('job.changed', ({ job }) => job.title === `Training ${title}` && job.status !== 'running');
const statusOf = ({ store }: Workbench, id: RunId) => store.runs.get(id).status;

/** All four validation faces: there are no more of them. */
async function expectProbesToBeKept({ client, store, of }: Workbench, runId: RunId) {
  const { faces, layer, epochs } = await client.training.probes({ runId });
  expect(new Set(faces.map(({ imageId }) => imageId))).toEqual(new Set(store.runs.faces(runId).valid));
  expect(faces.map(({ label }) => label)).toEqual([...faces.map(({ label }) => label)].sort((a, b) => b - a)); // real ones first
  expect(layer).toBe('layer4');
  expect(epochs.map(({ epoch, results }) => [epoch, results.length])).toEqual([
    [1, 4],
    [2, 4],
  ]);
  expect(of('run.probes').map(({ epoch }) => epoch)).toEqual([1, 2]);
  const [result] = epochs[1]?.results ?? [];
  if (result === undefined) throw new Error('it was scored');
  const { score, values, rows, columns } = store.probes.result(runId, 2, result.imageId);
  expect(score).toBe(result.score);
  expect(values).toHaveLength(rows * columns);
}

describe('a training in the queue', () => {
  it('tells where it stands, step by step and epoch by epoch, and what it tells is what is stored', async () => {
    const workbench = await open();
    const entry = await start(workbench, 'told', { epochs: 2 });
    expect(entry).toMatchObject({
      kind: 'train',
      name: 'told',
      network: 'resnet18',
      epochs: 2,
      runId: null,
      problem: null,
    });
    const { job } = await ended(workbench, 'told');
    const [run] = workbench.store.runs.list();
    if (run === undefined) throw new Error('there is a run');
    expect(run).toMatchObject({ name: 'told', status: 'finished', lastEpoch: 2 });
    expect(job).toMatchObject({ kind: 'train', status: 'finished', link: `/training?run=${run.id}` });

    const told = workbench.of('training.progress').map(({ progress }) => progress);
    expect(new Set(told.map(({ phase }) => phase))).toContain('training');
    expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).toSorted((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({
      epoch: 2,
      epochs: 2,
      share: 1,
      device: expect.stringMatching(/CPU/),
      runId: run.id,
    });
    expect(told.at(-1)?.memoryBytes).toBeGreaterThan(2 ** 20);

    const stored = workbench.store.steps.columns(run.id);
    const heard = workbench
      .of('run.steps')
      .flatMap(({ columns }) => columns.step.map((step, i) => [step, columns.loss[i], columns.atMs[i]]));
    expect(heard).toEqual(stored.step.map((step, i) => [step, stored.loss[i], stored.atMs[i]]));
    expect(heard).toHaveLength(2 * BATCHES);
    expect(workbench.of('run.epoch').map(({ epoch }) => epoch)).toEqual(workbench.store.epochs.list(run.id));
    const log = readFileSync(
      path.join(workbench.backend.workspace, 'runs', path.basename(workbench.store.runs.get(run.id).folder), 'log.txt'),
      'utf8',
    );
    expect(
      `${workbench
        .of('run.log')
        .flatMap(({ lines }) => lines)
        .join('\n')}\n`,
    ).toBe(log);
    const { notice } = await workbench.heard('notice.raised');
    expect(notice).toMatchObject({ level: 'success', title: 'told is finished', link: `/runs/${run.id}` });
    expect(workbench.store.runs.detail(run.id).networkFacts).toMatchObject({
      defaultLayer: 'layer4',
      trainableParameters: expect.any(Number),
    });
    expect(workbench.store.speeds.ofDevice(`${run.device}, 1 threads`)).toMatchObject([
      { network: 'resnet18', height: 32, width: 32, batchSize: 4, runName: 'told' },
    ]);
    await expectProbesToBeKept(workbench, run.id);
    expect(await workbench.client.training.state()).toEqual({ progress: null, waiting: [], hold: null });
  });

  it('waits for the one that runs; the order can be changed, and a removal undone', async () => {
    const workbench = await open();
    await start(workbench, 'first', ENDLESS);
    const [b, c] = [await start(workbench, 'b'), await start(workbench, 'c')];
    expect(await waitingNames(workbench)).toEqual(['b', 'c']);
    await workbench.client.training.reorder({ entryId: c.id, position: 0 });
    expect(await waitingNames(workbench)).toEqual(['c', 'b']);
    await workbench.client.training.remove({ entryId: b.id });
    expect(await waitingNames(workbench)).toEqual(['c']);
    expect(await workbench.client.history.undo()).toEqual({ undone: 'Remove b from the queue' });
    expect(await waitingNames(workbench)).toEqual(['c', 'b']);
    await workbench.client.training.edit({ entryId: b.id, yaml: yaml('renamed', { epochs: 3 }) });
    expect((await workbench.client.training.state()).waiting[1]).toMatchObject({ name: 'renamed', epochs: 3 });

    await trained(workbench, 'first');
    await workbench.client.training.stop();
    await ended(workbench, 'c');
    const [first, second] = workbench.store.runs.list().toReversed();
    expect([first, second]).toMatchObject([
      { name: 'first', status: 'stopped' },
      { name: 'c', status: 'finished' },
    ]);
  });

  it('is refused with the line of the error, and never enters the queue', async () => {
    const workbench = await open();
    const wrong = yaml('wrong').replace('batch_size: 4', 'batch_size: none');
    await expect(
      workbench.client.training.start({ yaml: wrong, configFile: 'wrong.yaml', allowBad: false, probes: [] }),
    ).rejects.toMatchObject({ code: 'config_invalid', message: expect.stringMatching(/wrong\.yaml:9/) });
    await expect(
      workbench.client.training.start({ yaml: yaml('x'), configFile: null, allowBad: false, probes: [99 as never] }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(workbench.client.training.stop()).rejects.toMatchObject({ code: 'conflict' });
    await expect(workbench.client.training.reorder({ entryId: QueueId.parse(9), position: 0 })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(workbench.store.queue.list()).toEqual([]);
  });

  it('that cannot begin stays with the reason, and the next begins', async () => {
    const workbench = await open();
    await start(workbench, 'broken', { data: path.join(folder, 'nowhere.csv') });
    await start(workbench, 'sound');
    await ended(workbench, 'sound');
    const { waiting } = await workbench.client.training.state();
    expect(waiting).toMatchObject([{ name: 'broken', problem: { message: expect.stringContaining('nowhere.csv') } }]);
    expect(workbench.of('notice.raised')[0]?.notice).toMatchObject({
      level: 'error',
      title: 'Training broken',
      code: 'file_not_found',
      link: '/training',
    });
    const [entry] = waiting;
    if (entry === undefined) throw new Error('it waits');
    await workbench.client.training.edit({ entryId: entry.id, yaml: yaml('mended', ENDLESS) });
    await workbench.heard('training.progress', ({ progress }) => progress.name === 'mended');
    expect(await waitingNames(workbench)).toEqual([]);
    await workbench.client.training.cancel(); // it has no run yet, and goes back to nowhere: undo brings it back
    await ended(workbench, 'mended');
    expect(await workbench.client.history.state()).toMatchObject({ undo: 'Remove mended from the queue' });
  });
});

describe('a training that is ended', () => {
  it('by Stop keeps everything, and goes on from there before whatever waits', async () => {
    const workbench = await open();
    await start(workbench, 'kept', ENDLESS);
    const runId = await trained(workbench, 'kept');
    await workbench.client.training.stop();
    await ended(workbench, 'kept');
    expect(statusOf(workbench, runId)).toBe('stopped');
    const { step } = workbench.store.steps.columns(runId);

    await start(workbench, 'other', ENDLESS);
    await start(workbench, 'later');
    await trained(workbench, 'other');
    const resumed = await workbench.client.training.resume({ runId, epochs: 400 });
    expect(resumed).toMatchObject({ kind: 'resume', runId, name: 'kept', epochs: 400 });
    expect(await waitingNames(workbench)).toEqual(['kept', 'later']);
    await expect(workbench.client.training.resume({ runId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/waits in the queue/),
    });
    const from = workbench.events.length;
    await workbench.client.training.stop();
    await workbench.heard('run.steps', (event) => event.runId === runId, from);
    const after = workbench.store.steps.columns(runId).step;
    expect(after.slice(0, step.length)).toEqual(step);
    expect(after.length).toBeGreaterThan(step.length);
    expect(workbench.store.runs.get(runId).plannedEpochs).toBe(400);
    await expect(workbench.client.training.resume({ runId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/being trained/),
    });
    await workbench.client.training.cancel(); // of "kept": an engine less
  });

  it('by Cancel is over at once; its files are gone, its row says cancelled', async () => {
    const workbench = await open(undefined, { shortestSilenceMs: 300 });
    await start(workbench, 'dropped', ENDLESS);
    const runId = await trained(workbench, 'dropped', 2);
    const runFolder = path.join(workbench.backend.workspace, workbench.store.runs.get(runId).folder);
    expect(existsSync(path.join(runFolder, 'checkpoints', 'last.json'))).toBe(true);
    const engine = workbench.enginePid();
    await expectSilenceToBeTold(workbench, engine);
    await workbench.client.training.cancel();
    const { job } = await ended(workbench, 'dropped');
    expect(job.status).toBe('stopped');
    expect(isAlive(engine)).toBe(false);
    expect(statusOf(workbench, runId)).toBe('cancelled');
    expect(existsSync(runFolder)).toBe(false);
    expect(workbench.store.checkpoints.list(runId)).toEqual([]);
    expect(workbench.of('notice.raised')).toEqual([]); // the person did it: nothing to be told
    await expect(workbench.client.training.resume({ runId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/cancelled/),
    });
  });

  it('by the death of its engine is interrupted, said so with a link, and can be resumed; the next begins meanwhile', async () => {
    const workbench = await open();
    await start(workbench, 'dying', ENDLESS);
    await start(workbench, 'next', ENDLESS);
    const runId = await trained(workbench, 'dying', 2);
    process.kill(workbench.enginePid(), 'SIGKILL');
    const { notice } = await workbench.heard('notice.raised');
    expect(notice).toMatchObject({
      level: 'error',
      title: 'Training dying',
      code: 'engine_died',
      hint: expect.stringMatching(/resume/),
      link: `/training?run=${runId}`,
    });
    expect(statusOf(workbench, runId)).toBe('interrupted');
    const lastEpoch = workbench.store.runs.get(runId).lastEpoch ?? 0;
    await trained(workbench, 'next');

    await workbench.client.training.resume({ runId, epochs: lastEpoch + 1 });
    await workbench.client.training.end(); // "next": at once, and what was saved is kept
    await workbench.heard('notice.raised', (event) => event.notice.level === 'success');
    expect(workbench.store.runs.get(runId)).toMatchObject({ status: 'finished', lastEpoch: lastEpoch + 1 });
    const next = workbench.store.runs.list().find(({ name }) => name === 'next');
    expect(next?.status).toBe('interrupted');
    expect(workbench.of('notice.raised')).toHaveLength(2); // none for the one that a person ended
  });
});

/** An engine that says nothing for many times its median step is called silent, and no longer once it goes on. */
async function expectSilenceToBeTold({ heard, events }: Workbench, engine: number) {
  process.kill(engine, 'SIGSTOP');
  const { progress } = await heard(
    'training.progress',
    (event) => event.progress.silentSinceMs !== null,
    events.length,
  );
  expect(progress.silentSinceMs).toBeLessThanOrEqual(Date.now());
  expect(isAlive(engine)).toBe(true); // nothing is done about it
  process.kill(engine, 'SIGCONT');
  await heard('training.progress', (event) => event.progress.silentSinceMs === null, events.length);
}

/** A kill leaves the run interrupted and the queue as it was, until a person says go on. */
async function expectQueueToWaitAfterKill(workbench: Workbench, runId: RunId) {
  const { workspace } = workbench.backend;
  await workbench.close();
  opened = null;
  const store = openStore(workspace, { clock: Date.now });
  store.runs.changeStatus(runId, { to: 'running', device: 'CPU' }); // as a kill leaves it
  store.queue.add(queued('held'), 'last');
  store.close();

  const again = await open(workspace);
  expect(statusOf(again, runId)).toBe('interrupted');
  const { hold, progress, waiting } = await again.client.training.state();
  expect([progress, waiting.map(({ name }) => name)]).toEqual([null, ['held']]);
  expect(hold).toMatch(/ended while a training was running/);
  await again.client.training.startQueue();
  await again.heard('training.progress', (event) => event.progress.name === 'held');
  expect((await again.client.training.state()).hold).toBeNull();
}

describe('the end of the program', () => {
  it('stops and keeps what runs; the queue goes on at the next start, but after a kill only when a person says so', async () => {
    const workbench = await open();
    await start(workbench, 'running', ENDLESS);
    await start(workbench, 'waiting');
    const runId = await trained(workbench, 'running');
    const began = performance.now();
    const again = await reopen();
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(statusOf(again, runId)).toBe('stopped');
    await ended(again, 'waiting');
    expect(await again.client.training.state()).toEqual({ progress: null, waiting: [], hold: null });
    await expectQueueToWaitAfterKill(again, runId);
  });

  it('leaves what waits alone where a command of the command line opens the workspace', async () => {
    const workbench = await open(undefined, { begins: false });
    workbench.store.queue.add(queued('patient'), 'last');
    const { progress, waiting } = await workbench.client.training.state();
    expect([progress, waiting.map(({ name }) => name)]).toEqual([null, ['patient']]);
  });
});
