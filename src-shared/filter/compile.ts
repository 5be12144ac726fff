/** From an expression to a question that a row answers. */
import { nearest } from '../config/nearest.ts';
import { type Comparison, type FilterNode, parseFilter } from './syntax.ts';
import { FilterError, NONE, type Token } from './tokens.ts';
import { type FieldKind, KIND_WORDS, rangeOf } from './values.ts';

export type FieldValue = string | number | boolean | readonly string[] | null;

export type FilterField<Row> = {
  /** "best.accuracy" */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: FieldKind;
  readonly valueOf: (row: Row) => FieldValue;
};

export type Filter<Row> =
  | { readonly kind: 'filter'; readonly matches: (row: Row) => boolean }
  | { readonly kind: 'error'; readonly message: string; readonly from: number; readonly to: number };

export type FilterContext<Row> = {
  readonly fields: readonly FilterField<Row>[];
  /** In which a word alone is looked for: any of them. */
  readonly textFields: readonly FilterField<Row>[];
  readonly nowMs: number;
};

type Test<Row> = (row: Row) => boolean;

/** An empty expression matches every row. */
export function compileFilter<Row>(expression: string, context: FilterContext<Row>): Filter<Row> {
  try {
    const node = parseFilter(expression);
    return { kind: 'filter', matches: node === null ? () => true : compileNode(node, context) };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return { kind: 'error', message: error.message, from: error.from, to: error.to };
  }
}

function compileNode<Row>(node: FilterNode, context: FilterContext<Row>): Test<Row> {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const tests = node.parts.map((part) => compileNode(part, context));
      return node.kind === 'and' ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compileNode(node.part, context);
      return (row) => !test(row);
    }
    case 'off':
      compileNode(node.part, context); // what is switched off can be switched on: it has to make sense
      return () => true;
    case 'text': {
      const wanted = node.word.text.toLowerCase();
      return (row) =>
        context.textFields.some((field) => textsOf(field.valueOf(row)).some((text) => text.includes(wanted)));
    }
    case 'comparison':
      return compileComparison(node, context);
  }
}

/** `!=` and `!~` are the opposites of `=` and `~`, so that every row matches one of the two, also where it has no value. */
function compileComparison<Row>(comparison: Comparison, context: FilterContext<Row>): Test<Row> {
  const field = fieldOf(comparison.field, context.fields);
  const { operator, values } = comparison;
  if (operator === '!=' || operator === '!~') {
    const test = compileComparison({ ...comparison, operator: operator === '!=' ? '=' : '~' }, context);
    return (row) => !test(row);
  }
  if (operator === '=' || operator === 'in') {
    const tests = values.map((value) => equals(field, value, context));
    return (row) => tests.some((test) => test(field.valueOf(row)));
  }
  const [value] = values as [Token]; // only `in` has several
  const isText = field.kind === 'text' || field.kind === 'texts';
  if (operator === '~') {
    if (!isText) throw new FilterError(`${field.name} is ${KIND_WORDS[field.kind]}; ~ looks into texts.`, comparison);
    const wanted = value.text.toLowerCase();
    return (row) => textsOf(field.valueOf(row)).some((text) => text.includes(wanted));
  }
  if (isText || field.kind === 'flag')
    throw new FilterError(
      `${field.name} is ${KIND_WORDS[field.kind]}; ${operator} compares numbers and times.`,
      comparison,
    );
  const range = rangeOf(value, { ...field, nowMs: context.nowMs });
  const test = ORDERS[operator];
  return (row) => {
    const found = numberOf(field.valueOf(row));
    return found !== null && test(found, range);
  };
}

type Order = (found: number, range: { readonly low: number; readonly high: number }) => boolean;

/** Of a range: before it, in it or before it, and so on. A point is a range of which both ends are the same. */
const ORDERS: Readonly<Record<'<' | '<=' | '>' | '>=', Order>> = {
  '<': (found, { low }) => found < low,
  '<=': (found, { low, high }) => (low === high ? found <= low : found < high),
  '>': (found, { low, high }) => (low === high ? found > low : found >= high),
  '>=': (found, { low }) => found >= low,
};

function equals<Row>(
  field: FilterField<Row>,
  value: Token,
  { nowMs }: FilterContext<Row>,
): (found: FieldValue) => boolean {
  if (value.kind === 'word' && value.text.toLowerCase() === NONE) return (found) => textsOf(found).length === 0;
  if (field.kind === 'text' || field.kind === 'texts') {
    const wanted = value.text.toLowerCase();
    return (found) => textsOf(found).includes(wanted);
  }
  const { low, high } = rangeOf(value, { ...field, nowMs });
  return (found) => {
    const number = numberOf(found);
    if (number === null) return false;
    return low === high ? number === low : number >= low && number < high;
  };
}

/** In lower case; none where there is no value. */
function textsOf(value: FieldValue): readonly string[] {
  if (value === null || value === '') return [];
  const texts = typeof value === 'object' ? value : [String(value)];
  return texts.map((text) => text.toLowerCase());
}

const numberOf = (value: FieldValue): number | null =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;

/** By name or alias, whatever the case. @throws FilterError with the nearest name */
function fieldOf<Row>(word: Token, fields: readonly FilterField<Row>[]): FilterField<Row> {
  const wanted = word.text.toLowerCase();
  const namesOf = ({ name, aliases = [] }: FilterField<Row>) => [name, ...aliases].map((text) => text.toLowerCase());
  const found = fields.find((field) => namesOf(field).includes(wanted));
  if (found !== undefined) return found;
  const suggestion = nearest(
    wanted,
    fields.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
  );
  const hint = suggestion === null ? '' : `; did you mean "${suggestion}"?`;
  throw new FilterError(`There is no field "${word.text}"${hint === '' ? '.' : hint}`, word);
}
