/** Another value for a key that is there. */
import { isAlias, isMap, isScalar, isSeq, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { KeyPair } from '../reading.ts';
import type { TextChange } from './change.ts';
import { contentEnd, indentAt, isBlock, lineBreakOf, lineEnd, lineStart, nextLine } from './lines.ts';
import {
  entrySource,
  isNumberSourced,
  type SourceStyle,
  sourceOf,
  type WrittenEntries,
  type WrittenValue,
} from './value-source.ts';

/** Null where the value is written in a way that no value of ours can take the place of. */
export function replaceValue(
  text: string,
  { pair, map, value }: { readonly pair: KeyPair; readonly map: YAMLMap; readonly value: WrittenValue },
): TextChange | null {
  const node = pair.value;
  if (isAlias(node)) return spliced(node.range, sourceOf(value, NEW));
  if (isSeq(node)) {
    if (node.flow === true) return spliced(node.range, sourceOf(value, NEW));
    const items = Array.isArray(value) && value.length > 0 ? value : null;
    return items === null ? behindColon(text, pair, sourceOf(value, NEW)) : replaceItems(text, node, items);
  }
  if (isMap(node)) {
    if (node.flow === true) return spliced(node.range, sourceOf(value, NEW));
    const entries = isEntries(value) && Object.keys(value).length > 0 ? value : null;
    return entries === null ? behindColon(text, pair, sourceOf(value, NEW)) : replaceEntries(text, node, entries);
  }
  if (!isScalar(node)) return null;
  const lines = typeof value === 'string' && map.flow !== true ? blockLines(value) : null;
  if (lines !== null) return writeBlock(text, pair, lines);
  if (isBlock(node)) return replaceBlock(text, node, sourceOf(value, NEW));
  if (node.range?.[0] === node.range?.[1]) return behindColon(text, pair, sourceOf(value, NEW));
  return spliced(node.range, sourceOf(value, styleOf(node)));
}

const NEW: SourceStyle = { quote: '"', hasCapitals: false };

const QUOTES: Readonly<Record<string, SourceStyle['quote']>> = {
  [Scalar.QUOTE_DOUBLE]: '"',
  [Scalar.QUOTE_SINGLE]: "'",
  [Scalar.PLAIN]: '',
};

/** A number or a boolean that becomes a text gets quotes; a text keeps those it has. */
const styleOf = ({ type = Scalar.PLAIN, value, source = '' }: Scalar): SourceStyle => ({
  quote: typeof value === 'string' ? (QUOTES[type] ?? '"') : '"',
  hasCapitals: /^[TF]/.test(source),
});

function spliced(range: readonly number[] | null | undefined, insert: string): TextChange | null {
  const [from, to] = range ?? [];
  return from === undefined || to === undefined ? null : { from, to, insert };
}

/** Instead of everything behind the colon; a comment in the colon's line stays. */
function behindColon(text: string, pair: KeyPair, source: string): TextChange | null {
  const keyEnd = pair.key.range?.[1] ?? 0;
  const colon = /^[ \t]*:/.exec(text.slice(keyEnd));
  if (colon === null) return null;
  const from = keyEnd + colon[0].length;
  const end = contentEnd(text, pair);
  if (end <= from) return { from, to: from, insert: ` ${source}` }; // there is none
  const comment = text.slice(from, lineEnd(text, from));
  return { from, to: end, insert: ` ${source}${comment}` };
}

/** A list of one item a line: the lines of those that stay are kept, with their comments. */
function replaceItems(text: string, seq: YAMLSeq, values: readonly unknown[]): TextChange | null {
  const first = seq.range?.[0] ?? 0;
  const from = lineStart(text, first);
  const indent = indentAt(text, first);
  const ends = seq.items.map((item) => (item as Scalar).range?.[1] ?? 0);
  const starts = ends.map((_, i) => (i === 0 ? from : nextLine(text, ends[i - 1] as number))); // one an item
  const kept = seq.items.map((item, i) => ({
    value: (item as Scalar).value,
    lines: text.slice(starts[i], nextLine(text, ends[i] as number)),
  }));
  const eol = lineBreakOf(text);
  const lines = values.map((value) => {
    const known = kept.findIndex((item) => item.value === value);
    const [found] = known < 0 ? [] : kept.splice(known, 1);
    if (found === undefined) return `${indent}- ${sourceOf(value as string, NEW)}${eol}`; // lists hold texts and numbers
    return found.lines.endsWith('\n') ? found.lines : found.lines + eol;
  });
  return { from, to: nextLine(text, ends.at(-1) ?? first), insert: lines.join('') };
}

const isEntries = (value: WrittenValue): value is WrittenEntries =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberSourced(value);

/** A mapping of one name a line: the lines of those that stay are kept, with their comments. */
function replaceEntries(text: string, map: YAMLMap, entries: WrittenEntries): TextChange | null {
  const pairs = map.items as readonly KeyPair[];
  const first = pairs[0]?.key.range?.[0] ?? 0;
  const from = lineStart(text, first);
  const indent = indentAt(text, first);
  const ends = pairs.map((pair) => contentEnd(text, pair));
  const eol = lineBreakOf(text);
  const lines = Object.entries(entries).map((entry) => {
    const at = pairs.findIndex(({ key, value }) => isScalar(key) && isScalar(value) && String(key.value) === entry[0]);
    const pair = pairs[at];
    if (pair === undefined) return `${indent}${entrySource(entry)}${eol}`;
    const start = at === 0 ? from : nextLine(text, ends[at - 1] as number); // one a pair
    const own = text.slice(start, nextLine(text, ends[at] as number));
    const [valueFrom = 0, valueTo = 0] = pair.value?.range ?? [];
    const isSame = (pair.value as Scalar).value === entry[1];
    const changed = isSame
      ? own
      : own.slice(0, valueFrom - start) + sourceOf(entry[1], NEW) + own.slice(valueTo - start);
    return changed.endsWith('\n') ? changed : changed + eol;
  });
  return { from, to: nextLine(text, ends.at(-1) ?? first), insert: lines.join('') };
}

type BlockLines = { readonly header: '|' | '|-'; readonly lines: readonly string[] };

/** A text of several lines as the form | writes it; null where it needs quotes. */
function blockLines(value: string): BlockLines | null {
  if (!value.includes('\n') || /^\s/.test(value) || /[ \t]$|[ \t]\n|\n\n$/.test(value)) return null;
  const header = value.endsWith('\n') ? '|' : '|-';
  return { header, lines: value.replace(/\n$/, '').split('\n') };
}

/** `notes: "" # why` -> `notes: |- # why`, and the lines below. */
function writeBlock(text: string, pair: KeyPair, { header, lines }: BlockLines): TextChange | null {
  const node = pair.value as Scalar; // the caller's
  const keyStart = pair.key.range?.[0] ?? 0;
  const keyIndent = indentAt(text, keyStart);
  if (keyIndent.trim() !== '') return null;
  const from = node.range?.[0] ?? 0;
  const isEmpty = from === node.range?.[1];
  const eol = lineBreakOf(text);
  const body = lines.map((line) => (line === '' ? '' : `${keyIndent}  ${line}`)).join(eol);
  if (isEmpty) {
    const start = behindColon(text, pair, header);
    if (start === null) return null;
    const end = lineEnd(text, start.from);
    return { from: start.from, to: end, insert: `${start.insert}${text.slice(start.from, end)}${eol}${body}` };
  }
  const comment = isBlock(node)
    ? commentOf(text, from)
    : text.slice(node.range?.[1] ?? 0, lineEnd(text, node.range?.[1] ?? 0));
  const to = isBlock(node) ? contentEnd(text, pair) : lineEnd(text, node.range?.[1] ?? 0);
  return { from, to, insert: `${header}${comment}${eol}${body}` };
}

/** The lines of a text in the form | become one value. */
function replaceBlock(text: string, node: Scalar, source: string): TextChange | null {
  const [from = 0, end = 0] = node.range ?? [];
  const to = from + text.slice(from, end).trimEnd().length;
  return { from, to, insert: source + commentOf(text, from) };
}

/** The comment behind | or >, with the space before it. */
const commentOf = (text: string, start: number): string =>
  /^[|>][-+\d]*([ \t]+#.*)?/.exec(text.slice(start, lineEnd(text, start)))?.[1] ?? '';
