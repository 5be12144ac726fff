/** What could stand at a place of an expression. */
import type { FieldValue, FilterField } from './compile.ts';
import { FilterError, isAnyKeyword, isKeyword, quoted, type Token, tokensOf } from './tokens.ts';

export type Completion = { readonly text: string; readonly detail: string };

export type Completions = {
  /** What is replaced: the word at the place, or nothing. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
};

export type CompletionContext<Row> = {
  readonly fields: readonly FilterField<Row>[];
  /** Whose values are offered. */
  readonly rows: readonly Row[];
};

const MOST_OPTIONS = 50;

/** By what stands before the place; options that begin with the word at the place come first, then those that contain it. */
export function completeFilter<Row>(
  expression: string,
  place: number,
  { fields, rows }: CompletionContext<Row>,
): Completions {
  const before = tokensBefore(expression, place);
  const last = before.at(-1);
  const isInWord = last !== undefined && last.to === place && (last.kind === 'word' || last.kind === 'quoted');
  const from = isInWord ? last.from : place;
  const typed = isInWord ? last.text.toLowerCase() : '';
  const options = optionsAfter(isInWord ? before.slice(0, -1) : before, { fields, rows });
  const ranked = [
    ...options.filter(({ text }) => text.toLowerCase().startsWith(typed)),
    ...options.filter(({ text }) => text.toLowerCase().indexOf(typed) > 0),
  ];
  const isComplete = ranked.length === 1 && ranked[0]?.text.toLowerCase() === typed; // it is there already
  return { from, to: place, options: isComplete ? [] : ranked.slice(0, MOST_OPTIONS) };
}

function tokensBefore(expression: string, place: number): readonly Token[] {
  const text = expression.slice(0, place);
  try {
    return tokensOf(text).slice(0, -1);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const opened = tokensOf(text.slice(0, error.from)).slice(0, -1); // a quote that has just begun
    return [...opened, { kind: 'quoted', text: text.slice(error.from + 1), from: error.from, to: place }];
  }
}

function optionsAfter<Row>(before: readonly Token[], context: CompletionContext<Row>): readonly Completion[] {
  const last = before.at(-1);
  const startsPart = last === undefined || last.kind === '(' || (isAnyKeyword(last) && !isKeyword(last, 'in'));
  const list = openList(before);
  if (list !== null && (last?.kind === '(' || last?.kind === ',')) return valuesOf(list, context);
  if (startsPart) return fieldOptions(context);
  if (last.kind === 'operator') return valuesOf(before.at(-2), context);
  if (isKeyword(last, 'in')) return [{ text: '(', detail: 'one of several' }];
  if (list !== null)
    return [
      { text: ',', detail: 'another value' },
      { text: ')', detail: 'end of the list' },
    ];
  const isAfterField =
    last.kind === 'word' && before.at(-2)?.kind !== 'operator' && fieldNamed(last, context) !== undefined;
  return isAfterField ? operatorsOf(fieldNamed(last, context)) : CONNECTIVES;
}

/** The field whose list of values is open at the end. */
function openList(before: readonly Token[]): Token | null {
  const opening = before.findLastIndex(({ kind }) => kind === '(');
  const isClosed = before.slice(opening + 1).some(({ kind }) => kind === ')');
  const keyword = before[opening - 1];
  if (opening === -1 || isClosed || keyword === undefined || !isKeyword(keyword, 'in')) return null;
  return before[opening - 2] ?? null;
}

const CONNECTIVES: readonly Completion[] = [
  { text: 'and', detail: 'both' },
  { text: 'or', detail: 'one of the two, or both' },
];

const fieldOptions = <Row>({ fields }: CompletionContext<Row>): readonly Completion[] => [
  ...fields.map(({ name, aliases = [] }) => ({ text: name, detail: aliases.join(', ') })),
  { text: 'not', detail: 'the opposite of what follows' },
];

const operatorsOf = <Row>(field: FilterField<Row> | undefined): readonly Completion[] => {
  const equal = [
    { text: '=', detail: 'is' },
    { text: '!=', detail: 'is not' },
    { text: 'in', detail: 'is one of' },
  ];
  if (field?.kind === 'flag') return equal.slice(0, 2);
  if (field?.kind === 'text' || field?.kind === 'texts')
    return [...equal, { text: '~', detail: 'contains' }, { text: '!~', detail: 'does not contain' }];
  return [
    { text: '>', detail: 'more than' },
    { text: '>=', detail: 'at least' },
    { text: '<', detail: 'less than' },
    { text: '<=', detail: 'at most' },
    ...equal,
  ];
};

const fieldNamed = <Row>(word: Token, { fields }: CompletionContext<Row>) =>
  fields.find(({ name, aliases = [] }) =>
    [name, ...aliases].some((text) => text.toLowerCase() === word.text.toLowerCase()),
  );

/** What the rows have, most frequent first; of numbers and times there are too many. */
function valuesOf<Row>(word: Token | undefined, context: CompletionContext<Row>): readonly Completion[] {
  const field = word === undefined ? undefined : fieldNamed(word, context);
  if (field?.kind === 'flag')
    return [
      { text: 'yes', detail: '' },
      { text: 'no', detail: '' },
    ];
  if (field?.kind !== 'text' && field?.kind !== 'texts') return [];
  return [
    ...countValues(field, context.rows).map(({ value, count }) => ({ text: quoted(value), detail: `${count}` })),
    { text: 'none', detail: 'there is none' },
  ];
}

export type ValueCount = { readonly value: string; readonly count: number };

/** Of a field of texts: how many rows have each value, most frequent first, then by name. */
export function countValues<Row>(
  field: Pick<FilterField<Row>, 'valueOf'>,
  rows: readonly Row[],
): readonly ValueCount[] {
  const counts = new Map<string, number>();
  const count = (value: FieldValue) => {
    if (value === null || value === '') return;
    for (const text of typeof value === 'object' ? value : [String(value)])
      counts.set(text, (counts.get(text) ?? 0) + 1);
  };
  for (const row of rows) count(field.valueOf(row));
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
