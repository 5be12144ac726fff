/** Every key of the configuration as data: for a form, a help text, an error message. */
import { z } from 'zod';
import { assert } from '../errors.ts';
import { type FieldFacts, factsOf, type SectionFacts, sectionFactsOf } from './field.ts';
import { ExperimentConfig } from './schema.ts';

/** `path` is the key as `--set` takes it: optimizer.lr. */
export type ConfigField = FieldFacts & { readonly path: string };
export type ConfigSection = SectionFacts & { readonly path: string; readonly keys: readonly string[] };

/** In the order of the schema, which is the order of a resolved file. */
export const CONFIG_FIELDS: readonly ConfigField[] = Object.entries(ExperimentConfig.shape).flatMap(([key, schema]) =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).map(([inner, field]) => fieldOf(`${key}.${inner}`, field))
    : [fieldOf(key, schema)],
);

export const CONFIG_SECTIONS: readonly ConfigSection[] = Object.entries(ExperimentConfig.shape).flatMap(
  ([path, schema]) => {
    if (!(schema instanceof z.ZodObject)) return [];
    const facts = sectionFactsOf(schema);
    assert(facts !== undefined, `the section "${path}" of the configuration has a title`);
    return [{ path, keys: Object.keys(schema.shape), ...facts }];
  },
);

const fieldsByPath = new Map(CONFIG_FIELDS.map((field) => [field.path, field]));
const sectionsByPath = new Map(CONFIG_SECTIONS.map((section) => [section.path, section]));

export const fieldAt = (path: string): ConfigField | undefined => fieldsByPath.get(path);
export const sectionAt = (path: string): ConfigSection | undefined => sectionsByPath.get(path);

function fieldOf(path: string, schema: z.core.$ZodType): ConfigField {
  const facts = schema instanceof z.ZodType ? factsOf(schema) : undefined;
  assert(facts !== undefined, `the key "${path}" of the configuration is described`);
  return { path, ...facts };
}
