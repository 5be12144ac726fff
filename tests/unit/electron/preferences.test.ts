import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseWorkspace, readPreferences, writePreferences } from '#main/electron/preferences.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'facet-preferences-'));
const sources = { arguments: [], environment: {}, remembered: null, documents: '/home/me/Documents' };

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
});

describe('the preferences', () => {
  it('come back as they were written', () => {
    const file = join(folder(), 'deep', 'preferences.json');
    writePreferences(file, { workspace: '/data/faces' });

    expect(readPreferences(file)).toEqual({ workspace: '/data/faces' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ workspace: '/data/faces' });
  });

  it('are those of a first start where the file is absent or damaged', () => {
    const file = join(folder(), 'preferences.json');

    expect(readPreferences(file)).toEqual({ workspace: null });
    writeFileSync(file, '{"workspace": 7');
    expect(readPreferences(file)).toEqual({ workspace: null });
  });
});
