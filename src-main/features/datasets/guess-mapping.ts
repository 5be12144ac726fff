/** What the columns of a table nobody has described probably mean: by their names and by their values. */
import type { ColumnMapping } from '#shared/contract/datasets.ts';
import {
  guessPolarity,
  MOST_LABEL_VALUES,
  otherSide,
  type Polarity,
  type PolarityGround,
  type Side,
  sideOf,
} from '#shared/domain/polarity.ts';
import { usualSplit } from './csv-rows.ts';

export type Guess = {
  readonly mapping: ColumnMapping;
  /** Null where no column looks like labels. */
  readonly polarityFrom: PolarityGround | null;
};

/** A column as far as it was looked at. */
export type ColumnSample = {
  readonly name: string;
  /** One for each row, '' where the row is too short. */
  readonly values: readonly string[];
  readonly distinct: ReadonlySet<string>;
};

export const columnSamples = (
  header: readonly string[],
  rows: readonly { readonly fields: readonly string[] }[],
): readonly ColumnSample[] =>
  header.flatMap((name, index) => {
    if (name === '') return []; // unnamed columns have no meaning
    const values = rows.map(({ fields }) => fields[index] ?? '');
    return [{ name, values, distinct: new Set(values) }];
  });

/** Without a label where no column looks like one; null where none looks like paths of images. */
export function guessMapping(columns: readonly ColumnSample[]): Guess | null {
  const path = best(columns, pathScore);
  if (path === null) return null;
  const others = columns.filter((column) => column !== path);
  const split = best(others, splitScore);
  const labels = labelColumns(
    others.filter((column) => column !== split),
    path,
  );
  const [label] = labels;
  const rest = others.filter((column) => column !== split && column !== label?.column);
  const group = best(rest, (column) => groupScore(column, label?.column ?? null));
  const source = best(
    rest.filter((column) => column !== group),
    sourceScore,
  );
  const { realValues = [], fakeValues = [], ground = null } = label?.polarity ?? {};
  return {
    mapping: {
      path: path.name,
      label: label?.column.name ?? '',
      realValues: [...realValues],
      fakeValues: [...fakeValues],
      group: group?.name ?? null,
      split: split?.name ?? null,
      // Labels that name the method ("Deepfakes", "FaceSwap") say where a face comes from as well.
      source: source?.name ?? (realValues.length + fakeValues.length > 2 ? (label?.column.name ?? null) : null),
    },
    polarityFrom: ground,
  };
}

/** The column with the highest score above 0; the first of equals. */
function best(columns: readonly ColumnSample[], score: (column: ColumnSample) => number): ColumnSample | null {
  let found: ColumnSample | null = null;
  let highest = 0;
  for (const column of columns) {
    const value = score(column);
    if (value > highest) [found, highest] = [column, value];
  }
  return found;
}

export const IMAGE_NAME = /\.(?:jpe?g|png|webp|bmp)$/i;

function pathScore({ name, values }: ColumnSample): number {
  const filled = values.filter((value) => value !== '');
  const named = name === 'path' ? 3 : /path|file|image|img|^name$/i.test(name) ? 1 : 0;
  const images = filled.filter((value) => IMAGE_NAME.test(value)).length / Math.max(1, filled.length);
  return images >= 0.5 ? 4 * images + named : named === 3 ? 1 : 0;
}

function splitScore({ name, values, distinct }: ColumnSample): number {
  const filled = [...distinct].filter((value) => value !== '');
  if (filled.length === 0 || filled.length > 6) return 0;
  const known = filled.filter((value) => usualSplit(value) !== undefined).length;
  if (known < filled.length) return 0;
  return (/split|subset|partition|phase|^set$|fold/i.test(name) ? 2 : 1) + (values.includes('') ? 0 : 0.5);
}

type LabelColumn = { readonly column: ColumnSample; readonly polarity: Polarity; readonly score: number };

/** The likeliest first. */
function labelColumns(columns: readonly ColumnSample[], path: ColumnSample): readonly LabelColumn[] {
  return columns
    .flatMap((column) => {
      if (column.distinct.size > MOST_LABEL_VALUES + 1) return []; // one of them may be ''
      const found = guessPolarity(column.name, [...column.distinct], (value) => sideInPaths(value, { column, path }));
      if (found === null) return [];
      const score = labelNameScore(column.name) + GROUND_SCORE[found.ground];
      return score >= LEAST_LABEL_SCORE ? [{ column, polarity: found, score }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

const GROUND_SCORE: Readonly<Record<PolarityGround, number>> = { values: 4, column: 4, paths: 3, assumed: 1 };
/** Zeros and ones alone are no labels: the name has to say so. */
const LEAST_LABEL_SCORE = 3;

function labelNameScore(name: string): number {
  if (name === 'real') return 4;
  if (sideOf(name) !== null) return 3;
  return /label|class|target|truth|^y$|^gt$|authentic|categor|verdict/i.test(name) ? 2.5 : 0;
}

const LEAST_PATHS = 3;
/** Of the paths with a word, as many have to say the same. */
const AGREEING_SHARE = 0.9;

/** What the paths of the rows with this value say: "frames/original/7.jpg" speaks of a real face. */
function sideInPaths(value: string, { column, path }: { column: ColumnSample; path: ColumnSample }): Side | null {
  const votes: Record<Side, number> = { real: 0, fake: 0 };
  for (const [index, found] of column.values.entries()) {
    if (found !== value) continue;
    const side = sideOfPath(path.values[index] ?? '');
    if (side !== null) votes[side] += 1;
  }
  const side: Side = votes.real >= votes.fake ? 'real' : 'fake';
  const isClear = votes[side] >= LEAST_PATHS && votes[side] >= AGREEING_SHARE * (votes[side] + votes[otherSide(side)]);
  return isClear ? side : null;
}

/** The last part that says anything: what lies above may name the whole collection ("real_vs_fake/train/fake/7.jpg"). */
function sideOfPath(path: string): Side | null {
  for (const part of path.split(/[/\\]/).reverse()) {
    const side = sideOf(part);
    if (side !== null) return side;
  }
  return null;
}

/** Rows of one person or video. Many different ones, or it is something else. */
function groupScore({ name, values, distinct }: ColumnSample, label: ColumnSample | null): number {
  if (distinct.size < 2) return 0;
  if (/^group$/i.test(name)) return 4;
  if (/identit|subject|person|video|clip|speaker|actor/i.test(name)) return 3;
  // The folders of a table that Facet made of a folder: identities below real and fake.
  if (name === 'folder' && label?.name === 'parent_folder' && distinct.size < values.length) return 2;
  return 0;
}

function sourceScore({ name, distinct }: ColumnSample): number {
  if (distinct.size < 2 || distinct.size > 1_000 || [...distinct].some((value) => IMAGE_NAME.test(value))) return 0;
  if (/^source$/i.test(name)) return 4;
  if (/source|origin|method|generator|manipulation|dataset|camera/i.test(name)) return 3;
  return /model|domain|type/i.test(name) ? 1 : 0;
}
