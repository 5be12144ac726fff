/** What is done with a trained network: `facet test`, `predict`, `explain` and `weights`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { readWeightsFile, writeWeightTensors } from '#main/engine/training/checkpoints.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { summarize } from '#shared/metrics/summary.ts';
import { facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { formulaImages } from '#tests/helpers/formula.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder, readWorkspace } from '../training/outcome.ts';

const folder = folderForTests('test');
const at = (...parts: string[]) => path.join(folder, ...parts);
const WORKSPACE = 'workspace';
const here = { cwd: folder, env: { FACET_WORKSPACE: WORKSPACE } };
const TEST_COUNT = 20;
const PTH_FILES = new URL('../../unit/engine/checkpoints/fixtures/', import.meta.url).pathname;

let runFolder: string;
const run = () => path.basename(runFolder);
const checkpoint = () => path.join(runFolder, 'checkpoints', 'best.safetensors');

beforeAll(async () => {
  await prepareTinyTraining(folder);
  await drawTinyFaces(folder, { count: TEST_COUNT, seed: 3, name: 'test' });
  const set = [
    'num_epochs=3',
    'augmentation.flip=0',
    'data.test=test.csv',
    'prefix=./log/ResNet',
    'keep_checkpoints=all',
  ];
  const { exitCode, stderr } = await facet(
    ['train', '--config', 'tiny.yaml', ...set.flatMap((one) => ['--set', one])],
    here,
  );
  expect(exitCode, stderr).toBe(0);
  runFolder = newestRunFolder(at(WORKSPACE));
});

type Tested = { readonly id: EvaluationId; readonly imageCount: number; readonly overlayFolder: string | null };

describe('facet test', () => {
  it('prints the layers and the figures, which are those of the scores it stored', async () => {
    const { exitCode, stdout, stderr } = await facet(['test', '--run', run()], here);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('WARNING: THIS IS TEST MODE!!');
    expect(stdout).toMatch(/Layer \(type\) +Output Shape +Param #/);
    expect(stdout).toMatch(/ Conv2d-1 +\[4, 64, 16, 16\] +9,408\n/);
    expect(stdout).toMatch(/ Linear-68 +\[4, 2\] +1,026\n/);
    for (const line of [/Total params: 11,177,538/, /Params size \(MB\): 42\.6\d/, /Estimated Total Size \(MB\): \d+/])
      expect(stdout).toMatch(line);

    readWorkspace(at(WORKSPACE), (store) => {
      const [evaluation, ...others] = store.evaluations.list();
      expect(others).toEqual([]);
      expect(evaluation).toMatchObject({
        status: 'finished',
        datasetName: 'test',
        splitName: 'test',
        imageCount: TEST_COUNT,
      });
      expect(evaluation?.runId).toBe(store.runs.list()[0]?.id);
      const { scores, labels, losses } = store.predictions.columns(evaluation!.id);
      const figures = summarize({ scores, labels, threshold: 0.5 });
      const loss = losses.reduce((sum, one) => sum + one, 0) / TEST_COUNT;
      expect(evaluation?.metrics).toMatchObject(JSON.parse(JSON.stringify(figures)));
      expect(evaluation?.metrics['loss']).toBeCloseTo(loss, 12);
      const { accuracy, byPositiveClass, confusion } = figures;
      for (const [name, value] of [
        ['Loss', loss],
        ['Accuracy', accuracy],
        ['Precision', byPositiveClass.fake.precision],
        ['Recall', byPositiveClass.fake.recall],
        ['AUC', figures.auc],
        ['EER', figures.equalErrorRate?.rate ?? null],
      ] as const)
        expect(stdout).toMatch(
          new RegExp(`^ ${name} +: ${value === null ? 'none' : value.toFixed(8).replace('.', '\\.')}$`, 'm'),
        );
      expect(stdout).toMatch(/^ Positive +: fake/m);
      expect(stdout).toMatch(new RegExp(`^ fake +${confusion.fakeCalledFake} +${confusion.fakeCalledReal} +10$`, 'm'));
    });
  });

  it('--cam draws as many faces as asked for, and keeps the raw maps of the layer', async () => {
    const args = ['test', '--run', run(), '--cam', '--limit', '4', '--layer', 'layer3'];
    const { exitCode, json } = await facetJson<Tested>(args, here);
    expect([exitCode, json.imageCount]).toEqual([0, 4]);
    const maps = readWorkspace(at(WORKSPACE), ({ heatmaps, predictions }) => ({
      page: heatmaps.page(json.id, { method: 'grad-cam', layer: 'layer3', limit: 10 }),
      predictions: predictions.page(json.id, { order: 'image', limit: 10 }),
    }));
    expect(maps.predictions.map(({ label }) => label).toSorted()).toEqual([0, 0, 1, 1]); // evenly over the CSV
    expect(maps.page).toHaveLength(4);
    for (const [i, { values, rows, columns, overlay, explainedClass }] of maps.page.entries()) {
      expect([rows, columns]).toEqual([2, 2]); // layer3 has a sixteenth of 32; 14 x 14 at 224
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(explainedClass).toBe(maps.predictions[i]?.predicted);
      const { format, width, height } = await sharp(at(WORKSPACE, overlay ?? '')).metadata();
      expect(format).toBe('png');
      expect(height).toBeGreaterThan(320);
      expect(width).toBeGreaterThan(2 * 320);
    }
    expect(maps.page.some(({ values }) => values.some((value) => value > 0))).toBe(true);
    expect(readdirSync(json.overlayFolder ?? '')).toHaveLength(4);
  });

  it('does not know a layer that there is none of, and names those that there are', async () => {
    const { exitCode, stderr } = await facet(['test', '--run', run(), '--cam', '--layer', 'layer9'], here);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^facet: resnet18 has no layer "layer9".*\n {2}Its layers are .*layer3, layer4; the default is layer4\.\n$/,
    );
    expect(readWorkspace(at(WORKSPACE), ({ evaluations }) => evaluations.list()[0]?.status)).toBe('failed');
  });

  it("--config finds the reference's 0001.pth as 0001.safetensors under the prefix that it links to the run", async () => {
    const set = ['data.test=test.csv', 'test_checkpoint=./log/ResNet/checkpoints/0001.pth'];
    const { exitCode, json } = await facetJson(
      ['test', '--config', 'tiny.yaml', ...set.flatMap((one) => ['--set', one])],
      here,
    );
    expect(exitCode).toBe(0);
    const first = readWorkspace(at(WORKSPACE), ({ checkpoints, runs }) =>
      checkpoints.list(runs.list()[0]!.id).find(({ kind, epoch }) => kind === 'epoch' && epoch === 1),
    );
    expect(json).toMatchObject({ checkpointSha256: first?.sha256, imageCount: TEST_COUNT });
  });

  it('--run --checkpoint names an epoch; of one that there is not, it says which there are', async () => {
    const { exitCode, stderr } = await facet(['test', '--run', run(), '--checkpoint', '7'], here);
    expect(exitCode).toBe(9);
    expect(stderr).toMatch(/no checkpoint of epoch 7.*\n.*epochs 1, 2, 3\./);
  });
});

/** path, real, p_fake of a submission. */
function rowsOf(file: string): [string, string, string][] {
  const [header, ...rows] = readFileSync(at(file), 'utf8').trimEnd().split('\n');
  expect(header).toBe('path,real,p_fake');
  return rows.map((row) => {
    const [, name = '', real = '', fake = ''] = /^(.*),([01]),(\d\.\d{6})$/.exec(row) ?? [];
    expect(name, row).not.toBe('');
    return [name, real, fake];
  });
}

