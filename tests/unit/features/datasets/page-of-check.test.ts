import { expect, it } from 'vitest';
import { pageOfCheck } from '#main/features/datasets/adding.ts';
import { addSearch } from '#renderer/features/datasets/add/search.ts';
import type { ColumnMapping } from '#shared/contract/datasets.ts';

const mapping: ColumnMapping = {
  ...{ path: 'a & b', label: 'real', realValues: ['1'], fakeValues: ['0'] },
  ...{ group: null, split: null, source: null },
};

/** As the router of the pages reads a search. */
function searchOf(page: string): Record<string, unknown> {
  const entries = [...new URL(page, 'http://127.0.0.1').searchParams];
  return Object.fromEntries(
    entries.map(([name, text]) => {
      try {
        return [name, JSON.parse(text)];
      } catch {
        return [name, text];
      }
    }),
  );
}

it.each([
  ['/data/faces.csv', null, 'a1b2c3'],
  ['C:\\my faces\\ä.csv', '/images & more', '123456789012'],
  ['/data/1.csv', '12', '1e5000000000'],
])('the link of a check of %s opens the page at it', (csvPath, imagesFolder, check) => {
  const page = pageOfCheck({ source: { csvPath, imagesFolder }, mapping }, check);
  const images = imagesFolder === null ? {} : { images: imagesFolder };
  expect(addSearch(searchOf(page))).toEqual({ path: csvPath, ...images, mapping, check });
});
