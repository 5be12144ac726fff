/**
 * Edits of a configuration's text, one key at a time. The text is the truth, so an edit is a splice of it: every other byte stays, comments, order,
 * quotes and blank lines included. Each edit is read back; one that did anything else than what was meant is not made.
 */
import { checkExperiment } from '../check.ts';
import { CONFIG_FIELDS, fieldAt } from '../fields.ts';
import { tryReadYaml, type YamlText } from '../read-yaml.ts';
import type { KeyPair } from '../reading.ts';
import { applyChange, type TextChange } from './change.ts';
import { findKey, type KeyHome } from './find-key.ts';
import { insertIntoBlock, insertIntoFlow, type NewKey, startSection, startText } from './insert-key.ts';
import { contentEnd, nextLine } from './lines.ts';
import { removeFromBlock, removeFromFlow } from './remove-key.ts';
import { replaceValue } from './replace-value.ts';
import { isNumberSourced, sourceOf, type WrittenValue } from './value-source.ts';

/** Gives a key a value: in its place where it stands, else at its place in the schema's order. Null where the text does not allow it: `locksOf` says why. */
export function setKey(text: string, path: string, value: WrittenValue): TextChange | null {
  const wanted = isNumberSourced(value) ? Number(value.source) : value;
  return checked(text, { path, wanted }, (yaml) => {
    const home = findKey(yaml, path);
    if (home.kind === 'locked') return null;
    return home.kind === 'pair' ? replaceValue(text, { ...home, value }) : insertKey(text, path, { home, value });
  });
}

/** Takes a key out, so that its default holds; changes nothing where it is not there. Null as with `setKey`. */
export function removeKey(text: string, path: string): TextChange | null {
  return checked(text, { path, wanted: undefined }, (yaml) => {
    const home = findKey(yaml, path);
    if (home.kind === 'locked') return null;
    if (home.kind === 'absent') return { from: 0, to: 0, insert: '' };
    const { pair, map, section } = home;
    if (section === null || section.map.items.length > 1 || holdsComments(text, section.pair))
      return map.flow === true ? removeFromFlow(text, pair, map) : removeFromBlock(text, pair);
    const parent = yaml.document.contents as typeof map; // a section stands in the map of the text
    return parent.flow === true ? removeFromFlow(text, section.pair, parent) : removeFromBlock(text, section.pair);
  });
}

/** Between or below the keys of a section: they may be keys that somebody means to bring back. */
function holdsComments(text: string, section: KeyPair): boolean {
  const end = contentEnd(text, section);
  const inside = text.slice(nextLine(text, section.key.range?.[1] ?? 0), end);
  return /^[ \t]*#/m.test(inside) || /^[ \t]+#/.test(text.slice(nextLine(text, end)));
}

/** Why a key cannot be changed but in the text itself. */
export type Lock = { readonly reason: string; readonly line: number | null };

/** Of every key that has one. */
export function locksOf(text: string): ReadonlyMap<string, Lock> {
  const yaml = tryReadYaml(text);
  const isReadable = yaml.kind === 'read' && yaml.faults.length === 0;
  const locks = CONFIG_FIELDS.flatMap(({ path }): [string, Lock][] => {
    if (!isReadable) return [[path, UNREADABLE]];
    const home = findKey(yaml, path);
    return home.kind === 'locked' ? [[path, { reason: home.reason, line: home.line }]] : [];
  });
  return new Map(locks);
}

const UNREADABLE: Lock = { reason: 'The text cannot be read.', line: null };

type Insertion = { readonly home: Extract<KeyHome, { kind: 'absent' }>; readonly value: WrittenValue };

function insertKey(text: string, path: string, { home: { map, section }, value }: Insertion): TextChange {
  const [head = '', leaf] = path.split('.');
  const source = sourceOf(value, { quote: '"', hasCapitals: /:\s+(?:True|False)\b/.test(text) });
  if (section !== null && leaf !== undefined) {
    const key: NewKey = { name: leaf, source };
    if (map === null) return startSection(text, section.pair, key);
    const placing = { key, rankOf: (name: string) => rankOf(`${head}.${name}`) };
    return map.flow === true ? insertIntoFlow(text, map, placing) : insertIntoBlock(text, map, placing);
  }
  const key: NewKey = { name: head, source: leaf === undefined ? source : { key: leaf, value: source } };
  if (map === null) return startText(text, key);
  return map.flow === true ? insertIntoFlow(text, map, { key, rankOf }) : insertIntoBlock(text, map, { key, rankOf });
}

/** The place of a key or a section in the schema's order. */
function rankOf(path: string): number {
  const rank = CONFIG_FIELDS.findIndex((field) => field.path === path || field.path.startsWith(`${path}.`));
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

/** `wanted` undefined = not there. */
type Outcome = { readonly path: string; readonly wanted: unknown };
type Edit = (yaml: YamlText) => TextChange | null;

/** Makes the edit, reads the result back, and drops it where anything else has come of it. */
function checked(text: string, { path, wanted }: Outcome, edit: Edit): TextChange | null {
  const yaml = tryReadYaml(text);
  if (yaml.kind === 'refused' || yaml.faults.length > 0 || fieldAt(path) === undefined) return null;
  const change = edit(yaml);
  if (change === null) return null;
  const { given } = checkExperiment(text);
  const after = checkExperiment(applyChange(text, change));
  const isMade =
    after.isReadable &&
    JSON.stringify(after.given.get(path)) === JSON.stringify(wanted) &&
    othersOf(after.given, path) === othersOf(given, path);
  return isMade ? change : null;
}

const othersOf = (given: ReadonlyMap<string, unknown>, path: string): string =>
  JSON.stringify([...given].filter(([key]) => key !== path).toSorted(([a], [b]) => (a < b ? -1 : 1)));
