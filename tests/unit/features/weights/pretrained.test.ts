import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { weightsFolder } from '#main/features/weights/cache-folder.ts';
import { fileNameOf, filesOf, PretrainedCatalogue, readCatalogue } from '#main/features/weights/catalogue.ts';
import { PACE } from '#main/features/weights/download.ts';
import { createPretrained, type DownloadProgress, type PretrainedOptions } from '#main/features/weights/pretrained.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';
import { type FileServer, serveTurns, type Turn, whole } from '#tests/helpers/file-server.ts';

const CONTENT = Buffer.from('the weights of a network');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const FILE_NAME = `resnet18-${SHA256.slice(0, 8)}.pth`;

let folder = '';
let server: FileServer | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-pretrained-'));
});
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

/** The real list, but for ResNet-18: its file is the small one above. */
async function pretrainedFrom(turns: readonly Turn[], options: PretrainedOptions = {}) {
  server = await serveTurns(...turns);
  const real = readCatalogue();
  const small = {
    address: `${server.address}/${FILE_NAME}`,
    sizeBytes: CONTENT.length,
    sha256Start: SHA256.slice(0, 8),
  };
  const catalogue = { ...real, weights: { ...real.weights, resnet18: { ...real.weights.resnet18, ...small } } };
  return createPretrained({ folder, catalogue, mirror: null, pace: { ...PACE, retryMs: 1 }, ...options });
}

function listener() {
  const [notes, progress]: [string[], DownloadProgress[]] = [[], []];
  const watch = {
    signal: new AbortController().signal,
    onNote: (text: string) => void notes.push(text),
    onProgress: (now: DownloadProgress) => void progress.push(now),
  };
  return { notes, progress, watch };
}

const refusal = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
};

describe('pretrained weights', () => {
  it('are downloaded once, and told of while they are', async () => {
    const pretrained = await pretrainedFrom([whole(CONTENT)]);
    expect(pretrained.stateOf('resnet18').file).toBeNull();
    const { notes, progress, watch } = listener();
    const file = await pretrained.ensure('resnet18', watch);
    expect(file).toBe(path.join(folder, FILE_NAME));
    expect(readFileSync(file)).toEqual(CONTENT);
    expect(notes).toEqual([expect.stringMatching(/^Downloading resnet18-.*\.pth from 127\.0\.0\.1:\d+, once: /)]);
    const whole24 = { fileName: FILE_NAME, doneBytes: CONTENT.length, totalBytes: CONTENT.length, remainingMs: null };
    expect(progress.at(-1)).toEqual(whole24);

    const second = listener();
    expect(await pretrained.ensure('resnet18', second.watch)).toBe(file);
    expect([second.notes, second.progress, server?.requests.length]).toEqual([[], [], 1]);
    expect(pretrained.stateOf('resnet18').file).toBe(file);
  });

  it('are downloaded once where two ask for them at the same time', async () => {
    const pretrained = await pretrainedFrom([whole(CONTENT)]);
    const files = await Promise.all([1, 2, 3].map(() => pretrained.ensure('resnet18', listener().watch)));
    expect(new Set(files)).toEqual(new Set([path.join(folder, FILE_NAME)]));
    expect(server?.requests).toHaveLength(1);
  });

  it('are downloaded again where the copy in the cache is damaged', async () => {
    const pretrained = await pretrainedFrom([whole(CONTENT)]);
    writeFileSync(path.join(folder, FILE_NAME), 'not the weights of a network');
    const { notes, watch } = listener();
    expect(readFileSync(await pretrained.ensure('resnet18', watch))).toEqual(CONTENT);
    expect(notes[0]).toMatch(/is damaged or another file: its SHA-256 is [0-9a-f]{64}, .* It is downloaded again\.$/);
  });

  it('come from the address of a mirror', async () => {
    const pretrained = await pretrainedFrom([whole(CONTENT)]);
    const { address = '' } = server ?? {};
    const mirrored = createPretrained({ folder, mirror: `${address}/torch/`, pace: PACE });
    expect(mirrored.stateOf('vgg16').comesFrom).toEqual({
      kind: 'address',
      address: `${address}/torch/vgg16-397923af.pth`,
    });
    expect(pretrained.stateOf('vgg16').comesFrom).toMatchObject({
      address: expect.stringContaining('download.pytorch.org'),
    });
  });

  it('are used where they lie in the folder of a mirror, and nothing is downloaded', async () => {
    const mirror = path.join(folder, 'mirror');
    mkdirSync(mirror);
    const pretrained = await pretrainedFrom([whole(CONTENT)], { mirror });
    const absent = await refusal(pretrained.ensure('resnet18', listener().watch));
    expect([absent.code, absent.message]).toEqual(['file_not_found', `"${mirror}" has no file ${FILE_NAME}.`]);
    writeFileSync(path.join(mirror, FILE_NAME), CONTENT);
    expect(await pretrained.ensure('resnet18', listener().watch)).toBe(path.join(mirror, FILE_NAME));
    writeFileSync(path.join(mirror, FILE_NAME), 'damaged');
    expect((await refusal(pretrained.ensure('resnet18', listener().watch))).code).toBe('file_invalid');
    expect([existsSync(path.join(mirror, FILE_NAME)), server?.requests.length]).toEqual([true, 0]);
  });

  it('do not come from a mirror that is none', async () => {
    const pretrained = createPretrained({ folder, mirror: 'ftp://example.org' });
    const error = await refusal((async () => pretrained.ensure('resnet18', listener().watch))());
    expect([error.code, error.message]).toEqual([
      'usage',
      expect.stringMatching(/neither a folder nor an http address/),
    ]);
  });

  it('whose download another one made are waited for no longer than one wants', async () => {
    const pretrained = await pretrainedFrom([() => undefined, whole(CONTENT)]);
    const first = new AbortController();
    const second = new AbortController();
    const one = refusal(pretrained.ensure('resnet18', { signal: first.signal }));
    const two = refusal(pretrained.ensure('resnet18', { signal: second.signal }));
    second.abort();
    expect((await two).code).toBe('cancelled');
    first.abort();
    expect((await one).code).toBe('cancelled');
  });
});

