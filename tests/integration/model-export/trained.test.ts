/** A trained network leaves as a folder for others, with a card that says what it is, and scores faces from there as it does here. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { predictionConfig } from '#main/cli/prediction-config.ts';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { encodeOnnx, type OnnxModel } from '#main/engine/export/onnx/encode.ts';
import { readModel } from '#main/engine/export/read-model.ts';
import { joined } from '#main/engine/protobuf/write.ts';
import { weightsFile } from '#main/features/evaluation/weights.ts';
import type { MadeModelExport } from '#shared/contract/model-exports.ts';
import { EXPORT_FORMATS, type ExportFormat } from '#shared/domain/model-exports.ts';
import type { RunId } from '#shared/domain/records.ts';
import { facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('model-export');
const at = (...parts: string[]) => path.join(folder, ...parts);
const here = { cwd: folder };
const FACES = 6;

let workbench: Workbench;
let runId: RunId;
let best: string;
let ownScores: Awaited<ReturnType<typeof scores>>;

/** As the window does it. */
async function exported(format: ExportFormat, checkpoint = 'best'): Promise<MadeModelExport> {
  mkdirSync(at('exports'), { recursive: true });
  const { jobId } = await workbench.client.modelExports.start({ runId, checkpoint, format, folder: at('exports') });
  const { job } = await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
  expect(job.error).toBeNull();
  return await workbench.client.modelExports.made({ jobId });
}

/** path,real,p_fake of the faces of test.csv. */
async function scores(model: string): Promise<readonly (readonly [path: string, score: number])[]> {
  const { faces } = await workbench.backend.prediction.predict(
    { weights: weightsFile(model), config: predictionConfig(undefined), input: at('test.csv'), heatmaps: null },
    { onNews: () => undefined, signal: new AbortController().signal },
  );
  return faces.map(({ path, score }) => [path, score] as const);
}

beforeAll(async () => {
  await prepareTinyTraining(folder);
  await drawTinyFaces(folder, { count: FACES, seed: 3, name: 'test' });
  const set = ['num_epochs=1', 'name=tiny', 'normalization=imagenet'].flatMap((one) => ['--set', one]);
  const trained = await facet(['train', '--config', 'tiny.yaml', ...set], here);
  expect(trained.exitCode, trained.stderr).toBe(0);
  workbench = await openWorkbench(at('workspace'), { begins: false });
  const [run] = workbench.store.runs.list();
  runId = run!.id;
  best = at('workspace', workbench.store.runs.get(runId).folder, 'checkpoints', 'best.safetensors');
  const test = { runId, checkpoint: null, csvPath: at('test.csv'), hasHeatmaps: false, allowBad: false };
  const { jobId } = await workbench.client.evaluations.start(test);
  await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status === 'finished');
  ownScores = await scores(best);
  expect(ownScores).toHaveLength(FACES);
});
afterAll(() => workbench?.close());

