/** What the columns of a face CSV mean: our own names, or a mapping of others. */
import type { ColumnMapping } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';

/** The names of data/README.md. Group, split and source may be absent. */
export const OWN_COLUMNS: ColumnMapping = Object.freeze({
  path: 'path',
  label: 'real',
  realValues: ['1'],
  fakeValues: ['0'],
  group: 'group',
  split: 'split',
  source: 'source',
});

/** Names under which other data sets keep what we call path and real. */
const USUAL_NAMES = {
  path: /path|file|image|img|name/i,
  real: /real|label|class|target|fake|^y$/i,
} as const;

/**
 * The names of the columns, unnamed ones as ''. Without a mapping, `path` and `real` have to be there.
 * @throws data_invalid where a column is missing or stands there twice, or the mapping itself is none
 */
export function readHeader(
  fields: readonly string[],
  csvPath: string,
  mapping: ColumnMapping | null,
): readonly string[] {
  if (mapping === null) {
    for (const required of ['path', 'real'] as const)
      if (!fields.includes(required)) throw missingColumn(required, fields, csvPath);
  } else {
    assertComplete(mapping);
    assertMapped(fields, csvPath, mapping);
  }
  assertNamedOnce(fields, csvPath);
  return fields;
}

/** The columns that a mapping names and a table must have. */
const mappedColumns = ({ path, label, group, split, source }: ColumnMapping): readonly string[] =>
  [path, label, group, split, source].filter((name): name is string => name !== null && name !== '');

export const fitsHeader = (mapping: ColumnMapping, fields: readonly string[]): boolean =>
  mappedColumns(mapping).every((name) => fields.includes(name));

/** @throws data_invalid naming the column that is not there */
export function assertMapped(fields: readonly string[], csvPath: string, mapping: ColumnMapping): void {
  const missing = mappedColumns(mapping).find((name) => !fields.includes(name));
  if (missing === undefined) return;
  throw new AppError(
    'data_invalid',
    `"${csvPath}", line 1: there is no column "${shortened(missing)}", only ${listed(fields)}.`,
    { hint: 'The columns were chosen for another table: choose them again.' },
  );
}

/** @throws data_invalid */
export function assertNamedOnce(fields: readonly string[], csvPath: string): void {
  const twice = fields.find((name, index) => name !== '' && fields.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new AppError('data_invalid', `"${csvPath}", line 1: the column "${twice}" stands there twice.`, {
    hint: 'Rename or remove one of the two.',
  });
}

/** @throws data_invalid where path or label is not chosen, a class has no value, or a value stands for both */
function assertComplete({ path, label, realValues, fakeValues }: ColumnMapping): void {
  const refuse = (sentence: string, hint: string) => new AppError('data_invalid', sentence, { hint });
  if (path === '') throw refuse('No column is chosen for the paths of the images.', 'Choose the one that holds them.');
  if (label === '') throw refuse('No column is chosen for the labels.', 'Choose the one that says real or fake.');
  for (const [name, values] of [
    ['real', realValues],
    ['fake', fakeValues],
  ] as const)
    if (values.length === 0)
      throw refuse(
        `No value of the column "${shortened(label)}" stands for ${name} faces.`,
        'A classifier needs faces of both classes: name at least one value for each.',
      );
  const both = realValues.find((value) => fakeValues.includes(value));
  if (both !== undefined)
    throw refuse(
      `"${shortened(both)}" in the column "${shortened(label)}" stands for real and for fake faces.`,
      'Take it out of one of the two lists.',
    );
}

function missingColumn(missing: 'path' | 'real', fields: readonly string[], csvPath: string): AppError {
  const near = fields.find((name) => name !== 'path' && name !== 'real' && USUAL_NAMES[missing].test(name));
  const meaning = missing === 'real' ? ' (1 for a real face, 0 for a fake one)' : '';
  let hint = `Name the columns in the first line: path,real${meaning}.`;
  if (hasOtherSeparator(fields)) hint = OTHER_SEPARATOR;
  else if (near !== undefined) hint = `Did you mean "${shortened(near)}"? Rename it to "${missing}"${meaning}.`;
  return new AppError(
    'data_invalid',
    `"${csvPath}", line 1: there is no column "${missing}", only ${listed(fields)}.`,
    {
      hint,
    },
  );
}

export const OTHER_SEPARATOR = 'The columns seem to be separated by semicolons or tabs: separate them by commas.';

export const hasOtherSeparator = (fields: readonly string[]): boolean =>
  fields.length === 1 && /[;\t]/.test(fields[0] ?? '');

const listed = (fields: readonly string[]) => fields.map((name) => `"${shortened(name)}"`).join(', ');

const LONGEST_QUOTE = 200; // characters of foreign text in a message

export const shortened = (text: string): string =>
  text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}...`;
