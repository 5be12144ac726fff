/** A training that is stopped or dies and goes on ends as one that never was disturbed, bit for bit. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '#main/backend.ts';
import type { SpawnEngine } from '#main/engine/channel.ts';
import { forkEngine } from '#main/engine/fork.ts';
import { configOfRun, readExperiment } from '#main/features/training/request.ts';
import type { TrainingNews } from '#main/features/training/service.ts';
import { enginesOf, facet, folderForTests, isAlive, startFacet, until } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder, outcomeOf, readWorkspace, savedState } from './outcome.ts';

const EPOCHS = 3;
const BATCHES = 10;
const STOPPED = 130;
const ENGINE_DIED = 12;

const folder = folderForTests('resume');
const at = (name: string) => path.join(folder, name);
const train = (workspace: string, ...more: string[]) =>
  startFacet(['train', '--workspace', workspace, ...more], { cwd: folder });
const fresh = ['--config', 'tiny.yaml'];
const resumed = (workspace: string) => ['--resume', path.basename(newestRunFolder(at(workspace)))];

/** Of the run that nobody disturbs: three epochs, all of which are kept. */
let whole: ReturnType<typeof outcomeOf>;
/** As it was after so many epochs. */
const wholeAfter = (epochs: number) => ({
  ...whole,
  lastEpoch: epochs,
  bestEpoch: Math.max(...whole.epochs.slice(0, epochs).flatMap(({ epoch, isBest }) => (isBest ? [epoch] : []))),
  epochs: whole.epochs.slice(0, epochs),
  steps: whole.steps.slice(0, epochs * BATCHES),
  checkpoints: undefined,
});
const withoutCheckpoints = (outcome: typeof whole) => ({ ...outcome, checkpoints: undefined });
const weightsAfter = (outcome: typeof whole, epoch: number) =>
  outcome.checkpoints.find((checkpoint) => checkpoint.kind === 'epoch' && checkpoint.epoch === epoch);

beforeAll(async () => {
  await prepareTinyTraining(folder);
  const { ended } = train('whole', ...fresh, '--set', `num_epochs=${EPOCHS}`, '--set', 'keep_checkpoints=all');
  const { exitCode, stderr } = await ended;
  expect(exitCode, stderr).toBe(0);
  whole = outcomeOf(at('whole'));
  expect(whole).toMatchObject({ status: 'finished', lastEpoch: EPOCHS });
  expect(whole.steps).toHaveLength(EPOCHS * BATCHES);
});

/** Trains in this process, so that a test can act at a certain fact. */
async function trainHere<T>(
  workspace: string,
  act: (training: ReturnType<typeof createBackend>['training']) => Promise<T>,
  spawnEngine: SpawnEngine = forkEngine,
): Promise<T> {
  const backend = createBackend({ workspace: at(workspace), owner: 'a test', versions: {}, spawnEngine });
  try {
    return await act(backend.training);
  } finally {
    await backend.close();
  }
}
const request = () => {
  const tiny = readExperiment(at('tiny.yaml'));
  const config = { ...tiny, data: { ...tiny.data, train: at('faces.csv') } };
  return { config, configFile: null, startWeights: null, allowBad: false };
};
const unwatched = () => ({ onNews: () => undefined, signal: new AbortController().signal });

