/** How a person changes what the columns mean. */
import type { ColumnMapping, InspectedColumn } from '#shared/contract/datasets.ts';
import { guessPolarity, MOST_LABEL_VALUES, type PolarityGround } from '#shared/domain/polarity.ts';

export type Meaning = 'path' | 'label' | 'group' | 'split' | 'source';
export type ValueSide = 'real' | 'fake' | 'none';

/** Nothing is chosen. */
export const NO_MAPPING: ColumnMapping = {
  path: '',
  label: '',
  realValues: [],
  fakeValues: [],
  group: null,
  split: null,
  source: null,
};

/** Another column of labels brings a guess of which values are real. `name` null = no column. */
export function withColumn(
  mapping: ColumnMapping,
  { meaning, name }: { readonly meaning: Meaning; readonly name: string | null },
  columns: readonly InspectedColumn[],
): ColumnMapping {
  if (meaning === 'path') return { ...mapping, path: name ?? '' };
  if (meaning !== 'label') return { ...mapping, [meaning]: name };
  const values = columns.find((column) => column.name === name)?.values.map(({ value }) => value) ?? [];
  const guess = name === null ? null : guessPolarity(name, values);
  const { realValues = [], fakeValues = [] } = guess ?? {};
  return { ...mapping, label: name ?? '', realValues: [...realValues], fakeValues: [...fakeValues] };
}

export const swapped = (mapping: ColumnMapping): ColumnMapping => ({
  ...mapping,
  realValues: mapping.fakeValues,
  fakeValues: mapping.realValues,
});

export function withValue(mapping: ColumnMapping, value: string, side: ValueSide): ColumnMapping {
  const without = (values: readonly string[]) => values.filter((other) => other !== value);
  return {
    ...mapping,
    realValues: [...without(mapping.realValues), ...(side === 'real' ? [value] : [])],
    fakeValues: [...without(mapping.fakeValues), ...(side === 'fake' ? [value] : [])],
  };
}

/** Why a guess would call the same values real and fake as the mapping does; null where a person has decided otherwise. */
export function groundOf(
  { label, realValues, fakeValues }: ColumnMapping,
  columns: readonly InspectedColumn[],
): PolarityGround | null {
  const values = columns.find(({ name }) => name === label)?.values.map(({ value }) => value) ?? [];
  const guess = guessPolarity(label, values);
  const isSame = (a: readonly string[], b: readonly string[]) => a.toSorted().join('\n') === b.toSorted().join('\n');
  const agrees = guess !== null && isSame(guess.realValues, realValues) && isSame(guess.fakeValues, fakeValues);
  return agrees ? guess.ground : null;
}

export type LabelValue = { readonly value: string; readonly count: number };

/** The values on a side, the most frequent first; one that only the mapping knows counts 0. */
export function valuesOn(
  side: ValueSide,
  mapping: ColumnMapping,
  columns: readonly InspectedColumn[],
): readonly LabelValue[] {
  const found = columns.find(({ name }) => name === mapping.label)?.values ?? [];
  const known = new Map(found.map(({ value, count }) => [value, count]));
  if (side !== 'none') {
    const values = side === 'real' ? mapping.realValues : mapping.fakeValues;
    return values.map((value) => ({ value, count: known.get(value) ?? 0 })).sort((a, b) => b.count - a.count);
  }
  const taken = new Set([...mapping.realValues, ...mapping.fakeValues]);
  return found.filter(({ value }) => !taken.has(value));
}

/** Why it cannot be used yet, as a sentence; null where it can. */
export function missingFrom(mapping: ColumnMapping, columns: readonly InspectedColumn[]): string | null {
  if (mapping.path === '') return 'Choose the column that holds the paths of the images.';
  if (mapping.label === '')
    return columns.some(({ name, distinctCount }) => name !== mapping.path && distinctCount > 1)
      ? 'Choose the column that says real or fake.'
      : 'Nothing here says which faces are real: put them into folders named "real" and "fake", or take a CSV that says so.';
  const column = columns.find(({ name }) => name === mapping.label);
  if (column !== undefined && column.distinctCount > MOST_LABEL_VALUES)
    return `"${mapping.label}" has more than ${MOST_LABEL_VALUES} different values: it holds no labels.`;
  if (mapping.realValues.length === 0) return 'Say which values mean a real face.';
  if (mapping.fakeValues.length === 0) return 'Say which values mean a fake face.';
  return null;
}
