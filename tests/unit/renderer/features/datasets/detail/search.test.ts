import { describe, expect, it } from 'vitest';
import { datasetLink, datasetSearch, filterOf, hasFilter } from '#renderer/features/datasets/detail/search.ts';
import { DatasetId, ImageId } from '#shared/domain/records.ts';

describe('the address of a data set', () => {
  it('brings back what it was made of', () => {
    const search = {
      tab: 'faces',
      label: 0,
      text: '50%',
      group: '12',
      descending: true,
      face: ImageId.parse(7),
    } as const;
    const link = datasetLink(DatasetId.parse(3), search);
    expect(link.startsWith('/datasets/3?tab=faces')).toBe(true);
    const parsed = Object.fromEntries(
      [...new URLSearchParams(link.split('?')[1])].map(([key, value]) => [key, readValue(value)]),
    );
    expect(datasetSearch(parsed)).toEqual(search);
  });

  it('opens although a part of it is nonsense or of another version', () => {
    const search = datasetSearch({
      tab: 'colours',
      label: 5,
      sort: 'mood',
      face: -1,
      group: 12,
      split: 'test',
      more: 1,
    });
    expect(search).toEqual({ group: '12', split: 'test' });
    expect(filterOf(search)).toEqual({ group: '12', split: 'test' });
  });

  it('knows whether anything is filtered', () => {
    expect(hasFilter(datasetSearch({ tab: 'faces', sort: 'path', face: 3 }))).toBe(false);
    expect(hasFilter(datasetSearch({ label: 0 }))).toBe(true);
  });
});

/** As the router reads a value: JSON where it is any, else text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