describe('Ctrl-C in the middle of an epoch', () => {
  it('stops after the step with exit code 130, everything kept', async () => {
    const running = train('stopped', ...fresh);
    await running.printed(/\[1\/2\] Epoch 1: /);
    running.signal('SIGINT', 'group'); // as a terminal does
    const { exitCode, stdout, stderr } = await running.ended;
    expect(exitCode, stderr).toBe(STOPPED);
    expect(stdout).toMatch(/Stopping after this step; everything is kept/);
    const name = path.basename(newestRunFolder(at('stopped')));
    expect(stdout).toContain(`facet train --resume ${name}`);
    const state = savedState(at('stopped'));
    expect(state).toMatchObject({ epoch: 1 });
    expect(state?.batch).toBeGreaterThan(0);
    expect(state?.batch).toBeLessThan(BATCHES);
    const outcome = outcomeOf(at('stopped'));
    expect(outcome).toMatchObject({ status: 'stopped', lastEpoch: 1, epochs: whole.epochs.slice(0, 1) });
    expect(outcome.steps).toEqual(whole.steps.slice(0, state?.step));
  });

  it('is followed by the very losses and weights of a run that was not stopped', async () => {
    const { exitCode, stdout, stderr } = await train('stopped', ...resumed('stopped')).ended;
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/\[2\/2\] Epoch 2: /);
    expect(stdout).not.toMatch(/\[1\/2\] Epoch 1: /);
    const outcome = outcomeOf(at('stopped'));
    expect(withoutCheckpoints(outcome)).toEqual(wholeAfter(2));
    expect(weightsAfter(outcome, 2)).toEqual(weightsAfter(whole, 2));
  });
});

describe('a stop at the very end of an epoch, and more epochs than were planned', () => {
  const workspace = 'longer';

  it('saves the epoch once, and leaves nothing of it to be done again', async () => {
    const stop = new AbortController();
    const onNews = (news: TrainingNews) => {
      const isLast = news.kind === 'fact' && news.fact.kind === 'validation' && news.fact.seen === news.fact.count;
      if (isLast) stop.abort(); // reaches the engine while it saves
    };
    const { reason } = await trainHere(workspace, (training) =>
      training.start(request(), { onNews, signal: stop.signal }),
    );
    expect(reason).toBe('stopped');
    expect(savedState(at(workspace))).toMatchObject({ epoch: 1, batch: 0, step: BATCHES });
    expect(withoutCheckpoints(outcomeOf(at(workspace)))).toEqual({ ...wholeAfter(1), status: 'stopped' });
  });

  it('goes on to the planned end, then to a larger num_epochs, as if that had been the plan', async () => {
    const [run] = readWorkspace(at(workspace), ({ runs }) => runs.list().map(({ id }) => runs.get(id)));
    if (run === undefined) throw new Error('there is a run');
    const { reason } = await trainHere(workspace, (training) =>
      training.resume({ runId: run.id, config: configOfRun(run) }, unwatched()),
    );
    expect(reason).toBe('completed');
    expect(withoutCheckpoints(outcomeOf(at(workspace)))).toEqual(wholeAfter(2));

    const longer = train(workspace, '--resume', path.join(workspace, run.folder), '--set', `num_epochs=${EPOCHS}`);
    const { exitCode, stderr } = await longer.ended;
    expect(exitCode, stderr).toBe(0);
    const outcome = outcomeOf(at(workspace));
    expect(withoutCheckpoints(outcome)).toEqual(withoutCheckpoints(whole));
    expect(outcome.epochs.map(({ learningRate }) => learningRate)).toEqual([1e-3, 5e-4, 2.5e-4]); // the scheduler's
    expect(weightsAfter(outcome, EPOCHS)).toEqual(weightsAfter(whole, EPOCHS));
    const [best, bestOfWhole] = [outcome, whole].map(({ checkpoints }) =>
      checkpoints.find(({ kind }) => kind === 'best'),
    );
    expect(best).toEqual(bestOfWhole);
  });
});

