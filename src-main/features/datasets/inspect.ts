/** A look at a table before it becomes a data set: its columns, what they probably mean, whether its files are there, and faces to see it by. */
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path';
import type { ColumnMapping, DataSource, ExampleFace, InspectedColumn, Inspection } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import { assertMapped, assertNamedOnce, hasOtherSeparator, OTHER_SEPARATOR, shortened } from './csv-columns.ts';
import { type CsvScan, type ScannedRow, scanCsv } from './csv-scan.ts';
import { type ColumnSample, columnSamples, guessMapping, IMAGE_NAME } from './guess-mapping.ts';

export type InspectionRequest = { readonly source: DataSource; readonly mapping: ColumnMapping | null };

export type InspectedTable = {
  readonly inspection: Omit<Inspection, 'id'>;
  /** Where the example faces lie, by their lines. */
  readonly files: ReadonlyMap<number, string>;
};

/** @throws file_not_found, file_invalid, data_invalid (no rows, quotes, a header that is none, a mapping of another table) */
export async function inspectTable({ source, mapping: chosen }: InspectionRequest): Promise<InspectedTable> {
  const csvPath = resolve(source.csvPath);
  const scan = await scanCsv(csvPath);
  assertHeader(scan, csvPath);
  if (chosen !== null) assertMapped(scan.header, csvPath, chosen);
  const columns = columnSamples(scan.header, scan.rows);
  const guess = chosen === null ? guessMapping(columns) : null;
  const mapping = chosen ?? guess?.mapping ?? null;
  const found = mapping === null ? NO_FACES : await lookForFaces(scan, { mapping, folder: folderOf(source, csvPath) });
  return {
    inspection: {
      source: { csvPath, imagesFolder: source.imagesFolder },
      name: basename(csvPath, extname(csvPath)),
      rowCount: scan.rowCount,
      sampleCount: scan.rows.length,
      columns: columns.map(describeColumn),
      mapping,
      polarityFrom: guess?.polarityFrom ?? null,
      filesFound: found.filesFound,
      examples: found.examples,
    },
    files: found.files,
  };
}

function assertHeader({ header }: CsvScan, csvPath: string): void {
  if (hasOtherSeparator(header))
    throw new AppError('data_invalid', `"${csvPath}" has one column only.`, { hint: OTHER_SEPARATOR });
  const data = header.find((field) => IMAGE_NAME.test(field));
  if (data !== undefined)
    throw new AppError(
      'data_invalid',
      `"${csvPath}", line 1 should name the columns, and holds the path "${shortened(data)}".`,
      { hint: 'Put a line before it with a name for each column, for instance: path,real' },
    );
  assertNamedOnce(header, csvPath);
}

const folderOf = ({ imagesFolder }: DataSource, csvPath: string) => imagesFolder ?? dirname(csvPath);

const MOST_VALUES = 50;
const EXAMPLES = 3;

function describeColumn({ name, values, distinct }: ColumnSample): InspectedColumn {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts]
    .sort((a, b) => b[1] - a[1])
    .filter(([value]) => value === shortened(value)) // a longer one is no label, and a cut one would match nothing
    .slice(0, MOST_VALUES);
  return {
    name,
    examples: [...distinct]
      .filter((value) => value !== '')
      .slice(0, EXAMPLES)
      .map(shortened),
    values: frequent.map(([value, count]) => ({ value, count })),
    distinctCount: distinct.size,
  };
}

type FoundFaces = Pick<InspectedTable, 'files'> & Pick<Inspection, 'filesFound' | 'examples'>;

const NO_FACES: FoundFaces = { files: new Map(), filesFound: null, examples: { real: [], fake: [] } };

const TRIED = 200;
const TRIED_OF_A_CLASS = 40;
const SHOWN_OF_A_CLASS = 6;

type Candidate = ExampleFace & { readonly file: string };

/** Tries files from all over the table, and shows some of each class that are there. */
async function lookForFaces(
  { header, rows }: CsvScan,
  { mapping, folder }: { readonly mapping: ColumnMapping; readonly folder: string },
): Promise<FoundFaces> {
  const at = { path: header.indexOf(mapping.path), label: header.indexOf(mapping.label) };
  if (mapping.path === '') return NO_FACES;
  const candidates = (of: readonly ScannedRow[], count: number) => spread(of, count).flatMap(candidateOf);
  const candidateOf = ({ line, fields }: ScannedRow): Candidate[] => {
    const path = fields[at.path] ?? '';
    if (path === '' || path.includes('\0')) return [];
    return [{ line, path: shortened(path), file: isAbsolute(path) ? path : resolve(folder, path) }];
  };
  const ofClass = (values: readonly string[]) =>
    at.label === -1 ? [] : rows.filter(({ fields }) => values.includes(fields[at.label] ?? ''));
  const isThere = createFileCheck();

  const tried = candidates(rows, TRIED);
  const found = await isThere(tried);
  const real = await isThere(candidates(ofClass(mapping.realValues), TRIED_OF_A_CLASS));
  const fake = await isThere(candidates(ofClass(mapping.fakeValues), TRIED_OF_A_CLASS));
  const shown = [real, fake].map((faces) => spread(faces, SHOWN_OF_A_CLASS));
  return {
    filesFound: { tried: tried.length, found: found.length },
    examples: { real: (shown[0] ?? []).map(exampleOf), fake: (shown[1] ?? []).map(exampleOf) },
    files: new Map(shown.flat().map(({ line, file }) => [line, file])),
  };
}

const exampleOf = ({ line, path }: Candidate): ExampleFace => ({ line, path });

/** At most `count` of them, at even distances. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)] as T); // i < count
}

/** Those of them whose files are there; no file is looked at twice. */
function createFileCheck() {
  const known = new Map<string, Promise<boolean>>();
  const isFile = (file: string) => {
    const answer =
      known.get(file) ??
      stat(file).then(
        (found) => found.isFile(),
        () => false, // absent or not reachable: the check of the images will say which
      );
    known.set(file, answer);
    return answer;
  };
  return async (candidates: readonly Candidate[]): Promise<readonly Candidate[]> => {
    const answers = await Promise.all(candidates.map(({ file }) => isFile(file)));
    return candidates.filter((_, index) => answers[index]);
  };
}
