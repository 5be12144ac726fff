import { describe, expect, it } from 'vitest';
import { newRunId, newRunName } from '#main/store/run-names.ts';
import type { RunId } from '#shared/domain/records.ts';
import { RUN_STATUS_CHANGES, RUN_STATUSES, type RunStatus } from '#shared/domain/runs.ts';
import {
  epochResult,
  NOON_MS,
  newImage,
  newRun,
  refusalOf,
  saveDataset,
  sha256Of,
  startRun,
  stepMetric,
  temporaryStore,
} from './workspace.ts';

const changeTo = (to: RunStatus) => {
  if (to === 'running') return { to, device: 'CPU' } as const;
  if (to === 'failed') return { to, error: { code: 'engine_died', message: 'It is gone.' } } as const;
  return { to };
};

/** The changes that lead from `created` to each status. */
const WAYS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  created: [],
  running: ['running'],
  finished: ['running', 'finished'],
  stopped: ['running', 'stopped'],
  interrupted: ['running', 'interrupted'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

describe('a new run', () => {
  it('has an id, a name that can be said, and a folder named after it', () => {
    const store = temporaryStore();
    const run = store.runs.create(newRun(saveDataset(store)));
    expect(run.id).toMatch(/^[0-9a-z]{13}$/);
    expect(run.name).toMatch(/^[a-z]+-[a-z]+-1$/);
    expect(run).toMatchObject({
      status: 'created',
      folder: `runs/${run.name}`,
      trainCount: 8,
      validCount: 2,
      device: null,
    });
  });

  it('comes back with everything that was said about it', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const parent = store.runs.create(newRun(saved));
    const wanted = newRun(saved, {
      tags: ['first'],
      notes: 'n',
      parent: { runId: parent.id, checkpoint: 'best.safetensors' },
    });
    const run = store.runs.get(store.runs.create(wanted).id);
    const { faces, parent: _, ...facts } = wanted;
    expect(run).toMatchObject({
      ...facts,
      parentRunId: parent.id,
      parentCheckpoint: 'best.safetensors',
      datasetFingerprint: saved.dataset.fingerprint,
    });
    expect(store.runs.faces(run.id)).toEqual(faces);
  });

  it('shares its split with a run on the same faces, and may train and validate on one image', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const faces = { train: saved.imageIds, valid: saved.imageIds };
    const runs = [1, 2].map(() => store.runs.create(newRun(saved, { faces })));
    for (const run of runs) expect(store.runs.faces(run.id)).toEqual(faces);
  });

  it('has an id that sorts after every earlier one', () => {
    const times = [0, 1, 31, 32, NOON_MS, NOON_MS + 1, 2 ** 45 - 1];
    const ids = times.map((nowMs) => newRunId({ nowMs, seed: 4_294_967_295 - (nowMs % 97) }));
    expect(ids.toSorted()).toEqual(ids);
  });

  it('gets the same name from the same seed', () => {
    expect(newRunName(7, { nowMs: NOON_MS, seed: 1 })).toBe(newRunName(7, { nowMs: NOON_MS, seed: 1 }));
  });
});

describe('the status of a run', () => {
  it.each(RUN_STATUSES)('changes from %s only where that is allowed', (from) => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    for (const to of RUN_STATUSES) {
      const { id, name } = store.runs.create(newRun(saved));
      for (const status of WAYS[from]) store.runs.changeStatus(id, changeTo(status));
      if (RUN_STATUS_CHANGES[from].includes(to)) {
        expect(store.runs.changeStatus(id, changeTo(to)).status).toBe(to);
        continue;
      }
      const { code, message } = refusalOf(() => store.runs.changeStatus(id, changeTo(to)));
      expect({ code, message }).toEqual({
        code: 'conflict',
        message: `Run "${name}" is ${from} and cannot become ${to}.`,
      });
      expect(store.runs.get(id).status).toBe(from);
    }
  });

  it('carries its times, its device and why it failed, and forgets the reason when it goes on', () => {
    const store = temporaryStore();
    const { id, startedAtMs } = startRun(store);
    const failed = store.runs.changeStatus(id, changeTo('failed'));
    expect(failed).toMatchObject({
      startedAtMs,
      device: 'CPU',
      error: { code: 'engine_died', message: 'It is gone.' },
    });
    expect(failed.endedAtMs).toBeGreaterThan(startedAtMs as number);
    const again = store.runs.changeStatus(id, { to: 'running', device: 'NVIDIA H100' });
    expect(again).toMatchObject({ startedAtMs, endedAtMs: null, error: null, device: 'NVIDIA H100' });
  });

  it('becomes interrupted, at the last sign of life, when its owner is gone', () => {
    const store = temporaryStore();
    const [a, b, c] = [startRun(store), startRun(store), startRun(store)];
    store.runs.changeStatus(c.id, { to: 'finished' });
    store.steps.record(a.id, [stepMetric(1, { atMs: 2 * NOON_MS })]);
    expect(store.markInterrupted()).toEqual({ runs: 2, evaluations: 0 });
    expect(store.runs.get(a.id)).toMatchObject({ status: 'interrupted', endedAtMs: 2 * NOON_MS });
    expect(store.runs.get(b.id)).toMatchObject({ status: 'interrupted', endedAtMs: b.startedAtMs });
    expect(store.runs.get(c.id).status).toBe('finished');
  });
});