describe('the list of pretrained weights', () => {
  const catalogue = readCatalogue();

  it("has torchvision's file for every network", () => {
    const files = filesOf(catalogue).map(([name, entry]) => [name, fileNameOf(entry)]);
    expect(Object.fromEntries(files)).toMatchObject({
      resnet18: 'resnet18-f37072fd.pth',
      efficientnet_b0: 'efficientnet_b0_rwightman-7f5810bc.pth',
      densenet121: 'densenet121-a639ec97.pth',
      vgg16: 'vgg16-397923af.pth',
      mobilenet_v2: 'mobilenet_v2-b0353104.pth',
      resnet50: 'resnet50-0676ba61.pth',
    });
    expect(
      filesOf(catalogue).every(
        ([, { licence, address }]) =>
          licence.includes('BSD-3-Clause') && address.startsWith('https://download.pytorch.org/models/'),
      ),
    ).toBe(true);
    expect(catalogue.terms).toMatch(/ImageNet.*non-commercial research and education/);
    expect(Object.keys(catalogue.weights).sort()).toEqual([...NETWORK_NAMES].sort());
  });

  it.each([
    ['a hash that the file name does not have', { sha256Start: '00000000' }],
    ['a whole hash that begins otherwise', { sha256: 'a'.repeat(64) }],
    ['an address that is none', { address: 'ftp://download.pytorch.org/models/resnet18-f37072fd.pth' }],
    ['no size', { sizeBytes: 0 }],
    ['a key that nobody knows', { md5: '' }],
  ])('is refused with %s', (_, change) => {
    const resnet18 = { ...catalogue.weights.resnet18, ...change };
    expect(PretrainedCatalogue.safeParse(catalogue).success).toBe(true);
    expect(PretrainedCatalogue.safeParse({ ...catalogue, weights: { ...catalogue.weights, resnet18 } }).success).toBe(
      false,
    );
  });

  it('is refused as a file that is none, by name', () => {
    const file = path.join(folder, 'pretrained.json');
    writeFileSync(file, '{"weights": 3}');
    expect(() => readCatalogue(file)).toThrow(/pretrained\.json" is no list of pretrained weights: /);
  });
});

describe('the cache', () => {
  const home = path.resolve('/home/someone');
  it.each([
    ['linux', {}, path.join(home, '.cache', 'facet', 'weights')],
    ['linux', { XDG_CACHE_HOME: path.resolve('/xdg') }, path.join(path.resolve('/xdg'), 'facet', 'weights')],
    ['darwin', {}, path.join(home, 'Library', 'Caches', 'facet', 'weights')],
    ['win32', { LOCALAPPDATA: path.resolve('/local') }, path.join(path.resolve('/local'), 'facet', 'weights')],
    ['linux', { FACET_CACHE: path.resolve('/mine') }, path.join(path.resolve('/mine'), 'weights')],
  ] as const)('of %s with %j is %s', (platform, env, expected) => {
    expect(weightsFolder({ env, platform, home })).toBe(expected);
  });
});
