import { describe, expect, it } from 'vitest';
import { node, paths, platform } from './bootstrap.ts';

const pins = platform.readPins();
const linux = { pins, key: 'linux-x64', wanted: 'auto', hasDriver: false, glibc: '2.36' } as const;

describe('the choice of a TensorFlow build', () => {
  it('is the CPU build on Linux x64 without a driver, and the CUDA build with one', () => {
    expect(platform.chooseRuntime(linux).wheels.map(({ name }) => name)).toEqual(['tensorflow-cpu']);
    expect(platform.chooseRuntime({ ...linux, hasDriver: true }).flavour).toBe('cuda');
  });

  it('follows --gpu without a driver and --cpu with one', () => {
    expect(platform.chooseRuntime({ ...linux, wanted: 'gpu' }).flavour).toBe('cuda');
    expect(platform.chooseRuntime({ ...linux, wanted: 'cpu', hasDriver: true }).flavour).toBe('cpu');
  });

  it('is the full wheel where there is no CPU-only one, driver or not', () => {
    for (const key of ['linux-arm64', 'darwin-arm64'])
      expect(platform.chooseRuntime({ ...linux, key, hasDriver: true }).wheels.map(({ name }) => name)).toEqual([
        'tensorflow',
      ]);
  });

  it('takes dylib names on macOS', () => {
    expect(platform.chooseRuntime({ ...linux, key: 'darwin-arm64', glibc: null }).libraries).toEqual([
      'libtensorflow_cc.2.dylib',
      'libtensorflow_framework.2.dylib',
    ]);
  });

  it('says which platforms there are where there is no wheel', () => {
    expect(() => platform.chooseRuntime({ ...linux, key: 'darwin-x64' })).toThrow(
      /2\.21\.0 has no build for darwin-x64/,
    );
  });

  it('refuses --gpu where there is no CUDA build', () => {
    expect(() => platform.chooseRuntime({ ...linux, key: 'linux-arm64', wanted: 'gpu' })).toThrow(/no CUDA build/);
  });

  it('refuses a C library that the wheels cannot use, and names it', () => {
    expect(() => platform.chooseRuntime({ ...linux, glibc: '2.17' })).toThrow(/2\.27 or newer; this system has 2\.17/);
    expect(() => platform.chooseRuntime({ ...linux, glibc: null })).toThrow(/another C library/);
  });
});

describe('the Node to run under', () => {
  it('is 22.12 or newer and runs TypeScript as it is', () => {
    expect(node.isRightNode({ version: '24.21.0', features: { typescript: 'strip' } })).toBe(true);
    expect(node.isRightNode({ version: '22.12.0', features: { typescript: false } })).toBe(false);
    expect(node.isRightNode({ version: '20.20.2', features: {} })).toBe(false);
  });

  it('compares versions as numbers', () => {
    expect(platform.isAtLeast([22, 9], [22, 12])).toBe(false);
    expect(platform.isAtLeast([22, 12], [22, 12, 0])).toBe(true);
    expect(platform.isAtLeast([100, 0], [22, 12])).toBe(true);
  });
});

describe('the cache folder', () => {
  it('is FACET_CACHE where it is set, else the platform’s own place', () => {
    const home = '/home/ada';
    const at = (name: string, env: Record<string, string> = {}) => paths.cacheFolder({ env, platform: name, home });
    expect(at('linux', { FACET_CACHE: '/big/facet', XDG_CACHE_HOME: '/x' })).toBe('/big/facet');
    expect(at('linux', { XDG_CACHE_HOME: '/x' })).toBe('/x/facet');
    expect(at('linux')).toBe('/home/ada/.cache/facet');
    expect(at('darwin')).toBe('/home/ada/Library/Caches/facet');
  });
});
