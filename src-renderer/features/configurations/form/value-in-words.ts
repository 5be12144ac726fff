import { numberSource } from '#shared/config/edit/value-source.ts';

/** A value of a configuration as a person reads it: 1e-4, "ResNet", nothing. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return 'not given';
  if (value === null) return 'off';
  if (value === '') return 'none';
  if (typeof value === 'number') return numberSource(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueInWords).join(', ');
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value);
  return entries.length === 0 ? 'none' : entries.map(([name, own]) => `${name} × ${valueInWords(own)}`).join(', ');
}
