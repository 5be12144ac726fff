/** What torchvision itself says and writes: the list of its weights, and files of the size that its have, value for value what Python's safetensors has. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { fitStartWeights, readNamedTensors } from '#main/engine/checkpoints/start-weights.ts';
import { toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { filesOf, readCatalogue } from '#main/features/weights/catalogue.ts';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { folderForTests } from '#tests/helpers/cli.ts';

/** VGG-16's would take half a gigabyte three times over; its names and shapes have no peculiarity. */
const NETWORKS = ['resnet18', 'mobilenet_v2', 'densenet121', 'efficientnet_b0'] as const satisfies NetworkName[];

const python = process.env['FACET_PYTHON'] ?? '';
const hasTorchvision = python !== '' && spawnSync(python, ['-c', 'import torchvision, safetensors']).status === 0;
const folder = folderForTests('whole-files');

describe.skipIf(!hasTorchvision)('whole files of PyTorch (needs FACET_PYTHON with torchvision)', () => {
  beforeAll(() => {
    execFileSync(python, [path.resolve('tests/parity/whole_files.py'), folder, ...NETWORKS]);
  });

  it.each(
    NETWORKS.flatMap((network) => [[network, `${network}.pth`] as const, [network, `${network}-legacy.pth`] as const]),
  )('of %s: %s', async (network, name) => {
    const settings = { network, classes: 2, channels: 3, height: 32, width: 32, normalization: 'imagenet' } as const;
    const { parameters } = createModel({ ...settings, initWeights: true, dropoutRate: 0 }, null);
    const file = path.join(folder, name);
    const { values, notes } = fitStartWeights(parameters, { ...(await readNamedTensors(file)), file });
    expect(notes).toHaveLength(1);
    const { tensors } = await readSafetensors(path.join(folder, `${network}.safetensors`));
    const different = [...values].filter(([parameter, found]) => {
      const expected = tensors.get(parameter);
      return expected === undefined || Buffer.compare(bytesOf(found), bytesOf(toFloat32(expected))) !== 0;
    });
    expect([values.size, different.map(([parameter]) => parameter)]).toEqual([parameters.length - 2, []]);
  });
});

describe.skipIf(!hasTorchvision)('the list of pretrained weights (needs FACET_PYTHON with torchvision)', () => {
  it("has torchvision's addresses, and its sizes, which are MiB to three places", () => {
    const program = `
import json, sys, torchvision
weights = {name: torchvision.models.get_model_weights(name).IMAGENET1K_V1 for name in sys.argv[1:]}
print(json.dumps({name: [w.url, w.meta["_file_size"]] for name, w in weights.items()}))`;
    const answer = execFileSync(python, ['-c', program, ...NETWORK_NAMES], { encoding: 'utf8' });
    const listed = filesOf(readCatalogue()).map(([name, { address, sizeBytes }]) => [
      name,
      [address, Number((sizeBytes / 2 ** 20).toFixed(3))],
    ]);
    expect(Object.fromEntries(listed)).toEqual(JSON.parse(answer));
  });
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
