/** Values as YAML writes them. */
import type { FieldValue } from '../field.ts';

/** A number in the writer's own spelling: { source: '1e-4' }. */
export type NumberSource = { readonly source: string };

/** Names with what stands behind them, right or wrong. */
export type WrittenEntries = Readonly<Record<string, number | string | null>>;

export type WrittenValue = FieldValue | NumberSource | WrittenEntries;

export const isNumberSourced = (value: WrittenValue): value is NumberSource =>
  value !== null && typeof value === 'object' && 'source' in value && typeof value.source === 'string';

export type SourceStyle = {
  /** Around texts; none only where they need none. */
  readonly quote: '"' | "'" | '';
  /** True and False, as the reference project writes them. */
  readonly hasCapitals: boolean;
};

/** One line, whatever the value. */
export function sourceOf(value: WrittenValue, style: SourceStyle): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return booleanSource(value, style);
  if (typeof value === 'number') return numberSource(value);
  if (typeof value === 'string') return textSource(value, style.quote);
  if (isNumberSourced(value)) return value.source;
  if (Array.isArray(value)) return `[${value.map((item) => sourceOf(item, { ...style, quote: '"' })).join(', ')}]`;
  return `{${Object.entries(value)
    .map((entry) => entrySource(entry))
    .join(', ')}}`;
}

/** 'layer4: 0.5' */
export const entrySource = ([name, value]: readonly [string, number | string | null]): string =>
  `${textSource(name, '')}: ${sourceOf(value, { quote: '"', hasCapitals: false })}`;

/** 0.0001 -> '1e-4', 0.001 -> '0.001' */
export function numberSource(value: number): string {
  if (value === 0 || Math.abs(value) >= 1e-3) return String(value);
  return value.toExponential().replace('e+', 'e');
}

/** True where YAML's core schema takes a text as a number. */
export const isNumberSource = (text: string): boolean =>
  /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(text) && Number.isFinite(Number(text));

function booleanSource(value: boolean, { hasCapitals }: SourceStyle): string {
  const [first = '', ...rest] = String(value);
  return (hasCapitals ? first.toUpperCase() : first) + rest.join('');
}

function textSource(text: string, quote: SourceStyle['quote']): string {
  if (quote === '' && needsNoQuotes(text)) return text;
  if (quote === "'" && !/[\n\t]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text); // YAML contains JSON
}

/** Words, names and paths that can be nothing but text, inside brackets as well. */
function needsNoQuotes(text: string): boolean {
  const isWord = /^[\p{L}\p{N}_./][\p{L}\p{N}_./-]*(?: [\p{L}\p{N}_./-]+)*$/u.test(text);
  return isWord && !/^(?:true|false|null|\.inf|\.nan)$/i.test(text) && Number.isNaN(Number(text));
}