describe('a person', () => {
  it("may call a run Robert'); drop table runs;-- and tag it with quotes", () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    const name = `Robert'); drop table runs;--`;
    const edit = { name, tags: ['"quoted"', "it's", '日本', '%_\\'], notes: 'line\nbreak \' " `' };
    expect(store.runs.edit(id, edit)).toMatchObject(edit);
    expect(store.runs.find(name).id).toBe(id);
  });

  it('finds a run by its id or its name, and hears of the newest where there is none', () => {
    const store = temporaryStore();
    const run = startRun(store);
    expect([run.id, run.name].map((text) => store.runs.find(text).id)).toEqual([run.id, run.id]);
    expect(refusalOf(() => store.runs.find('calm-heron-99'))).toEqual({
      code: 'not_found',
      message: 'The workspace has no run "calm-heron-99".',
      hint: `The newest are ${run.name}.`,
    });
  });

  it('cannot give one name to two runs, nor an empty one', () => {
    const store = temporaryStore();
    const [a, b] = [startRun(store), startRun(store)];
    expect(refusalOf(() => store.runs.edit(b.id, { name: a.name })).code).toBe('conflict');
    expect(refusalOf(() => store.runs.edit(b.id, { name: ' ' })).code).toBe('usage');
    expect(store.runs.edit(b.id, { name: b.name }).name).toBe(b.name);
  });

  it('finds the newest run first, and may ask for one status alone', () => {
    const store = temporaryStore();
    const [a, b, c] = [startRun(store), startRun(store), startRun(store)];
    store.runs.changeStatus(b.id, { to: 'stopped' });
    expect(store.runs.list().map((run) => run.id)).toEqual([c.id, b.id, a.id]);
    expect(store.runs.list({ status: 'stopped' }).map((run) => run.id)).toEqual([b.id]);
  });
});

describe('a resumed run', () => {
  it('takes a longer plan, but not while it runs', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    const plan = { config: {}, configYaml: 'num_epochs: 40\n', plannedEpochs: 40, environment: {}, versions: {} };
    expect(refusalOf(() => store.runs.replan(id, plan)).code).toBe('conflict');
    store.runs.changeStatus(id, { to: 'finished' });
    expect(store.runs.replan(id, plan)).toMatchObject(plan);
  });

  it('forgets what came after the state it goes on from', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    for (const epoch of [1, 2, 3]) store.epochs.record(id, epochResult(epoch, { isBest: epoch !== 2 }));
    store.steps.record(
      id,
      [10, 20, 25, 30].map((step) => stepMetric(step)),
    );
    store.epochs.rewind(id, { epoch: 2, step: 25 });
    expect(store.runs.get(id)).toMatchObject({ lastEpoch: 2, bestEpoch: 1 });
    expect(store.steps.columns(id).step).toEqual([10, 20, 25]);
  });
});

