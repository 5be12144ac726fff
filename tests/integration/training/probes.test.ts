/** Pinned faces are watched, and nothing else: a training with them has the very bits of one without. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '#main/engine/client.ts';
import { forkEngine } from '#main/engine/fork.ts';
import type { FaceFile, Fact, FactOf } from '#main/engine/messages.ts';
import { trainJobOf } from '#main/features/training/config-to-job.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const COUNT = 24;
const EPOCHS = 2;

const folder = folderForTests('probes');
const facesFrom = (from: number, to: number): readonly FaceFile[] =>
  Array.from({ length: to - from }, (_, i) => ({
    file: path.join(folder, 'faces', `${from + i}.png`),
    label: (from + i) % 2 === 0 ? 1 : 0,
  }));
const [train, valid] = [facesFrom(0, 16), facesFrom(16, COUNT)];

/** With dropout and augmentation, whose randomness must not meet that of anything else. */
const { config } = parseExperiment(
  `network: resnet18
seed: 7
device: cpu
threads: 2
data: { train: faces.csv }
input_size: { height: 32, width: 32 }
optimizer: { type: Adam, lr: 1e-3 }
batch_size: 4
num_epochs: ${EPOCHS}
dropout_rate: 0.3
augmentation: { flip: 0.5, crop: 0.2, brightness: 0.2, jpeg_quality: [70, 95], blur: 0.6 }
`,
  { file: 'a test' },
);

async function trainWith(probes: readonly FaceFile[], name: string): Promise<readonly Fact[]> {
  const runFolder = path.join(folder, name);
  mkdirSync(runFolder);
  const engine = startEngine(forkEngine, { threads: 2, decoders: 2, device: 'cpu' });
  const facts: Fact[] = [];
  const job = trainJobOf(config, { train, valid, probes, runFolder, start: { kind: 'initial' } });
  try {
    await engine.run(job, { onFact: (fact) => facts.push(fact) });
  } finally {
    engine.close();
  }
  return facts;
}

const of = <K extends Fact['kind']>(facts: readonly Fact[], kind: K) =>
  facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
/** All that two equal trainings have in common: losses and the hashes of weights. */
const bitsOf = (facts: readonly Fact[]) => ({
  steps: of(facts, 'step').map(({ step, batchLoss }) => [step, batchLoss]),
  epochs: of(facts, 'epoch').map(({ train, valid, checkpoints }) => ({
    ...{ train, valid },
    weights: checkpoints.filter(({ role }) => role !== 'last').map(({ file, sha256 }) => [file, sha256]),
  })),
});

let without: readonly Fact[] = [];
let watched: readonly Fact[] = [];

beforeAll(async () => {
  await drawTinyFaces(folder, { count: COUNT });
  without = await trainWith([], 'without');
  watched = await trainWith(valid, 'watched');
});

describe('pinned faces', () => {
  it('change no bit of a training', () => {
    expect(of(without, 'probes')).toEqual([]);
    expect(bitsOf(watched)).toEqual(bitsOf(without));
    expect(bitsOf(watched).epochs[0]?.weights).toHaveLength(2);
  });

  it('are scored and explained after each epoch, before it is told', () => {
    const probes = of(watched, 'probes');
    expect(probes.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const { scores, classes, maps, rows, columns, layer } of probes) {
      expect(layer).toBe('layer4');
      expect(scores).toHaveLength(valid.length); // two batches
      expect(maps).toHaveLength(valid.length * rows * columns);
      expect(classes).toEqual(Array.from(scores, (score) => (score >= 0.5 ? 0 : 1)));
      expect(maps.every((value) => value >= 0)).toBe(true);
    }
    expect(probes[0]?.scores).not.toEqual(probes[1]?.scores); // each under the weights of its time
    const order = watched.filter(({ kind }) => kind === 'probes' || kind === 'epoch').map(({ kind }) => kind);
    expect(order).toEqual(['probes', 'epoch', 'probes', 'epoch']);
  });

  it('agree with the validation of the same faces: they are scored in evaluation mode', () => {
    const [epoch] = of(watched, 'epoch');
    const [probes] = of(watched, 'probes');
    const losses = valid.map(({ label }, i) => {
      const fake = probes?.scores[i] ?? Number.NaN;
      return -Math.log(label === 0 ? fake : 1 - fake);
    });
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(mean).toBeCloseTo(epoch?.valid.loss ?? Number.NaN, 4); // scores are float32
  });

  it('that cannot be read any more are said to be so once, and the training goes on without them', async () => {
    const facts = await trainWith([{ file: path.join(folder, 'gone', '0.png'), label: 1 }], 'with-gone');
    expect(of(facts, 'notice').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The pinned faces are not scored any more: .*0\.png/),
    ]);
    expect(of(facts, 'probes')).toEqual([]);
    expect(bitsOf(facts)).toEqual(bitsOf(without));
  });
});
