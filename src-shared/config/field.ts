/**
 * The parts that the schema is made of. Each makes the zod schema of one key and keeps, beside it, what a form, a help text and an error
 * message have to know: so a key is described once, where its range stands.
 */
import { z } from 'zod';

export type NumberRange = {
  readonly min: number;
  readonly max: number;
  readonly isMinExcluded: boolean;
  readonly isMaxExcluded: boolean;
};

export type FieldValue =
  | number
  | boolean
  | string
  | null
  | readonly string[]
  | readonly number[]
  | Readonly<Record<string, number>>;

/** A default that depends on the choice made at another key, or at two. */
export type DefaultByChoice = {
  readonly by: string;
  readonly values: Readonly<Record<string, number | string | DefaultByChoice>>;
};

export type FieldKind =
  | { readonly kind: 'integer' | 'number'; readonly range: NumberRange }
  /** An integer, or the word "all". */
  | { readonly kind: 'count'; readonly range: NumberRange }
  /** Two integers, the lower first, or null for off. */
  | { readonly kind: 'interval'; readonly range: NumberRange }
  | { readonly kind: 'boolean' }
  /** `aliases`: other spellings, lower case -> the choice. */
  | {
      readonly kind: 'choice';
      readonly choices: readonly (string | number)[];
      readonly aliases: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'text'; readonly maxLength: number; readonly isMultiline: boolean }
  | { readonly kind: 'texts'; readonly maxLength: number; readonly maxCount: number }
  /** Beginnings of parameters' names, each with a factor. */
  | { readonly kind: 'factors'; readonly range: NumberRange; readonly maxCount: number }
  /** One of the words, or a number for each of the names, in their order. */
  | {
      readonly kind: 'weights';
      readonly words: readonly string[];
      readonly names: readonly string[];
      readonly range: NumberRange;
    }
  /** `extensions` are what a file dialog offers, not what is enforced; none = a folder. "" = none, where there is a default. */
  | { readonly kind: 'path'; readonly extensions: readonly string[] };

export type FieldFacts = FieldKind & {
  readonly title: string;
  readonly description: string;
  /** Null where it has none. */
  readonly unit: string | null;
  /** Absent = the key has to be given. */
  readonly default?: FieldValue | DefaultByChoice;
  /** Where the default comes from, and why. */
  readonly source: string;
  readonly isAdvanced: boolean;
};

export type SectionFacts = { readonly title: string };

const fieldFacts = z.registry<FieldFacts>();
const sectionFacts = z.registry<SectionFacts>();

export const factsOf = (schema: z.ZodType): FieldFacts | undefined => fieldFacts.get(schema);
export const sectionFactsOf = (schema: z.ZodType): SectionFacts | undefined => sectionFacts.get(schema);

/** What the author of a key writes down about it. */
type Description<T extends FieldValue> = {
  readonly title: string;
  readonly description: string;
  readonly unit?: string;
  readonly default?: T | DefaultByChoice;
  readonly source: string;
  readonly isAdvanced?: boolean;
};

type Bounds = { readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number };

/** Bytes that are no UTF-8, control characters other than tab and line feed, lone surrogates, byte order marks: nothing that a text file should hold. */
export const UNPRINTABLE = /[^\P{Cc}\t\n]|[\ufeff\ufffd\p{Cs}]/u;
const ONE_LINE = /^[^\t\n]*$/;

export const integer = (bounds: { readonly min: number; readonly max: number }, about: Description<number>) =>
  described(z.int().min(bounds.min).max(bounds.max), { kind: 'integer', range: rangeOf(bounds) }, about);

export function number(bounds: Bounds, about: Description<number>) {
  const range = rangeOf(bounds);
  return described(within(range), { kind: 'number', range }, about);
}

export const boolean = (about: Description<boolean>) => described(z.boolean(), { kind: 'boolean' }, about);

export function choice<const C extends readonly (string | number)[]>(
  choices: C,
  { aliases = {}, ...about }: Description<C[number]> & { readonly aliases?: Readonly<Record<string, C[number]>> },
) {
  const canonical = (value: unknown) => {
    const spelling = typeof value === 'string' ? value.toLowerCase() : '';
    return Object.hasOwn(aliases, spelling) ? aliases[spelling] : value;
  };
  return described(z.preprocess(canonical, z.literal(choices)), { kind: 'choice', choices, aliases }, about);
}

