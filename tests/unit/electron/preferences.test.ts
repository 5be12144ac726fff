import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseWorkspace, readPreferences, withWorkspace, writePreferences } from '#main/electron/preferences.ts';
import { folderForTests } from '#tests/helpers/cli.ts';

const folder = folderForTests('preferences');
const sources = {
  arguments: [],
  environment: {},
  isInstalled: true,
  remembered: null,
  documents: '/home/me/Documents',
  folder: '/home/me/clone',
};

describe('chooseWorkspace', () => {
  it('takes the command line before the environment, that before last time, that before Documents', () => {
    const all = {
      ...sources,
      arguments: ['--workspace', '/a'],
      environment: { FACET_WORKSPACE: '/b' },
      remembered: '/c',
    };

    expect(chooseWorkspace(all)).toBe(resolve('/a'));
    expect(chooseWorkspace({ ...all, arguments: ['--workspace=/d'] })).toBe(resolve('/d'));
    expect(chooseWorkspace({ ...all, arguments: [] })).toBe(resolve('/b'));
    expect(chooseWorkspace({ ...all, arguments: [], environment: {} })).toBe(resolve('/c'));
    expect(chooseWorkspace(sources)).toBe(resolve('/home/me/Documents/Facet'));
  });

  it('is, in a clone, the one of the command line there, whatever was open last', () => {
    const inClone = { ...sources, isInstalled: false, remembered: '/c' };

    expect(chooseWorkspace(inClone)).toBe(resolve('/home/me/clone/workspace'));
    expect(chooseWorkspace({ ...inClone, arguments: ['--workspace', 'other'] })).toBe(resolve('/home/me/clone/other'));
    expect(chooseWorkspace({ ...inClone, environment: { FACET_WORKSPACE: '/b' } })).toBe(resolve('/b'));
  });

  it('is the other one after a change, however the program was started', () => {
    expect(withWorkspace(['.', '--workspace', '/a', '--no-open'], '/z')).toEqual([
      '.',
      '--no-open',
      '--workspace',
      '/z',
    ]);
    expect(withWorkspace(['--workspace=/a'], '/z')).toEqual(['--workspace', '/z']);
    expect(withWorkspace([], '/z')).toEqual(['--workspace', '/z']);
  });
});

describe('the preferences', () => {
  it('come back as they were written', () => {
    const file = join(folder, 'deep', 'preferences.json');
    writePreferences(file, { workspace: '/data/faces' });

    expect(readPreferences(file)).toEqual({ workspace: '/data/faces' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ workspace: '/data/faces' });
  });

  it('are those of a first start where the file is absent or damaged', () => {
    const file = join(folder, 'preferences.json');

    expect(readPreferences(file)).toEqual({ workspace: null });
    writeFileSync(file, '{"workspace": 7');
    expect(readPreferences(file)).toEqual({ workspace: null });
  });
});
