/** Lines of a text by offsets, and where what YAML calls a pair ends in it. */
import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { KeyPair } from '../reading.ts';

export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Before the line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed > offset ? feed - 1 : feed;
}

/** Behind the line break. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}

/** True also at the end of the text. */
export const isBlankLine = (text: string, offset: number): boolean =>
  text.slice(offset, lineEnd(text, offset)).trim() === '';

/** What stands before an offset in its line. */
export const indentAt = (text: string, offset: number): string => text.slice(lineStart(text, offset), offset);

/** Behind the last character of a pair's value; comments and blank lines after it are not part of it. */
export function contentEnd(text: string, { key, value }: KeyPair): number {
  const keyEnd = key.range?.[1] ?? 0;
  return Math.max(keyEnd, valueEnd(text, value));
}

function valueEnd(text: string, value: unknown): number {
  if (isMap(value) || isSeq(value)) {
    if (value.flow === true) return value.range?.[1] ?? 0;
    const last = value.items.at(-1);
    return isMap(value) && last !== undefined ? contentEnd(text, last as KeyPair) : valueEnd(text, last);
  }
  const [start = 0, end = 0] = (value as { range?: readonly number[] } | null | undefined)?.range ?? []; // a node's
  if (start === end) return 0; // a value that is not there stands somewhere behind its comment
  if (!isScalar(value) || !isBlock(value)) return end;
  const isKept = /^[|>]\d?\+/.test(text.slice(start, end)); // its blank lines belong to it
  return isKept ? end - (text.endsWith('\r\n', end) ? 2 : 1) : start + text.slice(start, end).trimEnd().length;
}

/** Of the forms | and >. */
export const isBlock = ({ type }: Scalar): boolean => type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