describe('an export', () => {
  it.each([...EXPORT_FORMATS])('as %s has the weights bit for bit, and the scores of the run', async (format) => {
    const made = await exported(format);
    expect(path.basename(made.path)).toBe(`tiny-${format}`);
    expect(readdirSync(made.path)).toEqual(expect.arrayContaining([made.file, 'MODEL_CARD.md']));
    const { tensors } = await readSafetensors(best);
    const { tensors: read, sha256 } = await readModel(made.path);
    expect(sha256).toBe(made.sha256);
    for (const [name, tensor] of tensors) {
      if (name.endsWith('num_batches_tracked')) continue; // of use to a training that goes on only
      expect(Buffer.compare(read.get(name)!.data, tensor.data), name).toBe(0);
    }
    expect(await scores(made.path)).toEqual(ownScores);
  });

  it('has a card with the data, the split, the settings and the figures of the newest test', async () => {
    const { path: made, card } = await exported('safetensors', '1');
    expect(path.basename(made)).toBe('tiny-safetensors-2'); // nothing is written over
    expect(readFileSync(path.join(made, 'MODEL_CARD.md'), 'utf8')).toBe(card);
    for (const words of [
      'A ResNet-18',
      'Trained on | 40 faces (20 fake, 20 real)',
      'Validated on | 8 faces (4 fake, 4 real)',
      'at random, seed 7',
      'none named: the same person or video may be on both sides',
      'after epoch 1 of 1',
      'mean and standard deviation of ImageNet',
      `**test** (test), ${FACES} faces (3 fake, 3 real)`,
      '(Wilson)',
    ])
      expect(card).toContain(words);
    const head = parse(/^---\n([\s\S]*?)\n---\n/.exec(card)?.[1] ?? '') as Record<string, unknown>;
    expect(head).toMatchObject({ 'model-index': [{ name: 'tiny', results: [{ dataset: { split: 'test' } }] }] });
  });

  it('takes the weights as training left them, and makes the same file of the same weights', async () => {
    const last = await exported('onnx', 'last');
    expect(last.card).toContain('after epoch 1 of 1'); // one epoch: the best and the last are the same
    expect(last.sha256).toBe((await readModel(at('exports', 'tiny-onnx'))).sha256);
  });

  it('refuses a run and a checkpoint that are not there', async () => {
    const start = { runId, checkpoint: '9', format: 'onnx', folder: at('exports') } as const;
    await expect(workbench.client.modelExports.start(start)).rejects.toThrow(/no checkpoint of epoch 9/);
    const nowhere = { ...start, checkpoint: 'best', folder: at('nowhere') };
    await expect(workbench.client.modelExports.start(nowhere)).rejects.toThrow(/There is no folder/);
  });
});

describe('facet export and facet predict', () => {
  it('make a folder of a file of weights, score faces from it, and leave what is there alone', async () => {
    const args = ['export', best, '--format', 'onnx', '--output'];
    const { exitCode, json } = await facetJson<{ folder: string; file: string; sha256: string }>(
      [...args, 'mine'],
      here,
    );
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ folder: at('mine'), file: 'model.onnx', format: 'onnx' });
    expect(readdirSync(at('mine')).sort()).toEqual(['MODEL_CARD.md', 'model.onnx']);
    expect(readFileSync(at('mine', 'MODEL_CARD.md'), 'utf8')).toContain(
      'Not known: the weights were exported from a file',
    );

    const predict = ['predict', '--model', 'mine', '--input', 'test.csv', '--output', 'scores.csv'];
    const predicted = await facet(predict, here);
    expect(predicted.exitCode, predicted.stderr).toBe(0);
    const lines = readFileSync(at('scores.csv'), 'utf8').trim().split('\n').slice(1);
    expect(lines.map((line) => line.split(',')[2])).toEqual(ownScores.map(([, score]) => score.toFixed(6)));

    const again = await facet([...args, 'mine'], here);
    expect([again.exitCode, again.stderr]).toEqual([10, expect.stringContaining('There is something in')]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('refuse a model that Facet did not write, in a sentence', async () => {
    const foreign = at('foreign.onnx');
    writeFileSync(foreign, joined(encodeOnnx({ ...EMPTY, metadata: { classes: '["cat","dog"]' } })));
    await expect(scores(foreign)).rejects.toThrow(/is an ONNX file that Facet did not write/);
    writeFileSync(foreign, 'this is no ONNX file at all');
    await expect(readModel(foreign)).rejects.toMatchObject({ code: 'file_invalid' });
    mkdirSync(at('nothing'));
    await expect(readModel(at('nothing'))).rejects.toThrow(/the folder holds none of/);
  });
});

const EMPTY: OnnxModel = {
  graph: { name: 'none', nodes: [], initializers: [], inputs: [], outputs: [] },
  producerVersion: '',
  doc: '',
  metadata: {},
};
