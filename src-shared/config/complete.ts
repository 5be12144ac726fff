/** What may be written next, for an editor: keys that are not there yet, and values where there is a choice. */
import { parameterNamesOf } from '../domain/network-parameters.ts';
import { NETWORK_ALIASES } from '../domain/networks.ts';
import { prefixesOf } from '../domain/parameter-prefixes.ts';
import { defaultOf } from './defaults.ts';
import { CONFIG_FIELDS, CONFIG_SECTIONS, type ConfigField, fieldAt, sectionAt } from './fields.ts';
import { defaultInWords, expectation } from './wording.ts';

export type Completion = {
  readonly kind: 'key' | 'section' | 'value';
  /** What is listed. */
  readonly label: string;
  /** What is written. */
  readonly insert: string;
  /** In few words, beside it. */
  readonly detail: string;
  /** Sentences. */
  readonly info: string;
};

export type Completions = {
  /** Where the word that they complete begins. */
  readonly from: number;
  readonly options: readonly Completion[];
};

/**
 * By the lines of the text alone, since a text under one's hands is seldom whole YAML. Null where nothing is known: within a comment, a list, braces.
 */
export function completionsAt(text: string, offset: number): Completions | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const [, indent = '', word = ''] = /^(\s*)([\w.]*)$/.exec(before) ?? [];
  if (before === indent + word) {
    if (isInFactors(text, { start, indent })) return { from: offset - word.length, options: partsOf(text) };
    return word.includes('.') ? null : keysAt(text, { start, offset, indent, word });
  }
  const [, valueIndent = '', key = '', typed = ''] = /^(\s*)([\w]+):[ \t]+("?[\w./-]*)$/.exec(before) ?? [];
  if (key === '') return null;
  const section = valueIndent === '' ? null : sectionAbove(text, start);
  const field = fieldAt(section === null ? key : `${section}.${key}`);
  return field === undefined ? null : { from: offset - typed.length, options: valuesOf(field) };
}

type KeyPlace = {
  readonly start: number;
  readonly offset: number;
  readonly indent: string;
  readonly word: string;
};

function keysAt(text: string, { start, offset, indent, word }: KeyPlace): Completions | null {
  const section = indent === '' ? null : sectionAbove(text, start);
  if (indent !== '' && section === null) return null;
  const [rest = ''] = text.slice(offset).split('\n', 1);
  const taken = takenKeys(text, { section, except: start });
  const fields = CONFIG_FIELDS.filter(({ path }) => parentOf(path) === section && !taken.has(leafOf(path)));
  const suffix = /^\s*:/.test(rest) ? '' : ': ';
  const keys = fields.map((field) => keyOf(field, suffix));
  if (section !== null) return { from: offset - word.length, options: keys };
  const sections = CONFIG_SECTIONS.filter(({ path }) => !taken.has(path)).map(
    ({ path, title, keys: inner }): Completion => ({
      kind: 'section',
      label: path,
      insert: suffix === '' ? path : `${path}:\n  `,
      detail: title,
      info: `A section with the keys ${inner.join(', ')}.`,
    }),
  );
  return { from: offset - word.length, options: [...keys, ...sections] };
}

const keyOf = (field: ConfigField, suffix: string): Completion => ({
  kind: 'key',
  label: leafOf(field.path),
  insert: `${leafOf(field.path)}${suffix}`,
  detail: field.title,
  info: `${field.description} Takes ${expectation(field)}. Default: ${defaultInWords(field)}.`,
});

function valuesOf(field: ConfigField): readonly Completion[] {
  const fallback = defaultOf(field, new Map());
  return choicesOf(field).map((value): Completion => {
    const source = typeof value === 'string' ? JSON.stringify(value) : String(value);
    const isDefault = JSON.stringify(value) === JSON.stringify(fallback);
    return {
      kind: 'value',
      label: source,
      insert: source,
      detail: isDefault ? 'default' : '',
      info: field.description,
    };
  });
}

function choicesOf(field: ConfigField): readonly unknown[] {
  if (field.kind === 'choice') return field.choices;
  if (field.kind === 'boolean') return [true, false];
  if (field.kind === 'weights') return field.words;
  if (field.kind === 'factors') return [];
  const fallback = defaultOf(field, new Map());
  const special = field.kind === 'count' ? ['all'] : field.kind === 'interval' ? [null] : [];
  return fallback === undefined || special.includes(fallback as never) ? special : [...special, fallback];
}

/** Whether a line stands below a key that takes parts of the network. */
function isInFactors(text: string, { start, indent }: Pick<KeyPlace, 'start' | 'indent'>): boolean {
  for (let at = start; at > 0; ) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    const [, outer = '', name] = /^([ ]*)(\w[\w.]*)\s*:/.exec(text.slice(above, at - 1)) ?? [];
    if (name !== undefined && outer.length < indent.length) {
      const section = outer === '' ? null : sectionAbove(text, above);
      return section !== null && fieldAt(`${section}.${name}`)?.kind === 'factors';
    }
    at = above;
  }
  return false;
}

/** Of the network that the text names. */
function partsOf(text: string): readonly Completion[] {
  const [, spelling = ''] = /^network:[ \t]*["']?(\w+)/m.exec(text) ?? [];
  const named = spelling.toLowerCase();
  const network = Object.hasOwn(NETWORK_ALIASES, named) ? NETWORK_ALIASES[named] : 'resnet18';
  return prefixesOf(parameterNamesOf(network ?? 'resnet18'))
    .filter((prefix) => !/\.(?:weight|bias)$/.test(prefix))
    .map((prefix) => ({ kind: 'key', label: prefix, insert: `${prefix}: `, detail: 'part of the network', info: '' }));
}

/** The section that an indented line belongs to; null where none is open. */
function sectionAbove(text: string, start: number): string | null {
  for (let at = start; at > 0; ) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    const [, name] = /^(\w+)\s*:\s*(?:#.*)?\r?$/.exec(text.slice(above, at - 1)) ?? [];
    if (name !== undefined) return sectionAt(name)?.path ?? null;
    if (/^[^\s#]/.test(text.slice(above, at))) return null;
    at = above;
  }
  return null;
}

/** Keys of the same level that are there, the line at `except` left out. */
function takenKeys(text: string, { section, except }: { section: string | null; except: number }): ReadonlySet<string> {
  const taken = new Set<string>();
  let open: string | null = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const [, indent, name] = /^(\s*)(\w+)\s*:/.exec(line) ?? [];
    const isTop = indent === '';
    if (name !== undefined && at !== except && (section === null ? isTop : !isTop && open === section)) taken.add(name);
    if (name !== undefined && isTop) open = name;
    at += line.length + 1;
  }
  return taken;
}

const parentOf = (path: string): string | null => (path.includes('.') ? path.slice(0, path.indexOf('.')) : null);
const leafOf = (path: string): string => path.slice(path.indexOf('.') + 1);
