import type { FieldValue } from '#shared/config/field.ts';
import type { ConfigField } from '#shared/config/fields.ts';
import type { Random } from '#shared/domain/random.ts';

/** A value that the field takes, but for rules that hold between keys. */
export function sample(field: ConfigField, random: Random): FieldValue {
  const between = (min: number, max: number) => min + random.integer(max - min + 1);
  switch (field.kind) {
    case 'integer':
      return between(Math.max(field.range.min, 1), Math.min(field.range.max, 500));
    case 'number':
      return between(1, 8) / 10 ** between(1, 6);
    case 'count':
      return random.integer(2) === 0 ? 'all' : between(1, 9);
    case 'interval':
      return random.integer(3) === 0 ? null : [between(1, 50), between(50, 100)];
    case 'boolean':
      return random.integer(2) === 0;
    case 'choice':
      return field.choices[random.integer(field.choices.length)] as string | number; // within the list
    case 'factors':
      return Object.fromEntries(
        Array.from({ length: random.integer(3) }, (_, i) => [`layer${i + 1}`, between(1, 99) / 10]),
      );
    case 'weights':
      return random.integer(2) === 0 ? 'balanced' : [between(1, 9), between(1, 9) / 10];
    case 'texts':
      return Array.from({ length: random.integer(4) }, (_, i) => `tag ${i}: ${random.integer(99)}`);
    default:
      return ['a', 'with "quotes"', "it's", '#1', 'ä: ö', '- x', 'true', '1e5', ' '][random.integer(9)] as string; // within the list
  }
}
