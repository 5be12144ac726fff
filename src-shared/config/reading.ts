/** What a text gives, key by key, with the place of each value, and what is wrong with it. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { assert } from '../errors.ts';
import { withDefaults } from './defaults.ts';
import { isContradiction } from './field.ts';
import { type ConfigField, type ConfigSection, fieldAt, sectionAt } from './fields.ts';
import { locateOverride, MOST_PROBLEMS, type Origin, type Problem } from './problems.ts';
import { readYaml, type YamlText } from './read-yaml.ts';
import { ExperimentConfig } from './schema.ts';
import { suggestKey } from './suggest-key.ts';
import { entryExpectation, expectation, found, shortened, shown } from './wording.ts';

/** `parts`: where the items of a list, or the values of a mapping, stand. */
export type Given = { readonly value: unknown; readonly origin: Origin; readonly parts?: ReadonlyMap<string, Origin> };

export type Reading = {
  readonly yaml: YamlText;
  /** By key: optimizer.lr. */
  readonly given: Map<string, Given>;
  /** Where the sections that are there begin. */
  readonly sections: Map<string, Origin>;
  readonly problems: Problem[];
};

export const startReading = (yaml: YamlText): Reading => ({
  yaml,
  given: new Map(),
  sections: new Map(),
  problems: [],
});

export const syntaxProblems = ({ faults, positionAt }: YamlText): Problem[] =>
  faults.slice(0, MOST_PROBLEMS).map(({ offset, end, text }) => ({
    origin: { kind: 'file', position: positionAt(offset), end: positionAt(end) },
    path: null,
    text,
  }));

/** `contents`: the map that holds the keys, where that is not the whole text. */
export function readTopLevel(reading: Reading, contents: Node | null = reading.yaml.document.contents): void {
  if (contents === null || (isScalar(contents) && contents.value === null)) return; // nothing given: what has to be is missed later
  if (isMap(contents)) readKeys(contents, null, reading);
  else
    reading.problems.push({
      origin: originOf(contents, reading),
      path: null,
      text: `expected keys and values, found ${shown(plain(contents, reading.yaml))}`,
    });
}

export function readOverride(text: string, reading: Reading): void {
  const origin: Origin = { kind: 'set', text };
  const equals = text.indexOf('=');
  const path = text.slice(0, equals).trim();
  const refuse = (problem: string) => reading.problems.push({ origin, path, text: problem });
  if (equals < 0) return void refuse('expected key=value, such as optimizer.lr=3e-4');
  const section = sectionAt(path);
  if (section !== undefined)
    return void refuse(`\`${path}\` is a section; set its keys one by one: ${section.keys.join(', ')}`);
  const field = fieldAt(path);
  if (field === undefined) return void refuse(unknownKey(path));
  const raw = text.slice(equals + 1);
  const yaml = readYaml(raw, () => locateOverride(text));
  const [fault] = yaml.faults;
  const value = fault === undefined ? plain(yaml.document.contents, yaml) : undefined;
  const isText = field.kind === 'text' || field.kind === 'path';
  // 2024 or #1 is a name here
  if (isText && typeof value !== 'string') reading.given.set(path, { value: raw.trim(), origin });
  else if (fault !== undefined) refuse(`\`${path}\`: ${fault.text}`);
  else reading.given.set(path, { value, origin });
}

/** The configuration, or null with what the schema finds fault with among the problems. */
export function validate({ given, sections, problems }: Reading): ExperimentConfig | null {
  const values = new Map([...given].map(([path, { value }]) => [path, value]));
  const result = ExperimentConfig.safeParse(withDefaults(values));
  if (result.success) return result.data;
  const told = new Set<string>();
  for (const issue of result.error.issues) {
    const path = keyOf(issue.path);
    if (told.has(path)) continue; // one sentence a key says all that is expected of it
    told.add(path);
    const near = sections.get(path.split('.')[0] ?? '') ?? null;
    const at = given.get(path);
    const origin = partOf(issue, at) ?? at?.origin ?? null;
    problems.push({ origin, path, text: sentenceOf(issue, { path, given }), near });
  }
  return null;
}

/** Where the part of a value stands that an issue is about: of a mapping any, of a list one that the schema by itself takes. */
function partOf(issue: z.core.$ZodIssue, given: Given | undefined): Origin {
  const part = issue.path[keyOf(issue.path).split('.').length];
  if (part === undefined || (typeof part === 'number' && !isContradiction(issue))) return null;
  return given?.parts?.get(String(part)) ?? null;
}

export type KeyPair = Pair<Node, Node | null>;

/** The pairs of a map: of the file itself, or of one section. */
function readKeys(map: YAMLMap, section: ConfigSection | null, reading: Reading): void {
  const firstLines = new Map<string, number>();
  for (const pair of map.items as readonly KeyPair[]) {
    if (reading.problems.length >= MOST_PROBLEMS) return;
    const origin = originOf(pair.key, reading);
    const name = nameOf(pair.key);
    const path = section === null ? name : `${section.path}.${name}`;
    const refuse = (text: string) => reading.problems.push({ origin, path, text });
    const firstLine = firstLines.get(name);
    firstLines.set(name, firstLine ?? origin.position.line);
    if (firstLine !== undefined)
      refuse(`\`${shortened(path, LONGEST_KEY)}\` is given twice, first on line ${firstLine}`);
    else if (section === null && name.includes('.')) refuse(dottedKey(path));
    else readPair(pair, path, { ...reading, origin });
  }
}

