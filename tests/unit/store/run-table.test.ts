import { describe, expect, it } from 'vitest';
import type { RunId } from '#shared/domain/records.ts';
import { epochResult, newRun, refusalOf, saveDataset, startEvaluation, startRun, temporaryStore } from './workspace.ts';

const config = (lr: number, more: Record<string, string | number> = {}) => ({
  network: 'resnet18',
  optimizer: { type: 'Adam', lr },
  augmentation: { jpeg_quality: [70, 95] },
  ...more,
});

describe('a row of the table of runs', () => {
  it('has the time spent in epochs, not that of a pause', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    for (const epoch of [1, 2]) store.epochs.record(id, epochResult(epoch));
    expect(store.runs.rows()[0]).toMatchObject({ id, durationMs: 8_000, place: 'active', isPinned: false, test: null });
  });

  it('has the figures of the newest finished test, not of a stopped one after it', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const { id: runId } = store.runs.create(newRun(saved));
    const end = (accuracy: number) => ({
      loss: 0.2,
      accuracy,
      auc: 0.9,
      equalErrorRate: { rate: 0.1, threshold: 0.4 },
    });
    for (const accuracy of [0.7, 0.8]) {
      const { id } = startEvaluation(store, saved, { runId });
      store.evaluations.end(id, { status: 'finished', metrics: end(accuracy), durationMs: 1 });
    }
    store.evaluations.end(startEvaluation(store, saved, { runId }).id, { status: 'stopped', durationMs: 1 });
    startEvaluation(store, saved);
    expect(store.runs.rows()[0]?.test).toEqual({
      evaluationId: 2,
      datasetName: 'faces',
      imageCount: 0,
      loss: 0.2,
      accuracy: 0.8,
      auc: 0.9,
      eer: 0.1,
    });
  });

  it('has the settings by which runs differ; what is alike in all is told apart from them', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    for (const lr of [1e-3, 1e-4]) store.runs.create(newRun(saved, { config: config(lr) }));
    expect(store.runs.rows().map(({ settings }) => settings)).toEqual([
      { 'optimizer.lr': 1e-4 },
      { 'optimizer.lr': 1e-3 },
    ]);
    expect(store.runs.commonSettings()).toEqual({
      network: 'resnet18',
      'optimizer.type': 'Adam',
      'augmentation.jpeg_quality': [70, 95],
    });
    store.runs.create(newRun(saved, { config: config(1e-4, { dropout_rate: 0.1 }) })); // a key that older runs do not have
    expect(store.runs.rows().map(({ settings }) => settings['dropout_rate'])).toEqual([0.1, undefined, undefined]);
  });

  it('follows a configuration that a resumed run was given', () => {
    const store = temporaryStore();
    const { id } = startRun(store, { config: config(1e-3) });
    expect(store.runs.commonSettings()['optimizer.lr']).toBe(1e-3);
    store.runs.changeStatus(id, { to: 'stopped' });
    const { configYaml, environment, versions } = store.runs.get(id);
    store.runs.replan(id, { config: config(1e-4), configYaml, environment, versions, plannedEpochs: 30 });
    expect(store.runs.commonSettings()['optimizer.lr']).toBe(1e-4);
  });
});

describe('all that is known of a run', () => {
  it('names its parent and its children', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const parent = store.runs.create(newRun(saved));
    const child = store.runs.create(newRun(saved, { parent: { runId: parent.id, checkpoint: 'best.safetensors' } }));
    expect(store.runs.detail(parent.id)).toMatchObject({
      parentName: null,
      children: [{ id: child.id, name: child.name }],
    });
    expect(store.runs.detail(child.id)).toMatchObject({ parentName: parent.name, children: [] });
  });

  it('holds the network as the engine built it, once it did', () => {
    const store = temporaryStore();
    const { id } = store.runs.create(newRun(saveDataset(store)));
    expect(store.runs.detail(id).networkFacts).toBeNull();
    const facts = {
      parameters: 10,
      trainableParameters: 10,
      layers: [{ type: 'Linear', outputShape: [2], parameters: 10 }],
      heatmapLayers: [{ layer: 'layer4', rows: 7, columns: 7 }],
      defaultLayer: 'layer4',
    };
    store.runs.recordNetwork(id, facts);
    expect(store.runs.detail(id).networkFacts).toEqual(facts);
  });
});