describe('a run whose processes are killed with -9', () => {
  const workspace = 'killed';
  const files = () => readdirSync(path.join(newestRunFolder(at(workspace)), 'checkpoints'));
  const statusOf = async () => {
    const { stdout } = await facet(['runs', '--workspace', workspace, '--json'], { cwd: folder });
    return JSON.parse(stdout)[0];
  };

  it('loses its engine in the first epoch: the command says so, and the run begins again', async () => {
    const running = train(workspace, ...fresh);
    await running.printed(/\[\+\] Optimizer/);
    const [engine = 0] = enginesOf(running.pid);
    process.kill(engine, 'SIGKILL');
    const { exitCode, stderr } = await running.ended;
    expect(exitCode).toBe(ENGINE_DIED);
    expect(stderr).toMatch(/^facet: The engine ended without finishing its job \(signal SIGKILL\)/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(savedState(at(workspace))).toBeNull();
    expect(outcomeOf(at(workspace))).toMatchObject({ status: 'interrupted', lastEpoch: null });
  });

  it('loses the command: the engine does not outlive it', async () => {
    const running = train(workspace, ...resumed(workspace));
    await running.printed(/\[1\/2\] Epoch 1: /);
    const [engine = 0] = enginesOf(running.pid);
    expect(isAlive(engine)).toBe(true);
    running.signal('SIGKILL');
    await until('the engine is gone', () => !isAlive(engine), { withinMs: 10_000 });
    expect(savedState(at(workspace))).toMatchObject({ epoch: 1, batch: 0 });
  });

  it('loses everything in the middle of the second epoch: the next command finds it interrupted after the first', async () => {
    const running = train(workspace, ...resumed(workspace));
    await running.printed(/\[\+\] Optimizer/);
    const [engine = 0] = enginesOf(running.pid);
    running.signal('SIGKILL', 'group');
    process.kill(engine, 'SIGKILL'); // it is in a group of its own
    expect((await running.ended).signal).toBe('SIGKILL');
    expect(readWorkspace(at(workspace), ({ runs }) => runs.list()[0]?.status)).toBe('running'); // nobody was left to say so
    expect(await statusOf()).toMatchObject({ status: 'interrupted', lastEpoch: 1, endedAtMs: expect.any(Number) });
    expect(savedState(at(workspace))).toMatchObject({ epoch: 1, batch: 0 });
  });

  it('does at most the running epoch again, uses nothing half written, and ends as if nothing had been', async () => {
    const half = '.0002.safetensors.0b9a0c6e-7d55-4a53-9d0b-1d2f0f3b8a11.partial';
    writeFileSync(path.join(newestRunFolder(at(workspace)), 'checkpoints', half), 'half of it');
    const { exitCode, stdout, stderr } = await train(workspace, ...resumed(workspace)).ended;
    expect(exitCode, stderr).toBe(0);
    expect(stdout).not.toMatch(/Epoch 1: /);
    const outcome = outcomeOf(at(workspace));
    expect(withoutCheckpoints(outcome)).toEqual(wholeAfter(2));
    expect(weightsAfter(outcome, 2)).toEqual(weightsAfter(whole, 2));
    expect(files().toSorted()).toEqual([
      '0002.safetensors',
      'best.safetensors',
      `last-${2 * BATCHES}.optimizer.safetensors`,
      'last.json',
    ]);
  });
});

describe('an epoch that is on disk and that nobody was told of', () => {
  /** Dies with the words on its lips: what it saved is there, the store has not heard of it. */
  const dyingBeforeItTells: SpawnEngine = (options) => {
    const channel = forkEngine(options);
    const isEpoch = (message: unknown) => (message as { fact?: { kind: string } }).fact?.kind === 'epoch';
    const onMessage: typeof channel.onMessage = (listener) =>
      channel.onMessage((message) => (isEpoch(message) ? channel.kill() : listener(message)));
    return { ...channel, onMessage };
  };

  it('is told when the run is resumed, and not done again', async () => {
    const workspace = 'untold';
    const dying = trainHere(workspace, (training) => training.start(request(), unwatched()), dyingBeforeItTells);
    await expect(dying).rejects.toMatchObject({ code: 'engine_died' });
    expect(savedState(at(workspace))).toMatchObject({ epoch: 1, batch: 0 });
    expect(outcomeOf(at(workspace))).toMatchObject({ status: 'interrupted', lastEpoch: null, epochs: [] });

    const { exitCode, stdout, stderr } = await train(workspace, ...resumed(workspace)).ended;
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/\[1\/2\] Epoch 1: [\s\S]*\[2\/2\] Epoch 2: /);
    const outcome = outcomeOf(at(workspace));
    expect(outcome.epochs).toEqual(whole.epochs.slice(0, 2));
    expect(outcome.steps.slice(-BATCHES)).toEqual(whole.steps.slice(BATCHES, 2 * BATCHES));
    expect(weightsAfter(outcome, 2)).toEqual(weightsAfter(whole, 2));
  });
});
