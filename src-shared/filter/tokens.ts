/** The words of a filter expression. */

export type Token = {
  readonly kind: 'word' | 'quoted' | 'operator' | '(' | ')' | ',' | 'end';
  /** Of a quoted one without its quotes. */
  readonly text: string;
  /** Place in the expression: from the first character up to, without, the last. */
  readonly from: number;
  readonly to: number;
};

export const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', '~', '!~'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A filter that cannot be read, with the place that is to blame. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly from: number;
  readonly to: number;

  constructor(sentence: string, { from, to }: { readonly from: number; readonly to: number }) {
    super(sentence);
    this.from = from;
    this.to = to;
  }
}

const PATTERN =
  /\s+|(?<bracket>[(),])|(?<operator>!=|>=|<=|!~|[=><~])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s(),=><~!"]+)/y;

/** The last one is `end`. @throws FilterError (a quote that does not end, a character that begins nothing) */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN); // its own place in the text
  for (let from = 0; from < expression.length; ) {
    pattern.lastIndex = from;
    const match = pattern.exec(expression);
    if (match === null) throw unreadable(expression, from);
    const to = from + match[0].length;
    const { bracket, operator, quoted, word } = match.groups as Record<string, string | undefined>; // the pattern's own
    if (bracket !== undefined) tokens.push({ kind: bracket as '(' | ')' | ',', text: bracket, from, to });
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, from, to });
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll(/\\(.)/g, '$1'), from, to });
    if (word !== undefined) tokens.push({ kind: 'word', text: word, from, to });
    from = to;
  }
  const { length } = expression;
  return [...tokens, { kind: 'end', text: '', from: length, to: length }];
}

function unreadable(expression: string, from: number): FilterError {
  if (expression[from] === '"') return new FilterError('This quote does not end.', { from, to: expression.length });
  return new FilterError(`"${expression[from]}" begins nothing here; write != for "not equal".`, {
    from,
    to: from + 1,
  });
}

const KEYWORDS = ['and', 'or', 'not', 'in', 'off'] as const;
export type Keyword = (typeof KEYWORDS)[number];

export const isKeyword = (token: Token, keyword: Keyword): boolean =>
  token.kind === 'word' && token.text.toLowerCase() === keyword;

export const isAnyKeyword = (token: Token): boolean => KEYWORDS.some((keyword) => isKeyword(token, keyword));

/** Stands for "there is none" on the right of an operator. */
export const NONE = 'none';

/** As it has to stand in an expression to mean just this text. */
export function quoted(text: string): string {
  const isPlain = /^[^\s(),=><~!"\\]+$/.test(text) && ![NONE, ...KEYWORDS].includes(text.toLowerCase());
  return isPlain ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
