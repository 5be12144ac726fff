/** The parts of an expression that a person can switch off, take away or put in singly: what stands between the `and`s of its top. */
import { type FilterNode, parseFilter, type Span } from './syntax.ts';
import { FilterError, isKeyword, type Keyword, quoted, tokensOf } from './tokens.ts';

export type Clause = Span & {
  /** As written, without `off`. */
  readonly text: string;
  readonly isOff: boolean;
  /** Where it says what one field is, and nothing else: `status in (failed, stopped)`. */
  readonly choice: { readonly field: string; readonly values: readonly string[] } | null;
};

/** In their order; none where the expression is empty or cannot be read. */
export function clausesOf(expression: string): readonly Clause[] {
  const node = readable(expression);
  if (node === null) return [];
  const parts = isOpenChain(node, 'and') ? node.parts : [node];
  return parts.map((part) => clauseOf(part, expression));
}

function clauseOf(part: FilterNode, expression: string): Clause {
  const inner = part.kind === 'off' ? part.part : part;
  const isChoice = inner.kind === 'comparison' && (inner.operator === '=' || inner.operator === 'in');
  return {
    from: part.from,
    to: part.to,
    text: expression.slice(inner.from, inner.to),
    isOff: part.kind === 'off',
    choice: isChoice ? { field: inner.field.text.toLowerCase(), values: inner.values.map(({ text }) => text) } : null,
  };
}

/** `a or b` without brackets around it. */
const isOpenChain = (
  node: FilterNode | null,
  kind: 'and' | 'or',
): node is Extract<FilterNode, { kind: 'and' | 'or' }> => node?.kind === kind && node.parts[0]?.from === node.from;

type Written = Pick<Clause, 'text' | 'isOff'>;

/** An `or` has to stay one thing beside another clause, and behind `off`. */
function joined(clauses: readonly Written[]): string {
  const texts = clauses.map(({ text, isOff }) => {
    const isLoose = isOpenChain(readable(text), 'or') && (isOff || clauses.length > 1);
    return `${isOff ? 'off ' : ''}${isLoose ? `(${text})` : text}`;
  });
  return texts.join(' and ');
}

/** The clause at this place is switched off, or on again. */
export const withClauseToggled = (expression: string, place: number): string =>
  joined(clausesOf(expression).map((clause, i) => (i === place ? { ...clause, isOff: !clause.isOff } : clause)));

export const withoutClause = (expression: string, place: number): string =>
  joined(clausesOf(expression).filter((_, i) => i !== place));

/** Says that a field is one of these values, instead of what the expression chose for it before; none = whatever it is. */
export function withChoice(
  expression: string,
  { field, values }: { field: string; values: readonly string[] },
): string {
  const clauses = clausesOf(expression);
  const isOfField = ({ choice }: Clause) => choice?.field === field.toLowerCase();
  const chosen: readonly Written[] = values.length === 0 ? [] : [{ text: choiceText(field, values), isOff: false }];
  const place = clauses.findIndex(isOfField);
  const others = clauses.filter((clause) => !isOfField(clause));
  if (place === -1) return joined([...others, ...chosen]);
  return joined([...others.slice(0, place), ...chosen, ...others.slice(place)]);
}

/** What the expression chooses for a field at present; none where it does not, or where it is switched off. */
export const choiceIn = (expression: string, field: string): readonly string[] =>
  clausesOf(expression).find(({ choice, isOff }) => !isOff && choice?.field === field.toLowerCase())?.choice?.values ??
  [];

const choiceText = (field: string, values: readonly string[]) =>
  values.length === 1 ? `${field} = ${quoted(values[0] ?? '')}` : `${field} in (${values.map(quoted).join(', ')})`;

function readable(expression: string): FilterNode | null {
  try {
    return parseFilter(expression);
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

/** True where the expression ends in the middle of something: after `and`, an operator, a comma. */
export function isUnfinished(expression: string): boolean {
  try {
    const last = tokensOf(expression).at(-2);
    const keywords: readonly Keyword[] = ['and', 'or', 'not', 'off', 'in'];
    return (
      last !== undefined &&
      (['operator', ',', '('].includes(last.kind) || keywords.some((word) => isKeyword(last, word)))
    );
  } catch (error) {
    if (error instanceof FilterError) return true; // a quote that does not end yet
    throw error;
  }
}