describe('facet predict', () => {
  it('scores a folder: labels as the scores say, bad images left out and listed, no name that is a formula', async () => {
    mkdirSync(at('inbox', 'deeper'), { recursive: true });
    for (const [i, name] of ['a.png', '=1+1.png', 'deeper/b.png', 'with, comma.png'].entries())
      copyFileSync(at('test', `${i}.png`), at('inbox', name));
    writeFileSync(at('inbox', 'broken.jpg'), 'no image');
    const args = ['predict', '--checkpoint', checkpoint(), '--input', 'inbox', '--output', 'out/submission.csv'];
    const { exitCode, stdout, stderr } = await facet(args, here);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/1 images? left out:\n {2}broken\.jpg .+\n4 faces scored: out\/submission\.csv\n$/);
    const rows = rowsOf('out/submission.csv');
    expect(rows.map(([name]) => name).toSorted()).toEqual(
      ["'=1+1.png", '"with, comma.png"', 'a.png', 'deeper/b.png'].toSorted(),
    );
    for (const [, real, fake] of rows) expect(real).toBe(Number(fake) >= 0.5 ? '0' : '1');
  });

  it('scores the rows of a CSV as a test does, in their order', async () => {
    const args = ['predict', '--checkpoint', checkpoint(), '--input', 'test.csv', '--output', 'test-scores.csv'];
    const { exitCode, json } = await facetJson(args, here);
    expect([exitCode, json]).toEqual([
      0,
      { output: 'test-scores.csv', scored: TEST_COUNT, bad: [], wasStopped: false },
    ]);
    const stored = readWorkspace(at(WORKSPACE), ({ evaluations, predictions }) => {
      const tested = evaluations.list().findLast(({ status }) => status === 'finished');
      return predictions.page(tested!.id, { order: 'image', limit: TEST_COUNT });
    });
    expect(rowsOf('test-scores.csv')).toEqual(
      stored.map(({ path: file, predicted, score }) => [file, String(predicted), score.toFixed(6)]),
    );
  });

  it('says what is missing where there is nothing to score', async () => {
    mkdirSync(at('empty'), { recursive: true });
    const scored = (input: string) =>
      facet(['predict', '--checkpoint', checkpoint(), '--input', input, '--output', 'none.csv'], here);
    const [empty, nowhere] = await Promise.all([scored('empty'), scored('nowhere')]);
    expect([empty.exitCode, empty.stderr]).toEqual([6, expect.stringContaining('"empty" holds no image')]);
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([7, expect.stringContaining('There is no "nowhere"')]);
  });
});

