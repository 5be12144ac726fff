/** A training uses what is in force when it begins, and keeps to it. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facesOfRun } from '#main/features/training/run-faces.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { FAKE } from '#shared/domain/labels.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('revised-training');
let workbench: Workbench;
let csvPath = '';

beforeAll(async () => {
  csvPath = await drawTinyFaces(folder, { count: 24 });
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
});
afterAll(() => workbench.close());

const configOf = (more = '') =>
  parseExperiment(
    `network: resnet18
seed: 7
device: cpu
threads: 2
data: { train: ${csvPath}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
batch_size: 6
num_epochs: 1
${more}`,
    { file: 'a test' },
  ).config;

async function train(): Promise<{ runId: RunId; lines: readonly string[] }> {
  const lines: string[] = [];
  const request = { config: configOf(), configFile: null, startWeights: null, allowBad: false };
  const { run } = await workbench.backend.training.start(request, {
    onNews: (news) => (news.kind === 'line' ? lines.push(news.text) : undefined),
    signal: new AbortController().signal,
  });
  return { runId: run.id, lines };
}

const revisionLines = (lines: readonly string[]) =>
  lines.flatMap((text) => text.split('\n')).filter((line) => line.startsWith(' Revision'));

describe('a training of a data set with revisions', () => {
  it('says nothing of them where there are none', async () => {
    const { runId, lines } = await train();
    expect(revisionLines(lines)).toEqual([]);
    expect(workbench.store.runs.detail(runId).datasetRevision).toBe(0);
  });

  it('takes labels, splits and exclusions as they are in force, prints and remembers the revision', async () => {
    const { store, client } = workbench;
    const datasetId = store.runs.list()[0]!.datasetId;
    const ids = store.images.list(datasetId).map(({ id }) => id);
    const [relabelled, excluded, tested] = [ids[0], ids[1], ids[2]] as [ImageId, ImageId, ImageId];
    await client.datasets.revise({
      datasetId,
      selection: { imageIds: [relabelled] },
      change: { kind: 'relabel', label: FAKE },
    });
    await client.datasets.revise({ datasetId, selection: { imageIds: [excluded] }, change: { kind: 'exclude' } });
    store.revisions.save({
      datasetId,
      title: String,
      changes: [{ imageIds: [tested], change: { kind: 'split', split: 'test' } }],
    });

    const { runId, lines } = await train();
    expect(revisionLines(lines)).toEqual([' Revision : 3 (1 relabelled, 1 excluded)']);
    expect(store.runs.detail(runId).datasetRevision).toBe(3);
    const faces = facesOfRun(store, runId);
    const all = [...faces.train, ...faces.valid];
    expect(all).toHaveLength(22);
    expect(all.map(({ id }) => id)).not.toContain(excluded);
    expect(all.map(({ id }) => id)).not.toContain(tested);
    expect(all.find(({ id }) => id === relabelled)).toMatchObject({ label: FAKE, csvLabel: 1 });
  });

  it('goes on with the labels that it began with, whatever was undone since', async () => {
    const { store, client, backend } = workbench;
    const run = store.runs.list()[0]!;
    const before = facesOfRun(store, run.id);
    const { undo } = await client.history.state();
    expect(undo).toBe('Exclude 1 face');
    await client.history.undo();
    await client.history.undo();
    const lines: string[] = [];
    await backend.training.resume(
      { runId: run.id, config: { ...configOf(), num_epochs: 2 } },
      {
        onNews: (news) => (news.kind === 'line' ? lines.push(news.text) : undefined),
        signal: new AbortController().signal,
      },
    );
    expect(facesOfRun(store, run.id)).toEqual(before);
    expect(store.runs.get(run.id).lastEpoch).toBe(2);
    expect(lines.join('\n')).toContain(' The number of train samples : ');
  });
});
