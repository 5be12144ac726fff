/** `facet weights list`, `facet weights download`, and trainings that begin with files of PyTorch's. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { serveTurns, status } from '#tests/helpers/file-server.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder } from '../training/outcome.ts';

const folder = folderForTests('pretrained-weights');
const at = (name: string) => path.join(folder, name);
/** All of torchvision's ResNet-18, one value a tensor. */
const RESNET18 = path.resolve('tests/unit/engine/checkpoints/fixtures/pretrained/resnet18.pth');

const from = (mirror: string) => ({
  cwd: folder,
  env: { FACET_WORKSPACE: 'workspace', FACET_CACHE: at('cache'), FACET_WEIGHTS_MIRROR: mirror },
});

beforeAll(async () => {
  await prepareTinyTraining(folder);
  mkdirSync(at('mirror'));
});

describe('facet weights list', () => {
  it('says of each network which file it begins with, whether it is here, its size, its licence and what the terms are', async () => {
    const { exitCode, json } = await facetJson<{ terms: string; weights: Record<string, unknown>[] }>(
      ['weights', 'list'],
      from(''),
    );
    expect(exitCode).toBe(0);
    expect(json.weights).toHaveLength(6);
    expect(json.weights[0]).toMatchObject({
      network: 'resnet18',
      title: 'ResNet18_Weights.IMAGENET1K_V1',
      fileName: 'resnet18-f37072fd.pth',
      file: null,
      comesFrom: { kind: 'address', address: 'https://download.pytorch.org/models/resnet18-f37072fd.pth' },
    });
    const { stdout } = await facet(['weights', 'list'], from(''));
    expect(stdout).toMatch(/^vgg16: VGG16_Weights\.IMAGENET1K_V1, 553\.4 MB\n {2}not here yet\n/m);
    expect(stdout).toContain(json.terms);
  });
});

describe('facet weights download', () => {
  it('says what keeps it from the file', async () => {
    await using server = await serveTurns(status(404));
    const { exitCode, stderr } = await facet(['weights', 'download', 'ResNet'], from(server.address));
    expect([exitCode, stderr]).toEqual([
      15,
      expect.stringMatching(/There is no file http:.*\/resnet18-f37072fd\.pth: the server answers 404\./),
    ]);
  });

  it('takes no file of a mirror that is damaged', async () => {
    writeFileSync(at('mirror/resnet18-f37072fd.pth'), 'damaged');
    const damaged = await facet(['weights', 'download', 'resnet18'], from('mirror'));
    expect([damaged.exitCode, damaged.stderr]).toEqual([8, expect.stringMatching(/it should begin with f37072fd\./)]);
  });
});

describe('facet train', () => {
  it('with pretrained weights that cannot be had says so and makes no run', async () => {
    const set = ['--set', 'model.pretrained=true', '--set', 'network=vgg16'];
    const { exitCode, stderr } = await facet(['train', '--config', 'tiny.yaml', ...set], from('mirror'));
    expect([exitCode, stderr]).toEqual([7, expect.stringMatching(/mirror" has no file vgg16-397923af\.pth\./)]);
    expect(existsSync(at('workspace/runs'))).toBe(false);
  });

  it("begins with a .pth that torchvision's ResNet-18 was saved to, and draws the last layer anew", async () => {
    const set = [`model.weights=${RESNET18}`, 'model.pretrained=true', 'num_epochs=1', 'optimizer.lr=1e-6'];
    const args = ['train', '--config', 'tiny.yaml', ...set.flatMap((change) => ['--set', change])];
    const { exitCode, stdout, stderr } = await facet(args, from('mirror'));
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^Begins with the weights of resnet18\.pth \(SHA-256 [0-9a-f]{64}\)\.$/m);
    expect(stdout).toMatch(
      /^fc is drawn anew: fc\.weight has the shape \[1000, 512\] in resnet18\.pth and \[2, 512\] here\.$/m,
    );
    const config = readFileSync(path.join(newestRunFolder(at('workspace')), 'config.yaml'), 'utf8');
    expect(config).toMatch(/^normalization: "?imagenet"?/m);
  });
});
