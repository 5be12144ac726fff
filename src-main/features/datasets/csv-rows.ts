/** What the lines of a face CSV mean: the header, and one row at a time. */
import { isAbsolute, resolve } from 'node:path';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';

export const SPLITS = ['train', 'valid', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** One usable row. `path` stands as it was written, `file` is absolute: relative paths start at the CSV's folder. */
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

/** Columns with a meaning; every other one is metadata. */
const MEANINGS = ['path', 'real', 'group', 'split', 'source'] as const;

/** Names under which other data sets keep what we call path and real. */
const USUAL_NAMES = {
  path: /path|file|image|img|name/i,
  real: /real|label|class|target|fake|^y$/i,
} as const;

const NO_METADATA: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** The names of the columns, unnamed ones as ''. @throws data_invalid where path or real is missing, or a name stands twice */
export function readHeader(fields: readonly string[], csvPath: string): readonly string[] {
  for (const required of ['path', 'real'] as const)
    if (!fields.includes(required)) throw missingColumn(required, fields, csvPath);
  const twice = fields.find((name, index) => name !== '' && fields.indexOf(name) !== index);
  if (twice !== undefined)
    throw new AppError('data_invalid', `"${csvPath}", line 1: the column "${twice}" stands there twice.`, {
      hint: 'Rename or remove one of the two.',
    });
  return fields;
}

function missingColumn(missing: 'path' | 'real', fields: readonly string[], csvPath: string): AppError {
  const found = fields.map((name) => `"${shortened(name)}"`).join(', ');
  const near = fields.find((name) => name !== 'path' && name !== 'real' && USUAL_NAMES[missing].test(name));
  const meaning = missing === 'real' ? ' (1 for a real face, 0 for a fake one)' : '';
  let hint = `Name the columns in the first line: path,real${meaning}.`;
  if (fields.length === 1 && /[;\t]/.test(fields[0] ?? ''))
    hint = 'The columns seem to be separated by semicolons or tabs: separate them by commas.';
  else if (near !== undefined) hint = `Did you mean "${shortened(near)}"? Rename it to "${missing}"${meaning}.`;
  return new AppError('data_invalid', `"${csvPath}", line 1: there is no column "${missing}", only ${found}.`, {
    hint,
  });
}

type ReadRow = { readonly kind: 'row'; readonly row: FaceRow } | { readonly kind: 'bad'; readonly bad: BadRow };

/** Reads rows one after another; remembers the files that it met, since a file may stand there once only. */
export function createRowReader(columns: readonly string[], folder: string) {
  const at = Object.fromEntries(MEANINGS.map((name) => [name, columns.indexOf(name)])) as Record<Meaning, number>; // the keys are MEANINGS
  const extra = columns.flatMap((name, index) => (name === '' || isMeaning(name) ? [] : [{ name, index }]));
  const lines = new Map<string, number>();

  return (fields: readonly string[], line: number): ReadRow => {
    const path = fields[at.path] ?? '';
    const file = isAbsolute(path) ? path : resolve(folder, path);
    const label = LABELS.get(fields[at.real] ?? '');
    const split = fields[at.split] || null;
    const reason =
      wrongLength(fields, columns) ??
      wrongPath(path) ??
      (lines.has(file) ? `the same file as in line ${lines.get(file)}` : null) ??
      (split !== null && !isSplit(split)
        ? `split is "${shortened(split)}"; expected ${SPLITS.join(', ')} or nothing`
        : null);
    if (reason !== null || label === undefined || (split !== null && !isSplit(split))) {
      const wrongLabel = `real is "${shortened(fields[at.real] ?? '')}"; expected 1 (real) or 0 (fake)`;
      return { kind: 'bad', bad: { line, path: path === '' ? null : shortened(path), reason: reason ?? wrongLabel } };
    }
    lines.set(file, line);
    const group = fields[at.group] || null;
    const source = fields[at.source] || null;
    return { kind: 'row', row: { line, path, file, label, group, split, source, metadata: metadataOf(fields, extra) } };
  };
}

type Meaning = (typeof MEANINGS)[number];
const isMeaning = (name: string): name is Meaning => (MEANINGS as readonly string[]).includes(name); // includes() asks for the narrow type
const isSplit = (name: string): name is Split => (SPLITS as readonly string[]).includes(name); // likewise
const LABELS: ReadonlyMap<string, Label> = new Map<string, Label>([
  [String(REAL), REAL],
  [String(FAKE), FAKE],
]);

function wrongLength(fields: readonly string[], columns: readonly string[]): string | null {
  if (fields.length === columns.length) return null;
  return `${fields.length} ${fields.length === 1 ? 'value' : 'values'} in ${columns.length} columns`;
}

function wrongPath(path: string): string | null {
  if (path === '') return 'the path is empty';
  if (path.includes('\0')) return 'the path has a NUL character in it';
  return /[\r\n]/.test(path) ? 'the path has a line break in it' : null;
}

function metadataOf(fields: readonly string[], extra: readonly { name: string; index: number }[]) {
  if (extra.length === 0) return NO_METADATA;
  const metadata: Record<string, string> = Object.create(null);
  for (const { name, index } of extra) metadata[name] = fields[index] ?? '';
  return metadata;
}

const LONGEST_QUOTE = 200; // characters of foreign text in a message

const shortened = (text: string) => (text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}...`);
