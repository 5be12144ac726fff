/** What can be read from a source file without a compiler: its code without comments and texts, and its imports. */

export type SourceFile = {
  /** From the repository's root, with "/". */
  readonly path: string;
  readonly text: string;
};

export type Import = { readonly line: number; readonly specifier: string };

/** An import or export with a source, one for its effect, `import()`, `import.meta.resolve()`, and require in each of its forms. Types count too. */
const IMPORTS = [
  /\b(?:import|export)\b[^;'"`]*?\bfrom\s*(?<quote>['"])/g,
  /\bimport\s*(?<quote>['"])/g,
  /\bimport(?:\.meta\.resolve)?\s*\(\s*(?<quote>['"`])/g,
  /\b(?:require|createRequire\([^()]*\))(?:\.resolve)?\s*\(\s*(?<quote>['"`])/g,
];

/** In the order of their lines. An `import()` of something that is computed has no name and is not among them. */
export function importsOf(text: string): Import[] {
  const code = codeOf(text);
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)])
    .map((match) => {
      const start = match.index + match[0].length;
      const end = code.indexOf(match.groups!['quote']!, start);
      return { line: lineAt(text, start), specifier: text.slice(start, end) };
    })
    .sort((a, b) => a.line - b.line);
}

export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/**
 * The same text with comments, and what stands inside quotes, templates and regular expressions, as blanks: same length, same lines. A slash
 * begins a regular expression where no value ends before it.
 */
export function codeOf(text: string): string {
  const kept: string[] = [];
  let at = 0;
  let before = ''; // the end of the code so far: what decides between a division and a regular expression
  while (at < text.length) {
    const end = endOfToken(text, at, before);
    const token = text.slice(at, end);
    const code = end === at + 1 ? token : blanked(token);
    kept.push(code);
    before = (code.trim() === '' ? `${before.trimEnd()} ` : before + code).slice(-20);
    at = end;
  }
  return kept.join('');
}

/** Where the comment, text, template or regular expression that begins here ends; else the next character. */
function endOfToken(text: string, at: number, before: string): number {
  const [first, second] = [text[at], text[at + 1]];
  if (first === '/' && second === '/') return orEnd(text, text.indexOf('\n', at));
  if (first === '/' && second === '*') return orEnd(text, text.indexOf('*/', at + 2), 2);
  if (first === "'" || first === '"') return endOfLineToken(text, at, first);
  if (first === '`') return endOfTemplate(text, at);
  if (first === '/' && mayBeginRegularExpression(before)) return endOfLineToken(text, at, '/');
  return at + 1;
}

const orEnd = (text: string, found: number, length = 0) => (found === -1 ? text.length : found + length);

/** Not after a value: a name, a number, a closing bracket or quote. `return` and the like are names that are no values. */
const mayBeginRegularExpression = (before: string) =>
  !/[\w$)\]}'"`]\s?$/.test(before) || /\b(?:return|typeof|case|of|in|yield|await)\s?$/.test(before);

/** Texts and regular expressions end on their line; a slash in a class ([/]) ends nothing. An apostrophe in JSX goes no further than its line. */
function endOfLineToken(text: string, start: number, quote: string): number {
  let isInClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') return at;
    if (character === '\\') at++;
    else if (quote === '/' && character === '[') isInClass = true;
    else if (quote === '/' && character === ']') isInClass = false;
    else if (character === quote && !isInClass) return at + 1;
  }
  return text.length;
}

/** What stands in ${} is code with templates of its own. */
function endOfTemplate(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return at + 1;
    else if (text.startsWith('${', at)) at = endOfSubstitution(text, at + 2) - 1;
  }
  return text.length;
}

function endOfSubstitution(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; ) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at + 1;
    at = endOfToken(text, at, text.slice(Math.max(start, at - 20), at));
  }
  return text.length;
}

/** Keeps the two ends of what is quoted, and every line break. */
function blanked(token: string): string {
  const isQuoted = /^['"`]/.test(token) && token.length > 1;
  const blanks = token.replaceAll(/[^\n]/g, ' ');
  return isQuoted ? `${token[0]}${blanks.slice(1, -1)}${token.at(-1)}` : blanks;
}
