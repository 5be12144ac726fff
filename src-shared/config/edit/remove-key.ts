/** A key taken out, with the comment in its own line. */
import type { YAMLMap } from 'yaml';
import type { KeyPair } from '../reading.ts';
import type { TextChange } from './change.ts';
import { contentEnd, isBlankLine, lineStart, nextLine } from './lines.ts';

/** Its lines, and one of two blank ones that would meet. */
export function removeFromBlock(text: string, pair: KeyPair): TextChange {
  const from = lineStart(text, pair.key.range?.[0] ?? 0);
  const to = nextLine(text, contentEnd(text, pair));
  const isBlankAbove = from === 0 || isBlankLine(text, lineStart(text, from - 1));
  const meetsBlank = isBlankAbove && to < text.length && isBlankLine(text, to);
  return { from, to: meetsBlank ? nextLine(text, to) : to, insert: '' };
}

/** Out of { a: 1, b: 2 }, with its comma. */
export function removeFromFlow(text: string, pair: KeyPair, map: YAMLMap): TextChange {
  const pairs = map.items as readonly KeyPair[];
  const index = pairs.indexOf(pair);
  const [before, after] = [pairs[index - 1], pairs[index + 1]];
  const end = contentEnd(text, pair);
  if (before !== undefined) return { from: contentEnd(text, before), to: end, insert: '' };
  return { from: pair.key.range?.[0] ?? 0, to: after?.key.range?.[0] ?? end, insert: '' };
}
