/** Rows of a form and the mapping that they stand for. */
import { isNumberSource, numberSource, type WrittenEntries } from '#shared/config/edit/value-source.ts';

/** As typed. */
export type FactorRow = { readonly prefix: string; readonly factor: string };

/** A row without a word is not there yet; what is no number goes into the text too, where it is marked. */
export const entriesOf = (rows: readonly FactorRow[]): WrittenEntries =>
  Object.fromEntries(
    rows.flatMap(({ prefix, factor }) =>
      prefix === '' && factor.trim() === '' ? [] : [[prefix, readFactor(factor)] as const],
    ),
  );

export function rowsOf(value: unknown): readonly FactorRow[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([prefix, factor]) => ({ prefix, factor: shownFactor(factor) }));
}

/** A later row of the same part stands for nothing: a mapping holds a name once. */
export const hasTwin = (rows: readonly FactorRow[], index: number): boolean =>
  rows.some(({ prefix }, i) => i !== index && prefix !== '' && prefix === rows[index]?.prefix);

/** Whether the problem is about this row: the one that it names, or any where it names none. */
export function isMarked(rows: readonly FactorRow[], index: number, problem: string | null): boolean {
  const [about = ''] = problem?.split('; did you mean') ?? [];
  const isNamed = ({ prefix }: FactorRow) => about.includes(`"${prefix}"`) || about.includes(`.${prefix}\``);
  return problem !== null && (!rows.some(isNamed) || rows.slice(index, index + 1).some(isNamed));
}

function readFactor(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return isNumberSource(trimmed) ? Number(trimmed) : trimmed;
}

const shownFactor = (value: unknown): string =>
  typeof value === 'number' ? numberSource(value) : value === null ? '' : String(value);
