import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRun } from '#main/features/training/new-run.ts';
import { defaultProbes } from '#main/features/training/probes.ts';
import type { TrainRequest } from '#main/features/training/service.ts';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { newImages, saveDataset, temporaryStore } from '#tests/unit/store/workspace.ts';

const WORKSPACE = path.resolve('/workspaces/faces');
const DEVICE = {
  ...({ kind: 'describe', device: 'cpu', deviceName: 'CPU', gpus: 0, flavour: 'cpu' } as const),
  ...{ tensorflow: '2.21.0', threads: 2, lowTypes: { bfloat16: null, float16: null } },
};
const { config } = parseExperiment('network: resnet18\nseed: 7\ndata: { train: faces.csv }\n', { file: 'a test' });

/** Thirty faces, of which the last twenty validate. */
function madeIn(store: Store, changes: Partial<TrainRequest> = {}) {
  const { dataset } = saveDataset(store, newImages(30));
  const images = store.images.included(dataset.id);
  const revision = store.revisions.inForce(dataset.id);
  const faces = {
    dataset,
    revision,
    train: images.slice(0, 10),
    valid: images.slice(10),
    bad: [],
    duplicates: 0,
    splitSeed: 7,
  };
  const dependencies = {
    store,
    workspace: WORKSPACE,
    versions: {},
    images: {} as never,
    spawnEngine: () => ({}) as never,
    pretrained: {} as never,
  }; // none is needed to make a run
  const request = { config, configFile: null, startWeights: null, allowBad: false, ...changes };
  return { run: createRun(dependencies, { request, faces, device: DEVICE }), images };
}

describe('a new run', () => {
  it('watches four real and four fake faces that it is not trained on, the same for the same seed', () => {
    const store = temporaryStore();
    const { run, images } = madeIn(store);
    const pinned = store.probes.pinned(run.id);
    expect(pinned.map(({ label }) => label)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    const valid = images.slice(10);
    expect(pinned.every(({ imageId }) => valid.some(({ id }) => id === imageId))).toBe(true);
    expect(new Set(pinned.map(({ imageId }) => imageId)).size).toBe(8);
    expect(defaultProbes(valid, 7)).toEqual(pinned.map(({ imageId }) => imageId));
    expect(defaultProbes(valid, 8)).not.toEqual(defaultProbes(valid, 7));
    expect(defaultProbes(valid.slice(0, 1), 7)).toHaveLength(1);
  });

  it('watches the faces that a person pinned, in their order', () => {
    const store = temporaryStore();
    const probes = saveDataset(store, newImages(30)).imageIds.slice(0, 2).toReversed();
    const { run } = madeIn(store, { probes });
    expect(store.probes.pinned(run.id).map(({ imageId }) => imageId)).toEqual(probes);
  });

  it('is the child of the run whose weights it begins with, whatever that is called by now', () => {
    const store = temporaryStore();
    const parent = madeIn(store).run;
    store.runs.edit(parent.id, { name: 'renamed' });
    const startWeights = path.join(WORKSPACE, parent.folder, 'checkpoints', 'best.safetensors');
    expect(madeIn(store, { startWeights }).run).toMatchObject({
      parentRunId: parent.id,
      parentCheckpoint: startWeights,
    });
    const foreign = path.resolve('/elsewhere/runs', path.basename(parent.folder), 'best.safetensors');
    expect(madeIn(store, { startWeights: foreign }).run).toMatchObject({
      parentRunId: null,
      parentCheckpoint: foreign,
    });
  });
});
