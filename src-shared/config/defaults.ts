/** From what was given to a whole configuration. */
import type { DefaultByChoice, FieldValue } from './field.ts';
import { CONFIG_FIELDS, type ConfigField, fieldAt } from './fields.ts';

type Values = ReadonlyMap<string, unknown>;

/**
 * Values by key ('optimizer.lr') -> the configuration's shape, with a default for each key that was not given; keys that have none stay open.
 * Nothing is checked here.
 */
export function withDefaults(given: Values): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const field of CONFIG_FIELDS) {
    const value = given.has(field.path) ? given.get(field.path) : defaultOf(field, given);
    if (value === undefined) continue;
    const [head = '', key] = field.path.split('.');
    if (key === undefined) config[head] = value;
    else config[head] = { ...(config[head] as object | undefined), [key]: value }; // a section, made one key before
  }
  return config;
}

/** Undefined where a key has to be given. A default that follows a choice follows that choice's default while the choice makes no sense. */
export function defaultOf(field: ConfigField, given: Values): FieldValue | undefined {
  return followed(field.default, given);
}

function followed(fallback: ConfigField['default'], given: Values): FieldValue | undefined {
  if (!isByChoice(fallback)) return fallback;
  const chosen = choiceOf(fallback.by, given);
  const values = fallback.values;
  const choice = Object.hasOwn(values, chosen) ? chosen : String(fieldAt(fallback.by)?.default);
  return followed(values[choice], given);
}

/** A choice may be spelt by one of its aliases. */
function choiceOf(path: string, given: Values): string {
  const chosen = String(given.get(path));
  const field = fieldAt(path);
  const spelling = chosen.toLowerCase();
  return field?.kind === 'choice' && Object.hasOwn(field.aliases, spelling) ? String(field.aliases[spelling]) : chosen;
}

export const isByChoice = (fallback: ConfigField['default']): fallback is DefaultByChoice =>
  typeof fallback === 'object' && fallback !== null && 'by' in fallback;
