/** A key that is not there yet, at its place in the schema's order. */
import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { KeyPair } from '../reading.ts';
import type { TextChange } from './change.ts';
import { contentEnd, indentAt, isBlankLine, lineBreakOf, lineStart, nextLine } from './lines.ts';

export type NewKey = {
  readonly name: string;
  /** Of its value; or of the first key of a section. */
  readonly source: string | { readonly key: string; readonly value: string };
};

export type Placing = {
  readonly key: NewKey;
  /** The place in the schema's order; infinite for what it does not know. */
  readonly rankOf: (name: string) => number;
};

const STEP = '  ';

/** Into a text without any key. */
export function startText(text: string, key: NewKey): TextChange {
  const eol = lineBreakOf(text);
  const isOpen = text !== '' && !text.endsWith('\n');
  return { from: text.length, to: text.length, insert: `${isOpen ? eol : ''}${rendered(key, '', eol)}` };
}

/** Into a section that has none, below its own line. */
export function startSection(text: string, section: KeyPair, key: NewKey): TextChange {
  const start = section.key.range?.[0] ?? 0;
  return atLine(text, nextLine(text, start), rendered(key, `${indentAt(text, start)}${STEP}`, lineBreakOf(text)));
}

/** Into a map of one key a line: behind the last key that comes before it in the schema, else before the first. */
export function insertIntoBlock(text: string, map: YAMLMap, { key, rankOf }: Placing): TextChange {
  const pairs = map.items as readonly KeyPair[];
  const before = predecessor(pairs, rankOf(key.name), rankOf);
  const [first] = pairs;
  const indent = indentAt(text, first?.key.range?.[0] ?? 0);
  const eol = lineBreakOf(text);
  const lines = rendered(key, indent, eol);
  const at =
    before === null
      ? aboveComments(text, lineStart(text, first?.key.range?.[0] ?? 0))
      : nextLine(text, contentEnd(text, before));
  if (indent !== '' || !/\n[ \t\r]*\n/.test(text)) return atLine(text, at, lines);
  const isSection = typeof key.source !== 'string';
  const needsSpaceAbove = before !== null && (isSection || (isMap(before.value) && before.value.flow !== true));
  const needsSpaceBelow = isSection && at < text.length && !isBlankLine(text, at);
  return atLine(text, at, `${needsSpaceAbove ? eol : ''}${lines}${needsSpaceBelow ? eol : ''}`);
}

/** Into { a: 1, b: 2 }. */
export function insertIntoFlow(text: string, map: YAMLMap, { key, rankOf }: Placing): TextChange {
  const pairs = map.items as readonly KeyPair[];
  const before = predecessor(pairs, rankOf(key.name), rankOf);
  const { name, source } = key;
  const written = `${name}: ${typeof source === 'string' ? source : `{${source.key}: ${source.value}}`}`;
  if (before !== null) {
    const end = contentEnd(text, before);
    return { from: end, to: end, insert: `, ${written}` };
  }
  const [first] = pairs;
  const start = first === undefined ? (map.range?.[0] ?? 0) + 1 : (first.key.range?.[0] ?? 0);
  return { from: start, to: start, insert: first === undefined ? written : `${written}, ` };
}

/** The key that comes last before `rank`; null where all come after it. */
function predecessor(pairs: readonly KeyPair[], rank: number, rankOf: Placing['rankOf']): KeyPair | null {
  let best: { readonly pair: KeyPair; readonly rank: number } | null = null;
  for (const pair of pairs) {
    const own = isScalar(pair.key) ? rankOf(String(pair.key.value)) : Number.POSITIVE_INFINITY;
    if (own < rank && (best === null || own > best.rank)) best = { pair, rank: own };
  }
  return best === null ? null : best.pair;
}

/** Comments right above a key are that key's. */
function aboveComments(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!text.slice(above, at).trimStart().startsWith('#')) break;
    at = above;
  }
  return at;
}

/** Lines at the beginning of a line; behind a last line that has no line break they get one. */
function atLine(text: string, at: number, lines: string): TextChange {
  const isOpen = at === text.length && at > 0 && !text.endsWith('\n');
  return { from: at, to: at, insert: isOpen ? `${lineBreakOf(text)}${lines}` : lines };
}

function rendered({ name, source }: NewKey, indent: string, eol: string): string {
  if (typeof source === 'string') return `${indent}${name}: ${source}${eol}`;
  return `${indent}${name}:${eol}${indent}${STEP}${source.key}: ${source.value}${eol}`;
}
