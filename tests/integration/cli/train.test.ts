/** `facet train`: what it prints, what it writes, what it stores. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { type Ended, facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { fieldsOf, readRecords } from '#tests/unit/engine/tensorboard/decode.ts';
import { newestRunFolder, outcomeOf, readWorkspace, sha256Of } from '../training/outcome.ts';

const folder = folderForTests('train');
const at = (name: string) => path.join(folder, name);
const WORKSPACE = 'workspace';
const here = { cwd: folder, env: { FACET_WORKSPACE: WORKSPACE } };

const TRAIN_COUNT = 40;
const VALID_COUNT = 8;
const STEPS = (2 * TRAIN_COUNT) / 4;

let first: Ended;
let runFolder: string;

beforeAll(async () => {
  await prepareTinyTraining(folder);
  first = await facet(['train', '--config', 'tiny.yaml'], here);
  expect(first.exitCode, first.stderr).toBe(0);
  runFolder = newestRunFolder(at(WORKSPACE));
});

describe('facet train', () => {
  it("prints the reference's sections and a line for each epoch, and keeps every line in log.txt", () => {
    const number = String.raw`\d+\.\d{5}`;
    const epochLine = (epoch: number, rate: string) =>
      String.raw`\[${epoch}/2\] Epoch ${epoch}: Train Accuracy = ${number}, Train Loss = ${number}, Valid Accuracy = ${number}, Valid Loss = ${number}, lr = ${rate} \(time elapsed \d\d:\d\d:\d\d\)`;
    const lines = [
      '-{32}',
      'Running ResNet on device cpu',
      '',
      String.raw`\[\+\] System environments`,
      ' Device: CPU .*',
      ' Random seed : 7',
      ' The number of gpus : 0',
      String.raw` The number of cpus : \d+`,
      String.raw` Memory Size : \d+G`,
      '',
      String.raw`\[\+\] Data`,
      ' Train path : faces.csv',
      ' Test path : ',
      ' Batch size : 4',
      ' Valid proportions : 0.16667',
      ` The number of train samples : ${TRAIN_COUNT}`,
      ` The number of valid samples : ${VALID_COUNT}`,
      '',
      String.raw`\[\+\] Network`,
      ' Type: ResNet',
      ' Model parameters: 11,177,538',
      '',
      String.raw`\[\+\] Optimizer`,
      ' Type: Adam',
      ' Learning rate: 0.001',
      ' Weight Decay: 0.0001',
      '',
      epochLine(1, '0.001'),
      epochLine(2, '0.0005'),
    ];
    expect(first.stdout).toMatch(new RegExp(`^${lines.join('\n')}\n$`));
    expect(readFileSync(path.join(runFolder, 'log.txt'), 'utf8')).toBe(first.stdout);
  });

  it('writes the resolved configuration, which reads back as the one it trained with', () => {
    const text = readFileSync(path.join(runFolder, 'config.yaml'), 'utf8');
    const original = readFileSync(at('tiny.yaml'), 'utf8');
    const resolved = parseExperiment(text, { file: 'config.yaml' }).config;
    expect(resolved).toEqual(parseExperiment(original, { file: 'tiny.yaml' }).config);
    expect(readWorkspace(at(WORKSPACE), ({ runs }) => runs.get(runs.list()[0]!.id).config)).toEqual(resolved);
  });

  it("writes each epoch's weights under torchvision's names, the best ones, and the whole state, and nothing else", async () => {
    const checkpoints = path.join(runFolder, 'checkpoints');
    const last = JSON.parse(readFileSync(path.join(checkpoints, 'last.json'), 'utf8'));
    expect(last).toMatchObject({ state: { epoch: 2, batch: 0, step: STEPS }, weights: { file: '0002.safetensors' } });
    expect(readdirSync(checkpoints).toSorted()).toEqual(
      ['0002.safetensors', 'best.safetensors', last.optimizer.file, 'last.json'].toSorted(), // keep_checkpoints: 1
    );
    for (const { file, sha256 } of [last.weights, last.optimizer])
      expect(sha256Of(path.join(checkpoints, file))).toBe(sha256);
    const { tensors, metadata } = await readSafetensors(path.join(checkpoints, '0002.safetensors'));
    expect(tensors.get('conv1.weight')?.shape).toEqual([64, 3, 7, 7]);
    expect(tensors.get('fc.weight')?.shape).toEqual([2, 512]);
    expect(metadata.get('epoch')).toBe('2');
    expect(tensors.size).toBe(122); // of torchvision's state dict
  });

  it('stores the run, its steps, epochs and checkpoints, and the faces it was split into', () => {
    readWorkspace(at(WORKSPACE), (store) => {
      const [run, ...others] = store.runs.list();
      expect(others).toEqual([]);
      expect(run).toMatchObject({
        status: 'finished',
        network: 'resnet18',
        seed: 7,
        datasetName: 'faces',
        trainCount: TRAIN_COUNT,
        validCount: VALID_COUNT,
        plannedEpochs: 2,
        lastEpoch: 2,
      });
      const { environment, versions, splitSeed } = store.runs.get(run!.id);
      expect(environment).toMatchObject({ threads: 2, gpus: 0, tensorflow: expect.stringMatching(/^2\./) });
      expect(versions).toMatchObject({ node: process.versions.node, tensorflow: environment['tensorflow'] });
      expect(splitSeed).toBe(7);
      const { train, valid } = store.runs.faces(run!.id);
      expect([train.length, valid.length, new Set([...train, ...valid]).size]).toEqual([40, 8, 48]);
    });
    const outcome = outcomeOf(at(WORKSPACE));
    expect(outcome.epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, STEPS / 2],
      [2, STEPS],
    ]);
    expect(outcome.steps.map(([step]) => step)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
    expect(outcome.checkpoints.every(({ isAsRecorded }) => isAsRecorded)).toBe(true);
    expect(outcome.checkpoints.map(({ kind }) => kind).toSorted()).toEqual(['best', 'epoch']);
  });

  it('writes scalars and histograms for TensorBoard', () => {
    const [file = '', ...others] = readdirSync(path.join(runFolder, 'tensorboard'));
    expect([file, others]).toEqual([expect.stringMatching(/^events\.out\.tfevents\./), []]);
    const events = readRecords(readFileSync(path.join(runFolder, 'tensorboard', file))).map(fieldsOf);
    const tags = events.flatMap((event) =>
      (event.get(5) ?? []).flatMap((summary) =>
        (fieldsOf(summary as Uint8Array).get(1) ?? []).map((value) =>
          Buffer.from(fieldsOf(value as Uint8Array).get(1)?.[0] as Uint8Array).toString(),
        ),
      ),
    );
    const counts = Map.groupBy(tags, (tag) => tag);
    expect(counts.get('train/batch_loss')).toHaveLength(STEPS);
    for (const tag of ['train/loss', 'train/accuracy', 'valid/loss', 'valid/accuracy', 'weights/fc.weight'])
      expect(counts.get(tag), tag).toHaveLength(2);
  });
});

describe('the same configuration once more', () => {
  it('gives the same losses and weights, bit for bit, and with --json one value and nothing else', async () => {
    const before = outcomeOf(at(WORKSPACE));
    const { exitCode, json } = await facetJson(['train', '--config', 'tiny.yaml', '--workspace', 'again'], here);
    expect(exitCode).toBe(0);
    expect(outcomeOf(at('again'))).toEqual(before);
    const folderOfRun = newestRunFolder(at('again'));
    expect(json).toMatchObject({
      name: path.basename(folderOfRun),
      status: 'finished',
      reason: 'completed',
      folder: folderOfRun,
      lastEpoch: 2,
      bestEpoch: before.bestEpoch,
    });
  });

  it('gives other ones with another seed', async () => {
    const args = ['train', '--config', 'tiny.yaml', '--workspace', 'other', '--set', 'seed=8', '--set', 'num_epochs=1'];
    const { exitCode, json } = await facetJson(args, here);
    expect([exitCode, json['lastEpoch']]).toEqual([0, 1]);
    const [mine, other] = [WORKSPACE, 'other'].map((name) => outcomeOf(at(name)).epochs[0]);
    expect(other?.trainLoss).not.toBe(mine?.trainLoss);
  });
});

describe('early stopping', () => {
  it('ends a training whose valid loss only grows, and leaves the weights of the best epoch as the best', async () => {
    // Validated on faces that are called the opposite: what is learnt makes it worse.
    const csv = await drawTinyFaces(folder, { count: 8, seed: 2, name: 'inverted' });
    writeFileSync(
      csv,
      readFileSync(csv, 'utf8').replaceAll(/,([01])$/gm, (_, label) => `,${1 - Number(label)}`),
    );
    const settings = ['data.valid=inverted.csv', 'data.random_split=false', 'num_epochs=8', 'EARLY_STOPPING_EPOCH=1'];
    const set = [...settings, 'keep_checkpoints=all', 'scheduler.type=none', 'batch_size=24'];
    const args = ['train', '--config', 'tiny.yaml', '--workspace', 'early', ...set.flatMap((one) => ['--set', one])];
    const { exitCode, stdout, stderr } = await facet(args, here);
    expect(exitCode, stderr).toBe(0);

    const { status, lastEpoch, bestEpoch, epochs, checkpoints } = outcomeOf(at('early'));
    const losses = epochs.map(({ validLoss }) => validLoss ?? Number.NaN);
    const smallest = losses.indexOf(Math.min(...losses)) + 1;
    expect({ status, bestEpoch, lastEpoch }).toEqual({
      status: 'finished',
      bestEpoch: smallest,
      lastEpoch: smallest + 1,
    });
    expect(stdout).toContain(
      `Early stopping: 1 epoch without a smaller valid loss. The weights are those of epoch ${smallest}`,
    );
    const sha256 = checkpoints.find(({ kind, epoch }) => kind === 'epoch' && epoch === smallest)?.sha256;
    expect(checkpoints.find(({ kind }) => kind === 'best')).toMatchObject({
      epoch: smallest,
      sha256,
      isAsRecorded: true,
    });

    const name = path.basename(newestRunFolder(at('early')));
    const again = await facet(['train', '--resume', name, '--workspace', 'early', '--set', 'num_epochs=9'], here);
    expect(again.exitCode).toBe(10);
    expect(again.stderr).toMatch(/stopped early after epoch \d.*\n.*EARLY_STOPPING_EPOCH/);
  });
});

describe('a training that diverges', () => {
  it('keeps the epoch that came to no loss as one without, and calls nothing the best', async () => {
    // One step an epoch: the step's own loss is still finite, what it makes of the weights is not.
    const set = ['num_epochs=1', 'optimizer.lr=100', 'optimizer.weight_decay=10', 'batch_size=40'];
    const args = ['train', '--config', 'tiny.yaml', '--workspace', 'diverged', ...set.flatMap((one) => ['--set', one])];
    const { exitCode, stdout, stderr } = await facet(args, here);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('Valid Loss = NaN');
    const { epochs, checkpoints, ...run } = outcomeOf(at('diverged'));
    expect(run).toMatchObject({ status: 'finished', lastEpoch: 1, bestEpoch: null });
    expect(epochs).toMatchObject([{ epoch: 1, validLoss: null, isBest: false }]);
    expect(checkpoints.map(({ kind }) => kind)).toEqual(['epoch']);
  });
});
