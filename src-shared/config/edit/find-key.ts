/** Where a key stands in a text, or where it would. */
import { isAlias, isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { fieldAt } from '../fields.ts';
import type { YamlText } from '../read-yaml.ts';
import type { KeyPair } from '../reading.ts';

export type Section = { readonly pair: KeyPair; readonly map: YAMLMap };

export type KeyHome =
  | { readonly kind: 'pair'; readonly pair: KeyPair; readonly map: YAMLMap; readonly section: Section | null }
  /** `map` is what it goes into; null where a section, or the text, has no key yet. `section` is there where a key of a section goes into it. */
  | { readonly kind: 'absent'; readonly map: YAMLMap | null; readonly section: Pick<Section, 'pair'> | null }
  | { readonly kind: 'locked'; readonly reason: string; readonly line: number | null };

/** `yaml` has no faults. */
export function findKey(yaml: YamlText, path: string): KeyHome {
  const [head = '', leaf] = path.split('.');
  const { contents } = yaml.document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { kind: 'absent', map: null, section: null };
  if (!isMap(contents)) return locked(yaml, contents, 'The text holds no keys.');
  const pairs = pairsNamed(contents, head);
  const [pair, twin] = pairs;
  if (twin !== undefined) return locked(yaml, twin.key, `\`${head}\` is given twice.`);
  if (pair === undefined) return { kind: 'absent', map: contents, section: null };
  if (leaf === undefined) return holding(yaml, path, { kind: 'pair', pair, map: contents, section: null });
  return findInSection(yaml, { pair, parent: contents }, leaf);
}

type InSection = { readonly pair: KeyPair; readonly parent: YAMLMap };

function findInSection(yaml: YamlText, { pair, parent }: InSection, leaf: string): KeyHome {
  const { key, value } = pair;
  const name = String((key as { value?: unknown }).value); // pairsNamed found it by this
  if (isAlias(value)) return locked(yaml, value, `\`${name}\` is written as a reference to another part.`);
  if (isMap(value)) {
    const [inner, twin] = pairsNamed(value, leaf);
    if (twin !== undefined) return locked(yaml, twin.key, `\`${name}.${leaf}\` is given twice.`);
    if (inner === undefined) return { kind: 'absent', map: value, section: { pair } };
    return holding(yaml, `${name}.${leaf}`, { kind: 'pair', pair: inner, map: value, section: { pair, map: value } });
  }
  const isEmpty = isScalar(value) && value.value === null && value.range?.[0] === value.range?.[1];
  if (isEmpty && parent.flow !== true) return { kind: 'absent', map: null, section: { pair } };
  return locked(yaml, value ?? key, `\`${name}\` holds no keys.`);
}

/** A pair, unless its value is none that a form knows. */
function holding(yaml: YamlText, path: string, home: Extract<KeyHome, { kind: 'pair' }>): KeyHome {
  const { key, value } = home.pair;
  if (value === null) return locked(yaml, key, `\`${path}\` stands without a colon.`);
  const takesKeys = fieldAt(path)?.kind === 'factors';
  return isMap(value) && !takesKeys ? locked(yaml, value, `\`${path}\` holds keys, where a value belongs.`) : home;
}

const pairsNamed = (map: YAMLMap, name: string): readonly KeyPair[] =>
  (map.items as readonly KeyPair[]).filter(({ key }) => isScalar(key) && String(key.value) === name);

const locked = (yaml: YamlText, node: Node, reason: string): KeyHome => ({
  kind: 'locked',
  reason,
  line: node.range == null ? null : yaml.positionAt(node.range[0]).line,
});
