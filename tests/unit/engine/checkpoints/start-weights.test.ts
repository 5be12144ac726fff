import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { fitStartWeights, readNamedTensors } from '#main/engine/checkpoints/start-weights.ts';
import { float32Tensor } from '#main/engine/checkpoints/tensor-file.ts';
import { createModel } from '#main/engine/networks/model.ts';
import type { Parameter } from '#main/engine/networks/parameters.ts';
import type { NetworkName } from '#shared/domain/networks.ts';
import { errorOf, FIXTURES, temporaryFolder } from './file-makers.ts';

/** Written by torch.save from torchvision's own state dicts: tests/parity/pretrained_files.py. */
const fixture = (name: string) => path.join(FIXTURES, 'pretrained', name);
const folder = temporaryFolder();

const parametersOf = (network: NetworkName, { classes = 2, channels = 3 as 1 | 3 } = {}): readonly Parameter[] =>
  createModel(
    { network, classes, channels, height: 32, width: 32, normalization: 'none', initWeights: true, dropoutRate: 0 },
    null,
  ).parameters;

async function startWith(file: string, parameters: readonly Parameter[]) {
  const { tensors } = await readNamedTensors(file);
  return fitStartWeights(parameters, { tensors, file });
}

/** The formula of pretrained_files.py; `places` counts the tensors of torchvision's state dict, counters included. */
function valueAt(place: number, name: string): number {
  const small = (((place * 37) % 101) - 50) / 128;
  return name.endsWith('running_var') ? Math.abs(small) + 0.5 : small;
}

/** torchvision's order: weight and bias, then the running statistics, then the counter. */
function placesOf(parameters: readonly Parameter[]): ReadonlyMap<string, number> {
  const names = parameters.flatMap(({ name }) =>
    name.endsWith('.running_var') ? [name, name.replace('running_var', 'num_batches_tracked')] : [name],
  );
  return new Map(names.map((name, place) => [name, place]));
}

function expectFormula(
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, Float32Array>,
  anew: readonly string[],
) {
  const places = placesOf(parameters);
  const absent = parameters.map(({ name }) => name).filter((name) => !values.has(name));
  expect(absent).toEqual(anew);
  for (const { name, torchShape } of parameters) {
    const found = values.get(name);
    if (found === undefined) continue;
    expect([name, found.length]).toEqual([name, torchShape.reduce((product, size) => product * size, 1)]);
    const expected = valueAt(places.get(name) ?? -1, name);
    expect([name, found[0], found.at(-1)]).toEqual([name, expected, expected]);
  }
}

describe("torchvision's weights for ImageNet", () => {
  it("of ResNet-18, in today's format, are taken whole but for the last layer", async () => {
    const parameters = parametersOf('resnet18');
    const { values, notes } = await startWith(fixture('resnet18.pth'), parameters);
    expectFormula(parameters, values, ['fc.weight', 'fc.bias']);
    expect(notes).toEqual(['fc is drawn anew: fc.weight has the shape [1000, 512] in resnet18.pth and [2, 512] here.']);
  });

  it('are taken whole where the network has 1000 classes too', async () => {
    const parameters = parametersOf('resnet18', { classes: 1000 });
    const { values, notes } = await startWith(fixture('resnet18.pth'), parameters);
    expectFormula(parameters, values, []);
    expect(notes).toEqual([]);
  });

  it('leave the first layer to chance as well where images are grey', async () => {
    const parameters = parametersOf('resnet18', { channels: 1 });
    const { values, notes } = await startWith(fixture('resnet18.pth'), parameters);
    expectFormula(parameters, values, ['conv1.weight', 'fc.weight', 'fc.bias']);
    expect(notes).toEqual([
      'conv1 is drawn anew: conv1.weight has the shape [64, 3, 7, 7] in resnet18.pth and [64, 1, 7, 7] here.',
      expect.stringMatching(/^fc is drawn anew: /),
    ]);
  });

  it('of MobileNetV2, in the format before zip and without num_batches_tracked', async () => {
    const parameters = parametersOf('mobilenet_v2');
    const { values } = await startWith(fixture('mobilenet_v2-legacy.pth'), parameters);
    expectFormula(parameters, values, ['classifier.1.weight', 'classifier.1.bias']);
  });

  it('of DenseNet-121, under the names from before', async () => {
    const parameters = parametersOf('densenet121');
    const { tensors } = await readNamedTensors(fixture('densenet121-old.pth'));
    expect(tensors.has('features.denseblock1.denselayer1.norm.1.weight')).toBe(true);
    const { values } = await startWith(fixture('densenet121-old.pth'), parameters);
    expectFormula(parameters, values, ['classifier.weight', 'classifier.bias']);
  });
});

describe('weights to begin with', () => {
  it('are safetensors just as well', async () => {
    const parameters = parametersOf('resnet18');
    const { tensors } = await readNamedTensors(fixture('resnet18.pth'));
    const file = path.join(folder.path, 'resnet18.safetensors');
    await writeSafetensors(file, tensors.values());
    const { values } = await startWith(file, parameters);
    expectFormula(parameters, values, ['fc.weight', 'fc.bias']);
  });

  it('of another network are refused, by what they have too much', async () => {
    const error = await errorOf(startWith(fixture('mobilenet_v2-legacy.pth'), parametersOf('resnet18')));
    expect(error.code).toBe('file_invalid');
    expect(error.message).toMatch(/it has "features\.0\.0\.weight", which this network lacks \(262 such tensors\)/);
    expect(error.hint).toMatch(/another network/);
  });

  it('have to fit between the first and the last layer', async () => {
    const { tensors } = await readNamedTensors(fixture('resnet18.pth'));
    const name = 'layer1.0.conv1.weight';
    const wrong = new Map(tensors).set(name, float32Tensor(name, new Float32Array(36), [2, 2, 3, 3]));
    const attempt = async () => fitStartWeights(parametersOf('resnet18'), { tensors: wrong, file: 'mine.pth' });
    expect((await errorOf(attempt())).message).toBe(
      '"layer1.0.conv1.weight" in mine.pth has the shape [2, 2, 3, 3]; this network needs [64, 64, 3, 3].',
    );
    const missing = new Map(tensors);
    missing.delete('layer4.1.bn2.bias');
    const other = async () => fitStartWeights(parametersOf('resnet18'), { tensors: missing, file: 'mine.pth' });
    expect((await errorOf(other())).message).toMatch(/mine\.pth has no "layer4\.1\.bn2\.bias"/);
  });

  it('that are no file of weights are refused as such', async () => {
    const error = await errorOf(readNamedTensors(folder.write('noise.pth', 'noise that is no weights')));
    expect(error.code).toBe('file_invalid');
    expect((await errorOf(readNamedTensors(path.join(folder.path, 'absent.pth')))).code).toBe('file_not_found');
  });
});
