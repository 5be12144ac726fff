import { describe, expect, it } from 'vitest';
import { isByChoice, withDefaults } from '#shared/config/defaults.ts';
import { describeConfig } from '#shared/config/describe.ts';
import type { DefaultByChoice } from '#shared/config/field.ts';
import { CONFIG_FIELDS, CONFIG_SECTIONS, type ConfigField, fieldAt, sectionAt } from '#shared/config/fields.ts';
import { ExperimentConfig } from '#shared/config/schema.ts';
import { expectation } from '#shared/config/wording.ts';
import { message, SHORTEST } from './parsing.ts';

describe('CONFIG_FIELDS', () => {
  it('has every key of the schema once, in its order', () => {
    const config = ExperimentConfig.parse(withDefaults(new Map([['data.train', 'a.csv']])));
    const keys = Object.entries(config).flatMap(([key, value]) =>
      sectionAt(key) === undefined ? [key] : Object.keys(value as object).map((inner) => `${key}.${inner}`),
    );
    expect(CONFIG_FIELDS.map(({ path }) => path)).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(CONFIG_FIELDS)('says of $path what a form needs: sentences, and a range or choices', (field) => {
    expect(field.title).toMatch(/^[A-Z]/);
    expect(field.description).toMatch(/\.$/);
    expect(field.source).toMatch(/[.)]$/);
    if ('range' in field) expect(field.range.min).toBeLessThan(field.range.max);
    if ('range' in field) expect(Number.isFinite(field.range.max - field.range.min)).toBe(true);
    if (field.kind === 'choice') expect(field.choices.length).toBeGreaterThan(0);
    expect(expectation(field)).not.toMatch(/undefined|Infinity|NaN/);
  });

  it.each(CONFIG_FIELDS.filter(({ default: fallback }) => isByChoice(fallback)))(
    'has a default of $path for each choice that it follows',
    ({ default: fallback }) => {
      const check = (nested: unknown) => {
        if (!isByChoice(nested as ConfigField['default'])) return;
        const { by, values } = nested as DefaultByChoice;
        const followed = fieldAt(by);
        const choices = followed?.kind === 'choice' ? followed.choices.map(String) : ['false', 'true'];
        expect(Object.keys(values).sort()).toEqual([...choices].sort());
        for (const value of Object.values(values)) check(value);
      };
      check(fallback);
    },
  );

  it.each(CONFIG_FIELDS.filter((field) => ['integer', 'number', 'count'].includes(field.kind)))(
    'and the schema agree on the range of $path',
    (field) => {
      if (!('range' in field)) return;
      const { min, max, isMinExcluded, isMaxExcluded } = field.range;
      const isTaken = (value: number) => {
        const given = new Map<string, unknown>([
          ['data.train', 'a'],
          ['data.random_split', false],
          ['num_epochs', 100_000],
          ['optimizer.lr', 100],
          [field.path, value],
        ]);
        return ExperimentConfig.safeParse(withDefaults(given)).success;
      };
      expect([min - 1, min, max, max + 1].map(isTaken)).toEqual([false, !isMinExcluded, !isMaxExcluded, false]);
    },
  );

  it('has the keys of its sections', () => {
    const paths = CONFIG_SECTIONS.flatMap(({ path, keys }) => keys.map((key) => `${path}.${key}`));
    expect(paths).toEqual(CONFIG_FIELDS.map(({ path }) => path).filter((path) => path.includes('.')));
  });

  it('knows nothing beside them', () => {
    expect(fieldAt('optimizer')).toBeUndefined();
    expect(fieldAt('__proto__')).toBeUndefined();
    expect(sectionAt('constructor')).toBeUndefined();
  });
});

describe('ExperimentConfig', () => {
  it('is strict: it takes no key beside its own, in no section', () => {
    const config = withDefaults(new Map([['data.train', 'a.csv']]));
    expect(ExperimentConfig.safeParse(config).success).toBe(true);
    expect(ExperimentConfig.safeParse({ ...config, extra: 1 }).success).toBe(false);
    for (const { path } of CONFIG_SECTIONS) {
      const section = { ...(config[path] as object), extra: 1 };
      expect(ExperimentConfig.safeParse({ ...config, [path]: section }).success).toBe(false);
    }
  });
});

describe('describeConfig', () => {
  it('names every key with what it takes and its default', () => {
    const text = describeConfig();
    for (const { path } of CONFIG_FIELDS) expect(text).toContain(`${path}: `);
    expect(text).toContain('default  0.001 (Adam), 1 (Adadelta).');
    expect(text).toContain('takes    a number above 0 and at most 100');
  });
});

describe('a default that follows a choice', () => {
  it('raises no second problem where the choice makes no sense', () => {
    expect(message(`${SHORTEST}optimizer: {type: SGD}`)).toContain('f.yaml:2:19: `optimizer.type`');
  });
});
