/** Where something stands in a YAML text: from a path of keys and indices to a position for an error. */
import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Origin } from '../config/problems.ts';
import type { YamlText } from '../config/read-yaml.ts';

export type YamlPlace = readonly PropertyKey[];

/** The origin of the value at a place, or of the nearest thing around it that is there. `ofKey`: of its key instead. */
export function originAt({ document, positionAt }: YamlText, place: YamlPlace, { ofKey = false } = {}): Origin {
  const node = nodeAt(document, place, ofKey);
  if (node?.range === undefined || node.range === null) return null;
  const [start, end] = node.range;
  return { kind: 'file', position: positionAt(start), end: positionAt(end) };
}

export function nodeAt(document: Document.Parsed, place: YamlPlace, ofKey = false): Node | null {
  let found: Node | null = document.contents;
  for (const [depth, step] of place.entries()) {
    if (isMap(found)) {
      const pair = found.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return found;
      const isLast = depth === place.length - 1;
      found = ((isLast && ofKey ? pair.key : (pair.value ?? pair.key)) as Node | null) ?? found; // parsed: nodes, or nothing
    } else if (isSeq(found)) found = (found.items[Number(step)] as Node | undefined) ?? found;
    else return found;
  }
  return found;
}

/** Keys that stand twice in one map: YAML forbids it, and the second would win in silence. */
export function repeatedKeys(
  node: unknown,
  path: readonly string[] = [],
): readonly { readonly path: string; readonly node: Node }[] {
  if (isSeq(node)) return node.items.flatMap((item, i) => repeatedKeys(item, [...path, String(i)]));
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '...';
    const isRepeated = seen.has(name);
    seen.add(name);
    const inner = repeatedKeys(value, [...path, name]);
    return isRepeated ? [{ path: [...path, name].join('.'), node: key as Node }, ...inner] : inner; // parsed
  });
}
