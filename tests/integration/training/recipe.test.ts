/** A training with parts frozen, learning rates by part, warm-up, cosine, clipping, smoothing and weights: what stays stays, and a stop changes nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '#main/backend.ts';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';
import { forkEngine } from '#main/engine/fork.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { modelSettingsOf } from '#main/features/training/config-to-job.ts';
import { configOfRun, readExperiment } from '#main/features/training/request.ts';
import type { Watch } from '#main/features/training/service.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder, outcomeOf, readWorkspace } from './outcome.ts';

const BATCHES = 10;
const SETTINGS = [
  'num_epochs=3',
  'keep_checkpoints=all',
  'model.freeze=[conv1, bn1, layer1, layer2.0.bn1]',
  'optimizer.lr_factors={fc: 10, layer4: 0.5}',
  'scheduler.type=cosine',
  'scheduler.warmup_epochs=1',
  'scheduler.min_lr=1e-5',
  'gradient_clip_norm=1',
  'label_smoothing=0.1',
  'class_weights=balanced',
];

const folder = folderForTests('recipe');
const at = (name: string) => path.join(folder, name);
const config = (...more: string[]) => {
  const tiny = readExperiment(at('tiny.yaml'), [...SETTINGS, ...more]);
  return { ...tiny, data: { ...tiny.data, train: at('faces.csv') } };
};
const request = () => ({ config: config(), configFile: null, startWeights: null, allowBad: false });
const unwatched = (): Watch => ({ onNews: () => undefined, signal: new AbortController().signal });
/** Asks for a stop when this step is done. */
function stoppingAt(step: number): Watch {
  const stop = new AbortController();
  return {
    onNews: (news) => {
      if (news.kind === 'fact' && news.fact.kind === 'step' && news.fact.step === step) stop.abort();
    },
    signal: stop.signal,
  };
}

async function trainHere<T>(
  workspace: string,
  act: (training: ReturnType<typeof createBackend>['training']) => Promise<T>,
): Promise<T> {
  const backend = createBackend({ workspace: at(workspace), owner: 'a test', versions: {}, spawnEngine: forkEngine });
  try {
    return await act(backend.training);
  } finally {
    await backend.close();
  }
}
const newestRun = (workspace: string) =>
  readWorkspace(at(workspace), ({ runs }) => runs.get((runs.list()[0] as { id: Parameters<typeof runs.get>[0] }).id));

async function weightsOf(workspace: string, file: string): Promise<Map<string, Float32Array>> {
  const { tensors } = await readSafetensors(path.join(newestRunFolder(at(workspace)), 'checkpoints', file));
  const floats = [...tensors.values()].filter(({ name }) => !name.endsWith('num_batches_tracked'));
  return new Map(floats.map((tensor) => [tensor.name, toFloat32(tensor)]));
}
const isFrozen = (name: string) => /^(conv1|bn1|layer1|layer2\.0\.bn1)\./.test(name);

beforeAll(async () => {
  await prepareTinyTraining(folder);
  const { reason } = await trainHere('whole', (training) => training.start(request(), unwatched()));
  expect(reason).toBe('completed');
});

describe('what is frozen', () => {
  it('is what it was before the first step, bit by bit, running statistics as well; everything else has moved', async () => {
    const before = new ModelSession(createModel(modelSettingsOf(config()), null));
    before.initialize(config().seed);
    const initial = before.readWeights();
    before.dispose();
    const after = await weightsOf('whole', '0003.safetensors');
    expect(after.size).toBe(initial.length);
    for (const { name, values } of initial) {
      if (isFrozen(name)) expect(after.get(name), name).toEqual(values);
      else expect(after.get(name), name).not.toEqual(values);
    }
  });

  it('has no slots of the optimizer, and is told apart where parameters are counted', async () => {
    const last = JSON.parse(readFileSync(path.join(newestRunFolder(at('whole')), 'checkpoints/last.json'), 'utf8'));
    const slots = await weightsOf('whole', last.optimizer.file);
    expect([...slots.keys()].filter(isFrozen)).toEqual([]);
    expect(slots.has('layer2.0.bn2.weight/exp_avg')).toBe(true);
    const log = readFileSync(path.join(newestRunFolder(at('whole')), 'log.txt'), 'utf8');
    expect(log).toContain(' Model parameters: 11,177,538\n Frozen parameters: 157,760\n');
    expect(log).toContain(
      [
        ' Weight Decay: 0.0001',
        ' Scheduler: cosine to 1e-05, warm-up 1',
        ' Learning rate by part: fc x 10, layer4 x 0.5',
        ' Gradient clipping: 1',
        ' Label smoothing: 0.1',
        ' Class weights: balanced',
      ].join('\n'),
    );
  });
});

describe('the learning rate', () => {
  it('warms up, falls along the cosine, and is what each epoch records', () => {
    const { epochs } = outcomeOf(at('whole'));
    const middle = 1e-5 + (1e-3 - 1e-5) / 2;
    const expected = [1e-3 / 2, 1e-3, middle];
    for (const [i, { learningRate }] of epochs.entries()) expect(learningRate).toBeCloseTo(expected[i] ?? 0, 12);
  });
});

describe('a stop within an epoch', () => {
  it('is followed by the very losses and weights of a run that was not stopped', async () => {
    const first = await trainHere('stopped', (training) => training.start(request(), stoppingAt(BATCHES + 3)));
    expect(first.reason).toBe('stopped');
    const run = newestRun('stopped');
    const second = await trainHere('stopped', (training) =>
      training.resume({ runId: run.id, config: configOfRun(run) }, unwatched()),
    );
    expect(second.reason).toBe('completed');
    expect(outcomeOf(at('stopped'))).toEqual(outcomeOf(at('whole')));
  });

  it('is not followed by other frozen parts: that is another run, and the refusal says of what', async () => {
    const run = newestRun('whole');
    const thawed = { ...configOfRun(run), num_epochs: 4 };
    await expect(
      trainHere('whole', (training) =>
        training.resume({ runId: run.id, config: { ...thawed, model: { ...thawed.model, freeze: [] } } }, unwatched()),
      ),
    ).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/began with model.*layer2\.0\.bn1.*cannot go on with/),
    });
  });
});