type TextLimits = { readonly maxLength: number; readonly isMultiline?: boolean };

export function text({ maxLength, isMultiline = false }: TextLimits, about: Description<string>) {
  const printable = printableText(maxLength);
  const schema = isMultiline ? printable : printable.regex(ONE_LINE);
  return described(schema, { kind: 'text', maxLength, isMultiline }, about);
}

export const texts = (
  limits: { readonly maxLength: number; readonly maxCount: number },
  about: Description<readonly string[]>,
) =>
  described(
    z.array(printableText(limits.maxLength).min(1).regex(ONE_LINE)).max(limits.maxCount),
    { kind: 'texts', ...limits },
    about,
  );

/** Linux's limit on a path. */
const PATH_LENGTH = 4096;

/** A relative path starts at the working directory. */
export const path = (extensions: readonly string[], about: Description<string>) =>
  described(
    printableText(PATH_LENGTH)
      .regex(ONE_LINE)
      .min(about.default === undefined ? 1 : 0),
    { kind: 'path', extensions },
    about,
  );

export const countOrAll = (
  bounds: { readonly min: number; readonly max: number },
  about: Description<number | 'all'>,
) =>
  described(
    z.union([z.literal('all'), z.int().min(bounds.min).max(bounds.max)]),
    { kind: 'count', range: rangeOf(bounds) },
    about,
  );

export function interval(
  bounds: { readonly min: number; readonly max: number },
  about: Description<readonly number[] | null>,
) {
  const end = z.int().min(bounds.min).max(bounds.max);
  const schema = z.tuple([end, end]).refine(([low, high]) => low <= high);
  return described(schema.nullable(), { kind: 'interval', range: rangeOf(bounds) }, about);
}

/** A part of a network as its parameters' names begin: layer4, features.denseblock3. */
const PREFIX = /^[a-z][\w.]*$/i;
const PREFIX_LENGTH = 100;

export function factors(
  { maxCount, ...bounds }: Bounds & { readonly maxCount: number },
  about: Description<Readonly<Record<string, number>>>,
) {
  const range = rangeOf(bounds);
  const entries = z.record(z.string().max(PREFIX_LENGTH).regex(PREFIX), within(range));
  const schema = entries.refine((given) => Object.keys(given).length <= maxCount);
  return described(schema, { kind: 'factors', range, maxCount }, about);
}

export function weights<const W extends readonly string[]>(
  { words, names, ...bounds }: Bounds & { readonly words: W; readonly names: readonly string[] },
  about: Description<W[number] | readonly number[]>,
) {
  const range = rangeOf(bounds);
  const schema = z.union([z.literal(words), z.array(within(range)).length(names.length)]);
  return described(schema, { kind: 'weights', words, names, range }, about);
}

export function section<S extends z.ZodObject>(title: string, schema: S): S {
  sectionFacts.add(schema, { title });
  return schema;
}

/** Two keys that do not go together, as an issue at the first of them; the message goes on after the key's name. A path may point into its value. */
export const contradiction = (
  input: unknown,
  { key, message }: { readonly key: string | readonly PropertyKey[]; readonly message: string },
) => ({
  code: 'custom' as const,
  input,
  path: typeof key === 'string' ? [key] : [...key],
  message,
  params: { isContradiction: true },
});

export const isContradiction = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'custom' && issue.params?.['isContradiction'] === true;

function described<S extends z.ZodType>(schema: S, kind: FieldKind, about: Description<FieldValue>): S {
  fieldFacts.add(schema, { unit: null, isAdvanced: false, ...kind, ...about });
  return schema;
}

function within({ min, max, isMinExcluded, isMaxExcluded }: NumberRange) {
  const low = isMinExcluded ? z.number().gt(min) : z.number().min(min);
  return isMaxExcluded ? low.lt(max) : low.max(max);
}

const printableText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !UNPRINTABLE.test(value));

function rangeOf({ min, max, above, below }: Bounds): NumberRange {
  return {
    min: above ?? min ?? Number.NEGATIVE_INFINITY,
    max: below ?? max ?? Number.POSITIVE_INFINITY,
    isMinExcluded: above !== undefined,
    isMaxExcluded: below !== undefined,
  };
}
