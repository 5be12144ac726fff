/** One key of the configuration as a zod type that carries what a person needs to know about it. */
import { z } from 'zod';

export type FieldFacts = {
  readonly title: string;
  readonly description: string;
  readonly unit: string | null;
  /** Where the default comes from. */
  readonly source: string;
  /** Not needed for a first run. */
  readonly isAdvanced: boolean;
};

/** Both ends belong to it unless `above` or `below` says otherwise. */
export type NumberRange = { readonly min: number; readonly max: number; readonly above?: true; readonly below?: true };

export type FieldKind =
  | { readonly kind: 'number' | 'integer' | 'range'; readonly range: NumberRange }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'boolean' | 'text' | 'path' | 'count-or-all' };

export type FieldMeta = FieldFacts & FieldKind;

/** Facts by type: zod's own registry would forget their types. */
const registry = z.registry<FieldMeta>();

export const metaOf = (type: z.ZodType): FieldMeta | undefined => registry.get(type);

const describe = <T extends z.ZodType>(type: T, meta: FieldMeta): T => {
  registry.add(type, meta);
  return type;
};

export type Facts = { readonly title: string; readonly about: string; readonly unit?: string; readonly source?: string; readonly advanced?: true };

const factsOf = ({ title, about, unit, source, advanced }: Facts): FieldFacts => ({
  title,
  description: about,
  unit: unit ?? null,
  source: source ?? 'the reference project',
  isAdvanced: advanced ?? false,
});

const bounded = (type: z.ZodNumber, { min, max, above, below }: NumberRange) => {
  const low = above ? type.gt(min) : type.gte(min);
  return below ? low.lt(max) : low.lte(max);
};

export const number = (fallback: number, range: NumberRange, facts: Facts) =>
  describe(bounded(z.number(), range).default(fallback), { ...factsOf(facts), kind: 'number', range });

export const integer = (fallback: number, range: NumberRange, facts: Facts) =>
  describe(bounded(z.int(), range).default(fallback), { ...factsOf(facts), kind: 'integer', range });

export const boolean = (fallback: boolean, facts: Facts) =>
  describe(z.boolean().default(fallback), { ...factsOf(facts), kind: 'boolean' });

export const choice = <const T extends readonly [string, ...string[]]>(fallback: T[number], choices: T, facts: Facts) =>
  describe(z.enum(choices as unknown as [T[number], ...T[number][]]).default(fallback as never), { ...factsOf(facts), kind: 'choice', choices }); // zod's own type of a tuple of literals

export const text = (kind: 'text' | 'path', facts: Facts) =>
  describe(z.string().default(''), { ...factsOf(facts), kind });

/** [low, high], or null for off. */
export const range = (limits: NumberRange, facts: Facts) => {
  const end = () => bounded(z.number(), limits);
  return describe(z.tuple([end(), end()]).nullable().default(null), { ...factsOf(facts), kind: 'range', range: limits });
};

export const countOrAll = (facts: Facts) =>
  describe(z.union([z.literal('all'), z.int().min(1)]).default('all'), { ...factsOf(facts), kind: 'count-or-all' });
