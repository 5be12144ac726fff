/** What a misspelt or misplaced key may have been meant to be. */
import { CONFIG_FIELDS, CONFIG_SECTIONS, sectionAt } from './fields.ts';
import { nearest } from './nearest.ts';

const TOP_LEVEL = [...new Set(CONFIG_FIELDS.map(({ path }) => path.split('.')[0] as string))]; // split never leaves nothing
const SECTIONS = CONFIG_SECTIONS.map(({ path }) => path);

/** 'optimiser.lrr' -> 'optimizer.lr'; 'lr' -> 'optimizer.lr'; null where nothing is near. */
export function suggestKey(path: string): string | null {
  const [head = '', ...rest] = path.split('.');
  const leaf = rest.join('.');
  if (rest.length === 0) return elsewhere(head) ?? nearest(head, TOP_LEVEL) ?? nearLeaf(head);
  const section = sectionAt(nearest(head, SECTIONS) ?? '');
  if (section === undefined) return elsewhere(leaf);
  const key = nearest(leaf, section.keys);
  if (key !== null) return `${section.path}.${key}`;
  return elsewhere(leaf) ?? (section.path === head ? null : section.path);
}

/** The key of this very name, wherever it stands. */
const elsewhere = (name: string): string | null =>
  CONFIG_FIELDS.find(({ path }) => leafOf(path) === name)?.path ?? null;

function nearLeaf(name: string): string | null {
  const leaf = nearest(
    name,
    CONFIG_FIELDS.map(({ path }) => leafOf(path)),
  );
  return leaf === null ? null : elsewhere(leaf);
}

const leafOf = (path: string): string => path.slice(path.indexOf('.') + 1);
