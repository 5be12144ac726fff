/**
 * A filter expression as a tree. `or` binds least, then `and`, then `not` and `off` (what follows is kept in the expression and counts for nothing):
 *
 *   network = resnet18 and (lr < 1e-3 or tag in (baseline, "try again")) and off status = failed
 */
import { FilterError, isAnyKeyword, isKeyword, type Operator, type Token, tokensOf } from './tokens.ts';

export type Span = { readonly from: number; readonly to: number };

export type Comparison = Span & {
  readonly kind: 'comparison';
  readonly field: Token;
  /** `in` has several values, the others one. */
  readonly operator: Operator | 'in';
  readonly values: readonly Token[];
};

export type FilterNode =
  | (Span & { readonly kind: 'and' | 'or'; readonly parts: readonly FilterNode[] })
  | (Span & { readonly kind: 'not' | 'off'; readonly part: FilterNode })
  | Comparison
  /** A word alone: part of what a row is called. */
  | (Span & { readonly kind: 'text'; readonly word: Token });

/** Deeper than any person nests; a stranger's link shall not exhaust the stack. */
const DEEPEST = 50;

/** Null for an empty expression. @throws FilterError */
export function parseFilter(expression: string): FilterNode | null {
  const parser = new Parser(tokensOf(expression));
  return parser.isAtEnd() ? null : parser.parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#next().kind === 'end';
  }

  parse(): FilterNode {
    const node = this.#or();
    const rest = this.#next();
    if (rest.kind === ')') throw new FilterError('This bracket closes nothing.', rest);
    if (rest.kind !== 'end') throw new FilterError(`Expected "and" or "or" before "${rest.text}".`, rest);
    return node;
  }

  #or(): FilterNode {
    return this.#chain('or', () => this.#chain('and', () => this.#part()));
  }

  #chain(kind: 'and' | 'or', operand: () => FilterNode): FilterNode {
    const first = operand();
    const parts = [first];
    while (isKeyword(this.#next(), kind)) {
      this.#take();
      parts.push(operand());
    }
    return parts.length === 1 ? first : { kind, parts, from: first.from, to: (parts.at(-1) ?? first).to };
  }

  #part(): FilterNode {
    const token = this.#take();
    if (isKeyword(token, 'not') || isKeyword(token, 'off')) {
      const part = this.#deeper(token, () => this.#part());
      return { kind: isKeyword(token, 'not') ? 'not' : 'off', part, from: token.from, to: part.to };
    }
    if (token.kind === '(') {
      const inner = this.#deeper(token, () => this.#or());
      const closing = this.#take();
      if (closing.kind !== ')') throw new FilterError('This bracket is not closed.', token);
      return { ...inner, from: token.from, to: closing.to };
    }
    if ((token.kind !== 'word' && token.kind !== 'quoted') || isAnyKeyword(token))
      throw expected('a field or a word', token);
    return this.#comparison(token);
  }

  #comparison(field: Token): FilterNode {
    const operator = this.#next();
    if (isKeyword(operator, 'in')) {
      this.#take();
      return this.#list(field);
    }
    if (operator.kind !== 'operator') return { kind: 'text', word: field, from: field.from, to: field.to };
    this.#take();
    const value = this.#value(operator);
    const span = { from: field.from, to: value.to };
    return { kind: 'comparison', field, operator: operator.text as Operator, values: [value], ...span }; // the lexer knows no others
  }

  #list(field: Token): Comparison {
    const opening = this.#take();
    if (opening.kind !== '(') throw expected('a list in brackets, such as (failed, stopped)', opening);
    const values = [this.#value(opening)];
    for (let separator = this.#take(); separator.kind !== ')'; separator = this.#take()) {
      if (separator.kind !== ',') throw new FilterError('This list is not closed.', opening);
      values.push(this.#value(separator));
    }
    return { kind: 'comparison', field, operator: 'in', values, from: field.from, to: this.#previous().to };
  }

  #value(after: Token): Token {
    const token = this.#take();
    if ((token.kind === 'word' && !isAnyKeyword(token)) || token.kind === 'quoted') return token;
    throw token.kind === 'end'
      ? new FilterError(`Expected a value after "${after.text}".`, after)
      : expected('a value', token);
  }

  #deeper<T>(token: Token, read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new FilterError(`This is nested more than ${DEEPEST} deep.`, token);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #next(): Token {
    return this.#tokens[this.#at] as Token; // never beyond `end`
  }

  #previous(): Token {
    return this.#tokens[this.#at - 1] as Token; // only after a #take
  }

  #take(): Token {
    const token = this.#next();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }
}

const expected = (what: string, token: Token) =>
  new FilterError(
    token.kind === 'end' ? `Expected ${what} at the end.` : `Expected ${what} instead of "${token.text}".`,
    token,
  );
