/** In which settings two configurations differ. */
import { defaultOf } from '#shared/config/defaults.ts';
import { CONFIG_FIELDS, fieldAt } from '#shared/config/fields.ts';
import type { JsonObject, JsonValue } from '#shared/domain/records.ts';

export type Difference = {
  /** "optimizer.lr" */
  readonly key: string;
  /** As the configuration's form calls it. */
  readonly title: string;
  /** As JSON; null = the key is not there, or has no default. */
  readonly from: string | null;
  readonly to: string | null;
};

/** "optimizer.lr" -> its value as JSON; a list is a value, and so are factors by part. */
function flat(config: JsonObject, prefix = ''): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(config)) {
    if (isSection(value) && fieldAt(prefix + key) === undefined)
      for (const [inner, text] of flat(value, `${prefix}${key}.`)) values.set(inner, text);
    else values.set(prefix + key, JSON.stringify(value));
  }
  return values;
}

const isSection = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In the order of the configuration's keys, those that it does not know behind. */
export function differences(from: JsonObject, to: JsonObject): readonly Difference[] {
  return compare(flat(from), flat(to));
}

/** From the defaults; a key that has none (it has to be given) is no difference. */
export function differencesFromDefaults(config: JsonObject): readonly Difference[] {
  const given = flat(config);
  const chosen = new Map([...given].map(([key, text]) => [key, JSON.parse(text) as unknown]));
  const defaults = new Map(
    CONFIG_FIELDS.flatMap((field) => {
      const value = defaultOf(field, chosen);
      return value === undefined ? [] : [[field.path, JSON.stringify(value)] as const];
    }),
  );
  return compare(defaults, given).filter(({ from }) => from !== null);
}

function compare(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): readonly Difference[] {
  const ordered = CONFIG_FIELDS.map(({ path }) => path).filter((path) => from.has(path) || to.has(path));
  const keys = new Set([...ordered, ...from.keys(), ...to.keys()]);
  return [...keys]
    .filter((key) => from.get(key) !== to.get(key))
    .map((key) => ({ key, title: fieldAt(key)?.title ?? key, from: from.get(key) ?? null, to: to.get(key) ?? null }));
}
