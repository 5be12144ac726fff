import { describe, expect, it } from 'vitest';
import { verdict } from './bootstrap.ts';

const ready = {
  node: { version: '24.21.0', isRight: true, cached: null },
  packages: true,
  compiler: { command: 'c++', version: 'c++ 12.2.0' },
  python: { command: 'python3', version: '3.11.2', pip: '23.2' },
  tensorflow: {
    wanted: '2.21.0',
    isCurrent: true,
    flavour: 'cpu',
    answer: { tensorflow: '2.21.0', isGpu: false, device: 'CPU' },
    trouble: null,
  },
  cuda: { driver: null, canHave: true, libraries: false },
  pages: 'missing',
  browser: null,
  electron: { path: null, trouble: null },
  workspace: { path: '/w', exists: false, isWritable: true, freeBytes: 9e9 },
  cache: { path: '/c', freeBytes: 9e9, neededBytes: 15e8 },
};
const bare = { ...ready.tensorflow, isCurrent: false, flavour: null, answer: null };
const statusOf = (facts: object, name: string) => verdict.verdict(facts).find((row) => row.name === name)?.status;

describe('the doctor’s verdict', () => {
  it('finds nothing missing on a machine that is set up, without a GPU, browser or Electron', () => {
    expect(verdict.verdict(ready).filter(({ status }) => status === 'missing')).toEqual([]);
    for (const name of ['NVIDIA driver', 'CUDA libraries', 'pages', 'browser for tests', 'Electron binary'])
      expect(statusOf(ready, name), name).toBe('optional');
  });

  it('gives a mend for everything that is not there, and for nothing else', () => {
    for (const row of verdict.verdict({ ...ready, tensorflow: bare, packages: false }))
      expect(row.mend === null, row.name).toBe(row.status === 'ok');
  });

  it('needs compiler, Python and disk only until TensorFlow is there', () => {
    const stripped = { ...ready, compiler: null, python: null, cache: { ...ready.cache, freeBytes: 1e6 } };
    for (const name of ['C++ compiler', 'python3 with pip']) {
      expect(statusOf(stripped, name), name).toBe('optional');
      expect(statusOf({ ...stripped, tensorflow: bare }, name), name).toBe('missing');
    }
    expect(statusOf(stripped, 'disk of the cache')).toBe('ok');
    expect(statusOf({ ...stripped, tensorflow: bare }, 'disk of the cache')).toBe('missing');
  });

  it('is content with an old Node where a newer one lies in the cache', () => {
    const old = { version: '20.20.2', isRight: false, cached: '/c/node' };
    expect(statusOf({ ...ready, node: old }, 'Node')).toBe('ok');
    expect(statusOf({ ...ready, node: { ...old, cached: null } }, 'Node')).toBe('missing');
  });

  it('shows a binding that does not load with its reason', () => {
    const broken = {
      ...ready,
      tensorflow: { ...ready.tensorflow, answer: null, trouble: 'It does not load: no AVX.' },
    };
    const row = verdict.verdict(broken).find(({ name }) => name === 'TensorFlow');
    expect(row).toMatchObject({ status: 'missing', found: 'It does not load: no AVX.' });
  });

  it('tells pages that are old from those that are not built', () => {
    const found = (pages: string) => verdict.verdict({ ...ready, pages }).find(({ name }) => name === 'pages')?.found;
    expect(['current', 'old', 'missing'].map(found)).toEqual(['built', 'older than their sources', 'not built']);
  });

  it('says why a window that is there cannot be seen', () => {
    const hidden = { ...ready, electron: { path: '/e/electron', trouble: 'there is no display here' } };
    const row = verdict.verdict(hidden).find(({ name }) => name === 'Electron binary');
    expect(row).toMatchObject({ status: 'optional', found: '/e/electron; there is no display here' });
  });

  it('points at a GPU that lies idle', () => {
    const idle = { ...ready, cuda: { driver: '570.1, H100', canHave: true, libraries: false } };
    const row = verdict.verdict(idle).find(({ name }) => name === 'GPU');
    expect(row).toMatchObject({ status: 'optional', mend: 'npm run setup -- --gpu' });
  });

  it('refuses a workspace that cannot be written', () => {
    expect(statusOf({ ...ready, workspace: { ...ready.workspace, isWritable: false } }, 'workspace')).toBe('missing');
  });

  it('prints aligned columns with each mend below its row', () => {
    const lines = verdict.table(verdict.verdict({ ...ready, packages: false })).split('\n');
    const row = lines.findIndex((line) => line.startsWith('npm packages'));
    expect(lines[row]).toContain('MISSING');
    expect(lines[row + 1]?.trim()).toBe('-> npm run setup');
    expect(lines[row]?.indexOf('MISSING')).toBe(lines[0]?.indexOf('status'));
  });
});
