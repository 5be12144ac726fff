/** What the rows of a face CSV mean, one at a time. */
import { isAbsolute, resolve } from 'node:path';
import type { ColumnMapping } from '#shared/contract/datasets.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { OWN_COLUMNS, shortened } from './csv-columns.ts';

export const SPLITS = ['train', 'valid', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** One usable row. `path` stands as it was written, `file` is absolute: relative paths start at the CSV's folder, or where the images are said to lie. */
export type FaceRow = {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  readonly path: string;
  readonly file: string;
  readonly label: Label;
  /** An identity or a video: its rows must not be split apart. */
  readonly group: string | null;
  readonly split: Split | null;
  readonly source: string | null;
  /** The other columns. Has no prototype, so that a column may have any name. */
  readonly metadata: Readonly<Record<string, string>>;
};

export type BadRow = { readonly line: number; readonly path: string | null; readonly reason: string };

type ReadRow = { readonly kind: 'row'; readonly row: FaceRow } | { readonly kind: 'bad'; readonly bad: BadRow };

const NO_METADATA: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** Reads rows one after another; remembers the files that it met, since a file may stand there once only. */
export function createRowReader(columns: readonly string[], folder: string, mapping: ColumnMapping) {
  const at = positionsOf(columns, mapping);
  const extra = extraColumns(columns, mapping);
  const labels = labelsOf(mapping);
  const splitOf = mapping === OWN_COLUMNS ? ownSplit : usualSplit;
  const lines = new Map<string, number>();

  return (fields: readonly string[], line: number): ReadRow => {
    const path = fields[at.path] ?? '';
    const file = isAbsolute(path) ? path : resolve(folder, path);
    const label = labels.get(fields[at.label] ?? '');
    const given = fields[at.split] ?? '';
    const split = given === '' ? null : splitOf(given);
    const reason =
      wrongLength(fields, columns) ??
      wrongPath(path) ??
      (lines.has(file) ? `the same file as in line ${lines.get(file)}` : null) ??
      (split === undefined ? wrongSplit(given, mapping) : null);
    if (reason !== null || label === undefined || split === undefined) {
      const why = reason ?? wrongLabel(fields[at.label] ?? '', mapping);
      return { kind: 'bad', bad: { line, path: path === '' ? null : shortened(path), reason: why } };
    }
    lines.set(file, line);
    const group = fields[at.group] || null;
    const source = fields[at.source] || null;
    return { kind: 'row', row: { line, path, file, label, group, split, source, metadata: metadataOf(fields, extra) } };
  };
}

/** -1 where a column is absent or has no such meaning. */
function positionsOf(columns: readonly string[], { path, label, group, split, source }: ColumnMapping) {
  const position = (name: string | null) => (name === null || name === '' ? -1 : columns.indexOf(name));
  return {
    path: position(path),
    label: position(label),
    group: position(group),
    split: position(split),
    source: position(source),
  };
}

type Column = { readonly name: string; readonly index: number };

function extraColumns(columns: readonly string[], mapping: ColumnMapping): readonly Column[] {
  const { path, label, group, split, source } = mapping;
  const used = new Set([path, label, group, split, source, '']);
  return columns.flatMap((name, index) => (used.has(name) ? [] : [{ name, index }]));
}

const labelsOf = ({ realValues, fakeValues }: ColumnMapping): ReadonlyMap<string, Label> =>
  new Map<string, Label>([
    ...realValues.map((value) => [value, REAL] as const),
    ...fakeValues.map((value) => [value, FAKE] as const),
  ]);

const ownSplit = (value: string): Split | undefined => SPLITS.find((name) => name === value);

/** What other data sets call the three, whatever the case. */
const USUAL_SPLITS: ReadonlyMap<string, Split> = new Map([
  ...['train', 'training', 'trn'].map((name) => [name, 'train'] as const),
  ...['valid', 'validation', 'val', 'dev', 'development', 'eval'].map((name) => [name, 'valid'] as const),
  ...['test', 'testing', 'tst', 'holdout'].map((name) => [name, 'test'] as const),
]);

export const usualSplit = (value: string): Split | undefined => USUAL_SPLITS.get(value.toLowerCase());

function wrongLength(fields: readonly string[], columns: readonly string[]): string | null {
  if (fields.length === columns.length) return null;
  return `${fields.length} ${fields.length === 1 ? 'value' : 'values'} in ${columns.length} columns`;
}

function wrongPath(path: string): string | null {
  if (path === '') return 'the path is empty';
  if (path.includes('\0')) return 'the path has a NUL character in it';
  return /[\r\n]/.test(path) ? 'the path has a line break in it' : null;
}

const wrongSplit = (found: string, { split }: ColumnMapping): string =>
  `${split} is "${shortened(found)}"; expected ${SPLITS.join(', ')} or nothing`;

const wrongLabel = (found: string, { label, realValues, fakeValues }: ColumnMapping): string =>
  `${label} is "${shortened(found)}"; expected ${oneOf(realValues)} (real) or ${oneOf(fakeValues)} (fake)`;

const MOST_NAMED = 5;

function oneOf(values: readonly string[]): string {
  const named = values.slice(0, MOST_NAMED).map(shortened).join(', ');
  return values.length <= MOST_NAMED ? named : `${named} and ${values.length - MOST_NAMED} more`;
}

function metadataOf(fields: readonly string[], extra: readonly Column[]) {
  if (extra.length === 0) return NO_METADATA;
  const metadata: Record<string, string> = Object.create(null);
  for (const { name, index } of extra) metadata[name] = fields[index] ?? '';
  return metadata;
}