describe('the place of runs', () => {
  const three = () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const runs = [1, 2, 3].map(() => store.runs.create(newRun(saved)));
    const places = () =>
      store.runs
        .rows()
        .toReversed()
        .map(({ place }) => place);
    return { store, saved, ids: runs.map(({ id }) => id) as [RunId, RunId, RunId], places };
  };

  it('changes for many at once, and back to exactly where each was', () => {
    const { store, ids, places } = three();
    store.runs.move([ids[0]], 'archived');
    const before = store.runs.move(ids, 'trashed');
    expect(places()).toEqual(['trashed', 'trashed', 'trashed']);
    store.runs.setPlaces(before);
    expect(places()).toEqual(['archived', 'active', 'active']);
    store.runs.move(ids, 'active');
    expect(places()).toEqual(['active', 'active', 'active']);
  });

  it('stays the same for all where one of them is running, which is named', () => {
    const { store, ids, places } = three();
    const { name } = store.runs.changeStatus(ids[1], { to: 'running', device: 'CPU' });
    for (const to of ['archived', 'trashed'] as const)
      expect(refusalOf(() => store.runs.move(ids, to))).toMatchObject({
        code: 'conflict',
        message: `"${name}" is running.`,
      });
    expect(places()).toEqual(['active', 'active', 'active']);
  });

  it('stays the same for all where one does not exist', () => {
    const { store, ids, places } = three();
    const ghost = '0000000000000' as RunId;
    expect(refusalOf(() => store.runs.move([...ids, ghost], 'archived')).code).toBe('not_found');
    expect(places()).toEqual(['active', 'active', 'active']);
  });

  it('in the trash is none to run in', () => {
    const { store, ids } = three();
    store.runs.move([ids[0]], 'trashed');
    const refusal = refusalOf(() => store.runs.changeStatus(ids[0], { to: 'running', device: 'CPU' }));
    expect(refusal).toMatchObject({ code: 'conflict', hint: 'Restore it first.' });
  });
});

describe('a run that is removed', () => {
  it('goes with its rows and leaves its child without a parent', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const parent = store.runs.create(newRun(saved));
    const child = store.runs.create(
      newRun(saved, { parent: { runId: parent.id, checkpoint: 'runs/a/best.safetensors' } }),
    );
    const evaluation = startEvaluation(store, saved, { runId: parent.id });
    store.predictions.record(evaluation.id, [{ imageId: saved.imageIds[0] as never, score: 0.5, loss: 0.7 }]);
    store.runs.move([parent.id], 'trashed');
    store.runs.remove(parent.id);
    expect(store.runs.rows().map(({ id }) => id)).toEqual([child.id]);
    expect(store.evaluations.list()).toEqual([]);
    expect(store.runs.detail(child.id)).toMatchObject({
      parentRunId: null,
      parentName: null,
      parentCheckpoint: 'runs/a/best.safetensors',
    });
  });

  it('is not removed unless it is in the trash', () => {
    const store = temporaryStore();
    const { id, name } = store.runs.create(newRun(saveDataset(store)));
    store.runs.remove(id);
    expect(store.runs.rows()).toHaveLength(1);
    expect(refusalOf(() => store.runs.assertTrashed([id])).message).toBe(`"${name}" is not in the trash.`);
  });
});

describe('tags of many runs', () => {
  it('are added and taken away without touching the others, and put back as they were', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const ids = [['a', 'b'], ['b']].map((tags) => store.runs.create(newRun(saved, { tags })).id);
    const tags = () => ids.map((id) => store.runs.get(id).tags);
    const before = store.runs.tag(ids, { add: ['c', 'a'], remove: ['b'] });
    expect(tags()).toEqual([
      ['a', 'c'],
      ['c', 'a'],
    ]);
    store.runs.setTags(before);
    expect(tags()).toEqual([['a', 'b'], ['b']]);
  });
});
