import { describe, expect, it } from 'vitest';
import { findEntries, type PaletteEntry } from '#renderer/frame/palette/entries.ts';

const entry = (kind: PaletteEntry['kind'], title: string, detail: string | null = null): PaletteEntry => ({
  id: `${kind} ${title}`,
  kind,
  title,
  detail,
  keys: null,
  run: () => undefined,
});

const ENTRIES = [
  entry('Page', 'Runs'),
  entry('Page', 'Data'),
  entry('Action', 'Add data'),
  ...Array.from({ length: 8 }, (_, i) => entry('Run', `calm-heron-${i}`, 'resnet18 · finished · baseline')),
  entry('Data', 'Sample faces', '320 images'),
];

const titles = (query: string, recentIds: readonly string[] = []) =>
  findEntries(query, { entries: ENTRIES, recentIds }).map(({ entry: { title } }) => title);

describe('the palette', () => {
  it('shows some of everything while nothing is typed, under headings', () => {
    const found = findEntries(' ', { entries: ENTRIES, recentIds: [] });
    expect(new Set(found.map(({ heading }) => heading))).toEqual(new Set(['Pages', 'Actions', 'Runs', 'Data']));
    expect(found.filter(({ heading }) => heading === 'Runs')).toHaveLength(5);
  });

  it('begins with what was chosen lately, each thing once, and knows nothing of what is gone', () => {
    const recentIds = ['Run calm-heron-7', 'Run gone', 'Page Data'];
    const found = findEntries('', { entries: ENTRIES, recentIds });
    expect(found.slice(0, 2).map(({ entry: { title }, heading }) => [title, heading])).toEqual([
      ['calm-heron-7', 'Lately'],
      ['Data', 'Lately'],
    ]);
    expect(found.filter(({ entry: { title } }) => title === 'Data')).toHaveLength(1);
  });

  it('finds by the title first, then by what stands beside it', () => {
    expect(titles('data')).toEqual(['Data', 'Add data']);
    expect(titles('baseline')).toHaveLength(8);
    expect(titles('heron3')[0]).toBe('calm-heron-3');
    expect(titles('nothing like it')).toEqual([]);
  });

  it('prefers what was chosen lately among equals', () => {
    expect(titles('heron', ['Run calm-heron-5'])[0]).toBe('calm-heron-5');
  });
});
