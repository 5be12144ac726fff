/** What two configurations mean differently, key by key: defaults filled in, order and comments left aside. */
import type { CheckedExperiment } from './check.ts';
import { defaultOf } from './defaults.ts';
import { CONFIG_FIELDS, type ConfigField } from './fields.ts';

/** A value, and whether it is the default that nobody wrote down. */
export type MeantValue = { readonly value: unknown; readonly isDefault: boolean };

export type KeyDifference = { readonly field: ConfigField; readonly before: MeantValue; readonly after: MeantValue };

type Given = Pick<CheckedExperiment, 'given'>;

/** In the schema's order. Both may be wrong in places; neither may be unreadable. */
export function differences(before: Given, after: Given): readonly KeyDifference[] {
  return CONFIG_FIELDS.flatMap((field) => {
    const pair = { field, before: meantBy(before, field), after: meantBy(after, field) };
    return isAlike(pair.before.value, pair.after.value) ? [] : [pair];
  });
}

export function meantBy({ given }: Given, field: ConfigField): MeantValue {
  if (given.has(field.path)) return { value: canonical(given.get(field.path), field), isDefault: false };
  return { value: defaultOf(field, given), isDefault: true };
}

/** Two spellings of one choice are one value. */
function canonical(value: unknown, field: ConfigField): unknown {
  if (field.kind !== 'choice' || typeof value !== 'string') return value;
  const spelling = value.toLowerCase();
  return Object.hasOwn(field.aliases, spelling) ? field.aliases[spelling] : value;
}

const isAlike = (a: unknown, b: unknown): boolean => JSON.stringify(inAnyOrder(a)) === JSON.stringify(inAnyOrder(b));

/** Names with what stands behind them have no order. */
const inAnyOrder = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