describe('facet explain', () => {
  it('draws one image beside its heat map', async () => {
    const args = [
      'explain',
      '--checkpoint',
      checkpoint(),
      '--input',
      'test/0.png',
      '--output',
      'explained',
      '--class',
      'fake',
    ];
    const { exitCode, stdout, stderr } = await facet(args, here);
    expect(exitCode, stderr).toBe(0);
    const [picture = ''] = readdirSync(at('explained'));
    expect(stdout).toMatch(/P\(fake\) \d\.\d{4} {2}0\.png {2}-> {2}\S+\.png\n1 heat maps? in explained\n$/);
    expect((await sharp(at('explained', picture)).metadata()).format).toBe('png');
  });

  it('--method chooses how the heat map is made, of those that there are', async () => {
    const args = ['explain', '--checkpoint', checkpoint(), '--input', 'test/0.png', '--output', 'layers'];
    const chosen = await facet([...args, '--method', 'layercam'], here);
    expect(chosen.exitCode, chosen.stderr).toBe(0);
    expect(readdirSync(at('layers'))).toHaveLength(1);
    const unknown = await facet([...args, '--method', 'saliency'], here);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('grad-cam, grad-cam++, hirescam, layercam');
  });
});

describe('facet weights', () => {
  const { files, contents } = JSON.parse(readFileSync(path.join(PTH_FILES, 'files.expected.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly content: number }>>;
    readonly contents: readonly Readonly<Record<string, { readonly shape: readonly number[] }>>[];
  };

  it.each(['checkpoint.pth', 'legacy.pth'])("import makes safetensors of PyTorch's %s", async (name) => {
    const args = ['weights', 'import', path.join(PTH_FILES, name), 'imported.safetensors'];
    const { exitCode, stdout, stderr } = await facet(args, here);
    expect(exitCode, stderr).toBe(0);
    const { tensors } = await readSafetensors(at('imported.safetensors'));
    expect(stdout).toMatch(new RegExp(`^${tensors.size} tensors, [\\d,]+ numbers: imported\\.safetensors\n`));
    const shapes = Object.entries(contents[files[name]?.content ?? 0] ?? {}).map(([key, { shape }]) => [key, shape]);
    expect([...tensors.values()].map((tensor) => [tensor.name, tensor.shape]).toSorted()).toEqual(shapes.toSorted());
  });

  it('import refuses a file that holds more than data, and writes nothing', async () => {
    const { exitCode, stderr } = await facet(
      ['weights', 'import', path.join(PTH_FILES, 'whole-model.pth'), 'never.safetensors'],
      here,
    );
    expect(exitCode).toBe(8);
    expect(stderr).toMatch(/^facet: .*whole-model\.pth" cannot be used: /);
    expect(readdirSync(folder)).not.toContain('never.safetensors');
  });

  it('export gives the best weights of a run under the names and shapes of torchvision', async () => {
    const { exitCode, json } = await facetJson(['weights', 'export', run(), 'out/mine.safetensors'], here);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ source: checkpoint(), tensors: 122 });
    const [best, exported] = [
      await readSafetensors(checkpoint()),
      await readSafetensors(at('out', 'mine.safetensors')),
    ];
    expect([...exported.tensors.keys()]).toEqual([...best.tensors.keys()]);
    for (const [name, { data }] of best.tensors)
      expect(
        exported.tensors.get(name)?.data.every((byte, i) => byte === data[i]),
        name,
      ).toBe(true);
  });

  const python = process.env['FACET_PYTHON'] ?? '';
  const hasTorchvision = python !== '' && spawnSync(python, ['-c', 'import torchvision, safetensors']).status === 0;
  it.skipIf(!hasTorchvision)(
    'exports what torchvision loads, with the same logits (needs FACET_PYTHON with torchvision)',
    async () => {
      const images = { name: 'exported', count: 4, height: 32, width: 32 };
      const file = at('out', 'mine.safetensors');
      const settings = JSON.parse((await readSafetensors(file)).metadata.get('facet') ?? '').model;
      const session = new ModelSession(createModel(settings, null));
      writeWeightTensors(session, await readWeightsFile(file), file);
      const batch = { pixels: formulaImages(images), labels: new Int32Array(images.count) };
      const [logits] = session.fetch(batch, [session.model.evaluation.logits]);
      session.dispose();
      const rows = Array.from({ length: images.count }, (_, i) =>
        Array.from(logits?.data.slice(2 * i, 2 * i + 2) ?? []),
      );
      writeFileSync(at('logits.json'), JSON.stringify({ images, logits: rows }));
      const script = new URL('../../parity/load_state_dict.py', import.meta.url).pathname;
      const answer = JSON.parse(execFileSync(python, [script, file, at('logits.json')], { encoding: 'utf8' }));
      expect(answer.classes).toBe(2);
      expect(answer.largestDifference).toBeLessThan(1e-4); // as architecture says of evaluation logits
    },
  );
});
