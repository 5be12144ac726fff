import { describe, expect, it } from 'vitest';
import {
  groundOf,
  missingFrom,
  NO_MAPPING,
  swapped,
  valuesOn,
  withColumn,
  withValue,
} from '#renderer/features/datasets/add/mapping.ts';
import type { ColumnMapping, InspectedColumn } from '#shared/contract/datasets.ts';

const column = (name: string, ...values: readonly string[]): InspectedColumn => ({
  name,
  examples: values.slice(0, 3),
  values: values.map((value, index) => ({ value, count: 10 - index })),
  distinctCount: values.length,
});
const COLUMNS = [column('file', 'a.jpg'), column('kind', 'real', 'gan', 'sketch'), column('label', '1', '0')];
const MAPPING: ColumnMapping = {
  ...NO_MAPPING,
  path: 'file',
  label: 'kind',
  realValues: ['real'],
  fakeValues: ['gan'],
};

describe('changing what the columns mean', () => {
  it('brings a guess of the values with another column of labels, and leaves them with any other', () => {
    const labels = withColumn(MAPPING, { meaning: 'label', name: 'label' }, COLUMNS);
    expect(labels).toMatchObject({ label: 'label', realValues: ['0'], fakeValues: ['1'] });
    expect(withColumn(MAPPING, { meaning: 'group', name: 'file' }, COLUMNS)).toEqual({ ...MAPPING, group: 'file' });
    expect(withColumn(MAPPING, { meaning: 'label', name: 'file' }, COLUMNS)).toMatchObject({ realValues: [] });
    expect(withColumn(MAPPING, { meaning: 'path', name: null }, COLUMNS).path).toBe('');
  });

  it('swaps the classes, and twice is as it was', () => {
    expect(swapped(MAPPING)).toMatchObject({ realValues: ['gan'], fakeValues: ['real'] });
    expect(swapped(swapped(MAPPING))).toEqual(MAPPING);
  });

  it('moves a value to one side, or out', () => {
    const fake = withValue(MAPPING, 'sketch', 'fake');
    expect([fake.realValues, fake.fakeValues]).toEqual([['real'], ['gan', 'sketch']]);
    expect(withValue(fake, 'gan', 'none').fakeValues).toEqual(['sketch']);
    expect(valuesOn('none', MAPPING, COLUMNS)).toEqual([{ value: 'sketch', count: 8 }]);
    expect(valuesOn('real', withValue(MAPPING, 'rare', 'real'), COLUMNS)).toEqual([
      { value: 'real', count: 10 },
      { value: 'rare', count: 0 },
    ]);
  });

  it('says what is missing before it can be used', () => {
    expect(missingFrom(NO_MAPPING, COLUMNS)).toContain('paths');
    expect(missingFrom({ ...MAPPING, label: '' }, COLUMNS)).toContain('real or fake');
    const alike = COLUMNS.map((column) => ({ ...column, distinctCount: 1 }));
    expect(missingFrom({ ...MAPPING, label: '' }, alike)).toContain('folders');
    expect(missingFrom({ ...MAPPING, realValues: [] }, COLUMNS)).toContain('real face');
    expect(missingFrom({ ...MAPPING, fakeValues: [] }, COLUMNS)).toContain('fake face');
    const ids = { ...column('kind'), distinctCount: 51 };
    expect(missingFrom(MAPPING, [ids])).toContain('more than 50');
    expect(missingFrom(MAPPING, COLUMNS)).toBeNull();
  });

  it('knows whether a guess would say the same, and by what', () => {
    expect(groundOf(MAPPING, COLUMNS)).toBe('values');
    expect(groundOf(swapped(MAPPING), COLUMNS)).toBeNull();
    const assumed = withColumn(MAPPING, { meaning: 'label', name: 'label' }, COLUMNS);
    expect(groundOf(assumed, COLUMNS)).toBe('assumed');
    expect(groundOf(NO_MAPPING, COLUMNS)).toBeNull();
  });
});
