import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importRuns } from '#main/features/sweeps/import-runs.ts';
import { lockWorkspace } from '#main/store/lock.ts';
import { openStore, type Store } from '#main/store/open.ts';
import {
  epochResult,
  newImages,
  newRun,
  refusalOf,
  saveDataset,
  startEvaluation,
  stepMetric,
  temporaryFolder,
  tickingClock,
} from '#tests/unit/store/workspace.ts';

function open(workspace = temporaryFolder()): { readonly workspace: string; readonly store: Store } {
  const store = openStore(workspace, { clock: tickingClock() });
  onTestFinished(() => store.close());
  return { workspace, store };
}

/** A workspace whose only run has done two epochs and a test, with its files. */
function elsewhere() {
  const { workspace, store } = open();
  const saved = saveDataset(store);
  const run = store.runs.create(newRun(saved, { tags: ['theirs'] }));
  store.runs.changeStatus(run.id, { to: 'running', device: 'CPU' });
  store.probes.pin(run.id, saved.imageIds.slice(8));
  const finish = (epochs: readonly number[], to: 'stopped' | 'finished') => {
    for (const epoch of epochs) {
      store.epochs.record(run.id, epochResult(epoch));
      store.steps.record(run.id, [stepMetric(epoch * 10, { epoch })]);
    }
    store.runs.changeStatus(run.id, { to });
  };
  finish([1, 2], 'stopped');
  const test = startEvaluation(store, saved, { runId: run.id });
  store.predictions.record(
    test.id,
    saved.imageIds.map((imageId, i) => ({ imageId, score: i / 10, loss: 0.5 })),
  );
  store.evaluations.end(test.id, { status: 'finished', metrics: { accuracy: 0.5 }, durationMs: 10 });
  const folder = path.join(workspace, run.folder);
  mkdirSync(path.join(folder, 'checkpoints'), { recursive: true });
  writeFileSync(path.join(folder, 'log.txt'), 'two epochs\n');
  writeFileSync(path.join(folder, 'checkpoints', '0002.safetensors'), 'weights');
  return { workspace, store, run, folder, finish };
}

describe('taking in the runs of another workspace', () => {
  it('brings the run with its faces, epochs, steps, checkpoints, pinned faces, tests, predictions and files', () => {
    const theirs = elsewhere();
    const here = open();
    saveDataset(here.store, newImages(3), '/data/other.csv'); // so that no id is the same
    const [imported, ...others] = importRuns(theirs.workspace, here);
    expect(others).toEqual([]);
    expect(imported).toMatchObject({
      isNew: true,
      run: { id: theirs.run.id, status: 'stopped', lastEpoch: 2, tags: ['theirs'], datasetName: 'faces' },
    });
    const both = [theirs.store, here.store].map((store) => {
      const paths = (ids: readonly number[]) => ids.map((id) => store.images.get(id as never).path);
      const [test] = store.evaluations.list({ runId: theirs.run.id });
      const { train, valid } = store.runs.faces(theirs.run.id);
      const columns = store.predictions.columns(test!.id);
      return {
        epochs: store.epochs.list(theirs.run.id),
        steps: store.steps.columns(theirs.run.id),
        checkpoints: store.checkpoints.list(theirs.run.id),
        faces: [paths(train), paths(valid)],
        pinned: store.probes.pinned(theirs.run.id).map((face) => face.path),
        test: { ...test, id: 0, datasetId: 0 },
        predictions: [paths(columns.imageIds), [...columns.scores], columns.labels],
      };
    });
    expect(both[1]).toEqual(both[0]);
    const folder = path.join(here.workspace, imported!.run.folder);
    expect(readFileSync(path.join(folder, 'log.txt'), 'utf8')).toBe('two epochs\n');
    expect(readFileSync(path.join(folder, 'checkpoints', '0002.safetensors'), 'utf8')).toBe('weights');
  });

  it('changes nothing the second time', () => {
    const theirs = elsewhere();
    const here = open();
    importRuns(theirs.workspace, here);
    expect(importRuns(theirs.workspace, here)).toMatchObject([{ isNew: false, run: { id: theirs.run.id } }]);
    expect(here.store.runs.list()).toHaveLength(1);
    expect(here.store.evaluations.list()).toHaveLength(1);
    expect(here.store.datasets.list()).toHaveLength(1);
  });

  it('brings what was added since, and leaves what a person said about the run here', () => {
    const theirs = elsewhere();
    const here = open();
    importRuns(theirs.workspace, here);
    here.store.runs.edit(theirs.run.id, { name: 'renamed', notes: 'look at this', tags: ['theirs', 'ours'] });
    theirs.store.runs.changeStatus(theirs.run.id, { to: 'running', device: 'CPU' });
    theirs.finish([3], 'finished');
    writeFileSync(path.join(theirs.folder, 'log.txt'), 'three epochs\n');
    const [again] = importRuns(theirs.workspace, here);
    expect(again).toMatchObject({
      isNew: true,
      run: { name: 'renamed', notes: 'look at this', tags: ['theirs', 'ours'], status: 'finished', lastEpoch: 3 },
    });
    expect(here.store.epochs.list(theirs.run.id)).toHaveLength(3);
    expect(here.store.evaluations.list()).toHaveLength(1);
    expect(readFileSync(path.join(here.workspace, again!.run.folder, 'log.txt'), 'utf8')).toBe('three epochs\n');
  });

  it('gives it another name and folder where these are taken', () => {
    const theirs = elsewhere();
    const here = open();
    const own = here.store.runs.create(newRun(saveDataset(here.store)));
    here.store.runs.edit(own.id, { name: theirs.run.name });
    const [imported] = importRuns(theirs.workspace, here);
    expect(imported?.run).toMatchObject({ name: `${theirs.run.name}-2`, folder: `runs/${theirs.run.name}-2` });
    expect(existsSync(path.join(here.workspace, imported!.run.folder))).toBe(true);
  });

  it('calls a run interrupted whose training died', () => {
    const theirs = elsewhere();
    theirs.store.runs.changeStatus(theirs.run.id, { to: 'running', device: 'CPU' });
    const here = open();
    expect(importRuns(theirs.workspace, here)[0]?.run.status).toBe('interrupted');
  });

  it('refuses a workspace that somebody is using, one that is none, and itself', () => {
    const theirs = elsewhere();
    const here = open();
    const lock = lockWorkspace(theirs.workspace, { owner: 'facet train' });
    expect(refusalOf(() => importRuns(theirs.workspace, here))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is in use by facet train'),
    });
    lock.release();
    const empty = temporaryFolder();
    expect(refusalOf(() => importRuns(empty, here)).code).toBe('file_not_found');
    expect(existsSync(path.join(empty, 'facet.lock'))).toBe(false);
    expect(refusalOf(() => importRuns(here.workspace, here)).code).toBe('conflict');
    expect(here.store.runs.list()).toEqual([]);
  });
});
