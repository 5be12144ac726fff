import { describe, expect, it } from 'vitest';
import { looksLikePath, namedKinds, shownEntries, stepped } from '#renderer/components/file-picker/entries.ts';
import type { FolderEntry } from '#shared/contract/files.ts';

const entry = (name: string, kind: FolderEntry['kind']): FolderEntry => ({
  ...{ name, kind, path: `/x/${name}` },
  ...{ sizeBytes: null, changedAtMs: null },
});
const ALL = [
  entry('Real faces', 'folder'),
  entry('faces.csv', 'csv'),
  entry('run.yaml', 'yaml'),
  entry('1.jpg', 'image'),
];
const names = (kinds: FolderEntry['kind'][], text = '') =>
  shownEntries(ALL, { kinds, text }).entries.map(({ name }) => name);

describe("a folder's entries", () => {
  it('are its folders and what may be picked; the others are counted', () => {
    expect(names(['csv'])).toEqual(['Real faces', 'faces.csv']);
    expect(names(['folder'])).toEqual(['Real faces']);
    expect(shownEntries(ALL, { kinds: ['csv'], text: 'no match' }).otherCount).toBe(2);
  });

  it('are filtered by parts of their names, in any order and case', () => {
    expect(names(['csv'], 'FACES re')).toEqual(['Real faces']);
    expect(names(['csv', 'yaml'], '.')).toEqual(['faces.csv', 'run.yaml']);
  });

  it('are stepped through without falling off an end', () => {
    const [first, second] = ALL;
    const step = (from: FolderEntry | undefined, by: number) => stepped(ALL, { from: from ?? null, step: by });
    expect([step(undefined, 1), step(undefined, -1), step(first, 1)]).toEqual([first, first, second]);
    expect([step(first, -1), step(first, 12)]).toEqual([first, ALL.at(-1)]);
    expect(stepped([], { from: null, step: 1 })).toBeNull();
  });
});

describe('what is typed', () => {
  it.each([
    '/data',
    '~',
    '~/faces',
    './faces',
    '../faces',
    '..',
    'a/b',
    'C:\\faces',
    'c:/x',
    '"/data/my faces"',
    ' /data ',
  ])('%j is a path', (text) => expect(looksLikePath(text)).toBe(true));
  it.each(['faces', 'faces.csv', '', 'a b', '.csv', 'v1.2'])('%j filters', (text) =>
    expect(looksLikePath(text)).toBe(false),
  );
});

it('names kinds as people say them', () => {
  expect([namedKinds(['csv', 'folder']), namedKinds(['weights']), namedKinds([])]).toEqual([
    ...['CSV or folder', 'weights file', 'file'],
  ]);
});
