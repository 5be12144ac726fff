import { describe, expect, it } from 'vitest';
import { type LockFile, packages } from './bootstrap.ts';

const lock: LockFile = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/on-linux': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
    'node_modules/on-musl': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/on-macos': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/not-on-windows': { version: '1.0.0', optional: true, os: ['!win32'] },
  },
};
const without = (...names: readonly string[]): LockFile => ({
  packages: Object.fromEntries(Object.entries(lock.packages).filter(([key]) => !names.includes(key) && key !== '')),
});

describe('the npm packages', () => {
  it('counts those of this platform only', () => {
    expect(packages.packagesFor(lock, { platform: 'linux', arch: 'x64' })).toEqual([
      'node_modules/zod',
      'node_modules/on-linux',
      'node_modules/not-on-windows',
    ]);
  });

  it('recognises what is installed, optional packages of other platforms aside', () => {
    expect(packages.matchesLock(lock, without('node_modules/on-macos', 'node_modules/on-musl'))).toBe(true);
  });

  it('sees a missing package, another version, one too many, and no install at all', () => {
    expect(packages.matchesLock(lock, without('node_modules/zod'))).toBe(false);
    const other = { packages: { ...without().packages, 'node_modules/zod': { version: '4.0.0' } } };
    expect(packages.matchesLock(lock, other)).toBe(false);
    const more = { packages: { ...without().packages, 'node_modules/left-over': { version: '1.0.0' } } };
    expect(packages.matchesLock(lock, more)).toBe(false);
    expect(packages.matchesLock(lock, null)).toBe(false);
  });
});