describe('an epoch', () => {
  it('shows in the run at once, with the best one and its checkpoints', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.epochs.record(id, epochResult(1, { validLoss: 0.4, validAccuracy: 0.8 }));
    store.epochs.record(id, epochResult(2, { validLoss: 0.5, trainLoss: 0.1, isBest: false }));
    expect(store.runs.list()[0]).toMatchObject({
      lastEpoch: 2,
      lastTrainLoss: 0.1,
      lastValidLoss: 0.5,
      bestEpoch: 1,
      bestValidLoss: 0.4,
      bestValidAccuracy: 0.8,
    });
    expect(store.epochs.list(id).map(({ epoch, isBest }) => ({ epoch, isBest }))).toEqual([
      { epoch: 1, isBest: true },
      { epoch: 2, isBest: false },
    ]);
    expect(store.checkpoints.list(id).map(({ file }) => file)).toEqual([
      'checkpoints/0001.safetensors',
      'checkpoints/0002.safetensors',
      'checkpoints/last.json',
    ]);
  });

  it('is recorded whole or not at all', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    const outside = {
      kind: 'epoch',
      epoch: 1,
      file: '../../.ssh/id_rsa',
      sha256: sha256Of('x'),
      sizeBytes: 1,
    } as const;
    refusalOf(() => store.epochs.record(id, epochResult(1, { checkpoints: { written: [outside] } })));
    expect(store.epochs.list(id)).toEqual([]);
    expect(store.runs.get(id).lastEpoch).toBeNull();
  });

  it('is not taken from a run that does not run', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.runs.changeStatus(id, { to: 'stopped' });
    expect(refusalOf(() => store.epochs.record(id, epochResult(1))).code).toBe('conflict');
    expect(refusalOf(() => store.epochs.record('0000000000000' as RunId, epochResult(1))).message).toContain(
      'FOREIGN KEY',
    );
    expect(store.epochs.list(id)).toEqual([]);
  });

  it('replaces itself when it is done again, and takes pruned files off the list', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.epochs.record(id, epochResult(1));
    const { checkpoints } = epochResult(2);
    const pruned = ['checkpoints/0001.safetensors'];
    for (const trainLoss of [0.3, 0.2])
      store.epochs.record(id, epochResult(2, { trainLoss, checkpoints: { ...checkpoints, pruned } }));
    expect(store.epochs.list(id).map((epoch) => epoch.trainLoss)).toEqual([1, 0.2]);
    expect(store.checkpoints.list(id).map(({ kind, epoch }) => ({ kind, epoch }))).toEqual([
      { kind: 'epoch', epoch: 2 },
      { kind: 'last', epoch: 2 },
    ]);
  });

  it('of a training that diverged keeps its row, with null for what is no number', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.epochs.record(
      id,
      epochResult(1, { trainLoss: Number.NaN, validLoss: Number.POSITIVE_INFINITY, isBest: false }),
    );
    expect(store.epochs.list(id)[0]).toMatchObject({ trainLoss: null, validLoss: null, trainAccuracy: 0.5 });
    expect(store.runs.get(id)).toMatchObject({ lastEpoch: 1, lastTrainLoss: null, bestEpoch: null });
  });
});

describe('the steps of a run', () => {
  it('come back as columns, from where a reader left off, and replace themselves', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.steps.record(
      id,
      [1, 2, 3].map((step) => stepMetric(step, { loss: step / 10 })),
    );
    store.steps.record(id, [stepMetric(3, { loss: Number.NaN }), stepMetric(4)]);
    expect(store.steps.columns(id, { afterStep: 1 })).toMatchObject({ step: [2, 3, 4], loss: [0.2, null, 0.5] });
  });
});

describe('the best checkpoint', () => {
  it('is found by its kind, and missed by name', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    const best = {
      kind: 'best',
      epoch: 3,
      file: 'checkpoints/best.safetensors',
      sha256: sha256Of('b'),
      sizeBytes: 9,
    } as const;
    store.checkpoints.record(id, { written: [best] });
    expect(store.checkpoints.get(id, 'best')).toMatchObject(best);
    expect(refusalOf(() => store.checkpoints.get(id, 'last')).code).toBe('not_found');
  });
});

describe('a run whose data set was altered by a stranger', () => {
  it('cannot be made from images that are not there', () => {
    const store = temporaryStore();
    const saved = saveDataset(store, [newImage(0), newImage(1)]);
    const ghosts = { train: [999 as (typeof saved.imageIds)[number]], valid: saved.imageIds };
    expect(refusalOf(() => store.runs.create(newRun(saved, { faces: ghosts }))).message).toContain('FOREIGN KEY');
    expect(store.runs.list()).toEqual([]);
  });
});