function readPair(pair: KeyPair, path: string, { origin, ...reading }: Reading & { readonly origin: Origin }): void {
  const { value } = pair;
  const section = sectionAt(path);
  if (section !== undefined) {
    reading.sections.set(path, origin);
    readSection(pair, section, reading);
  } else if (fieldAt(path) === undefined) reading.problems.push({ origin, path, text: unknownKey(path) });
  else {
    const twin = twinIn(value, reading);
    if (twin !== null) reading.problems.push({ ...twin, path });
    reading.given.set(path, {
      value: plain(value, reading.yaml),
      origin: value === null ? origin : originOf(value, reading),
      parts: partsOf(value, reading),
    });
  }
}

function partsOf(value: Node | null, reading: Reading): ReadonlyMap<string, Origin> {
  const parts: [string, Node][] = isMap(value)
    ? (value.items as readonly KeyPair[]).map(({ key, value: own }) => [entryName(key), own ?? key])
    : isSeq(value)
      ? value.items.map((item, index) => [String(index), item as Node]) // a sequence holds nodes
      : [];
  return new Map(parts.map(([name, node]) => [name, originOf(node, reading)]));
}

/** A name that a mapping gives a second time. */
function twinIn(value: Node | null, reading: Reading): Pick<Problem, 'origin' | 'text'> | null {
  if (!isMap(value)) return null;
  const seen = new Map<string, number>();
  for (const { key } of value.items as readonly KeyPair[]) {
    const origin = originOf(key, reading);
    const first = seen.get(nameOf(key));
    if (first !== undefined)
      return { origin, text: `\`${shortened(nameOf(key), LONGEST_KEY)}\` is given twice, first on line ${first}` };
    seen.set(nameOf(key), origin.position.line);
  }
  return null;
}

/** `__proto__` names nothing, and a schema would not see it. */
const entryName = (key: Node): string => (nameOf(key) === '__proto__' ? '...' : nameOf(key));

const nameOf = (key: Node): string => (isScalar(key) ? String(key.value) : '...');

function readSection({ key, value }: KeyPair, section: ConfigSection, reading: Reading): void {
  const node = isAlias(value) ? value.resolve(reading.yaml.document) : value;
  if (isMap(node)) readKeys(node, section, reading);
  else if (node !== undefined && plain(node, reading.yaml) !== null) {
    const instead = shown(plain(node, reading.yaml));
    const text = `\`${section.path}\` is a section; expected its keys (${section.keys.join(', ')}), found ${instead}`;
    reading.problems.push({ origin: originOf(value ?? key, reading), path: section.path, text });
  } // else a section whose keys are all commented out
}

/** A node as data, one list or one mapping deep: no key wants more. What is deeper comes as {}, which no key takes there. */
function plain(node: unknown, { document }: { readonly document: Document.Parsed }): unknown {
  const scalar = (item: unknown): unknown => {
    const target = isAlias(item) ? item.resolve(document) : item;
    if (isScalar(target)) return target.value;
    return target === null || target === undefined ? null : {};
  };
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) return target.items.map(scalar);
  if (!isMap(target)) return scalar(target);
  const pairs = target.items as readonly KeyPair[];
  return Object.fromEntries(pairs.map(({ key, value }) => [entryName(key), scalar(value)]));
}

type Told = { readonly path: string; readonly given: Reading['given'] };

function sentenceOf(issue: z.core.$ZodIssue, { path, given }: Told): string {
  if (isContradiction(issue)) return `\`${path}\` ${issue.message}`;
  const field = fieldAt(path);
  assert(field !== undefined, `"${path}", which the schema finds fault with, is a key`);
  const value = given.get(path);
  const part = issue.path[path.split('.').length];
  if (field.kind === 'factors' && typeof part === 'string') return entrySentence(issue, { path, part, field, value });
  if (value === undefined) return `\`${path}\` is missing; expected ${expectation(field)}`;
  return `\`${path}\`: expected ${expectation(field)}, found ${found(value.value, field)}`;
}

type Entry = {
  readonly path: string;
  readonly part: string;
  readonly field: ConfigField;
  readonly value: Given | undefined;
};

/** Of one name in a mapping, or of what stands behind it. */
function entrySentence(issue: z.core.$ZodIssue, { path, part, field, value }: Entry): string {
  if (issue.code === 'invalid_key')
    return `\`${path}\`: expected how names of parameters begin, such as layer4, found ${shown(part)}`;
  const own = Object.entries(value?.value ?? {}).find(([name]) => name === part)?.[1];
  return `\`${path}.${shortened(part, LONGEST_KEY)}\`: expected ${entryExpectation(field)}, found ${shown(own)}`;
}

/** The key that an issue is about: it may point into a list. */
function keyOf(path: readonly PropertyKey[]): string {
  const [head, inner] = path.map(String);
  return sectionAt(String(head)) === undefined ? String(head) : `${head}.${inner}`;
}

function unknownKey(path: string): string {
  const suggestion = suggestKey(path);
  return `unknown key \`${shortened(path, LONGEST_KEY)}\`${suggestion === null ? '' : `; did you mean \`${suggestion}\`?`}`;
}

function dottedKey(path: string): string {
  if (fieldAt(path) === undefined) return unknownKey(path);
  const [section, key] = path.split('.');
  return `unknown key \`${path}\`; in a file it is written as \`${key}\` inside \`${section}\``;
}

const LONGEST_KEY = 80;

function originOf(node: Node, { yaml }: Reading) {
  const [start, end] = node.range ?? [0, 0]; // parsed nodes have one
  return { kind: 'file' as const, position: yaml.positionAt(start), end: yaml.positionAt(end) };
}
