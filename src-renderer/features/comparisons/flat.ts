/** Nested facts of several runs as rows, and which rows tell them apart. Pure. */
import { CONFIG_FIELDS, fieldAt } from '#shared/config/fields.ts';
import { type Extreme, extremesOf } from '#shared/domain/deltas.ts';
import type { JsonObject, JsonValue } from '#shared/domain/records.ts';

export type FactRow = {
  /** "optimizer.lr" */
  readonly key: string;
  /** In words, where there are any. */
  readonly title: string | null;
  /** In the order of the runs; undefined = the run has no such key. */
  readonly values: readonly (JsonValue | undefined)[];
  readonly isAlike: boolean;
  /** Of numbers: which are the ends of the row. */
  readonly extremes: readonly (Extreme | null)[];
};

/** Sections become prefixes; a list is a value. */
export function flatten(facts: JsonObject, prefix = ''): ReadonlyMap<string, JsonValue> {
  const flat = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(facts)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [inner, entry] of flatten(value, `${prefix}${key}.`)) flat.set(inner, entry);
    else flat.set(prefix + key, value);
  }
  return flat;
}

/** They stand at the head of a column, or say nothing about a training. */
const NO_SETTINGS = ['name', 'notes', 'tags'];
/** Numbers in name only. */
const NO_NUMBERS = ['seed'];

/** Rows of a configuration in its own order, then whatever it does not know, by name. */
export function configurationRows(configs: readonly JsonObject[]): readonly FactRow[] {
  const order = new Map(CONFIG_FIELDS.map(({ path }, place) => [path, place]));
  const placeOf = (key: string) => order.get(key) ?? CONFIG_FIELDS.length;
  return factRows(configs)
    .filter(({ key }) => !NO_SETTINGS.includes(key))
    .map((row) => ({
      ...row,
      title: fieldAt(row.key)?.title ?? null,
      extremes: NO_NUMBERS.includes(row.key) ? row.values.map(() => null) : row.extremes,
    }))
    .toSorted((a, b) => placeOf(a.key) - placeOf(b.key));
}

export function factRows(facts: readonly JsonObject[]): readonly FactRow[] {
  const flats = facts.map((one) => flatten(one));
  const keys = [...new Set(flats.flatMap((flat) => [...flat.keys()]))];
  return keys.map((key) => {
    const values = flats.map((flat) => flat.get(key));
    const numbers = values.map((value) => (typeof value === 'number' ? value : null));
    return {
      ...{ key, title: null, values },
      isAlike: new Set(values.map((value) => JSON.stringify(value))).size === 1,
      extremes: extremesOf(numbers),
    };
  });
}
