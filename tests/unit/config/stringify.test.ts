import { describe, expect, it } from 'vitest';
import { withDefaults } from '#shared/config/defaults.ts';
import { CONFIG_FIELDS, type ConfigField } from '#shared/config/fields.ts';
import { ExperimentConfig } from '#shared/config/schema.ts';
import { stringifyExperiment, valueAt } from '#shared/config/stringify.ts';
import { createRandom, type Random } from '#shared/domain/random.ts';
import { parse, SHORTEST } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

describe('stringifyExperiment', () => {
  it('writes every key, titles and units as comments, sections apart', () => {
    const text = stringifyExperiment(parse(REFERENCE_YAML));
    for (const { path } of CONFIG_FIELDS) expect(text).toMatch(new RegExp(`^ *${path.split('.').at(-1)}: .* # `, 'm'));
    expect(text).toContain(
      '\n\ninput_size: # Input size\n  height: 224 # Input height, px\n  width: 224 # Input width, px\n\n',
    );
    expect(text.startsWith('network: "resnet18" # Network\nseed: 42 # Seed\n')).toBe(true);
  });

  it.each([
    ["the reference project's file", REFERENCE_YAML],
    ['the shortest one', SHORTEST],
    ['its own output', stringifyExperiment(parse(REFERENCE_YAML))],
  ])('of %s parses back to the same, and is written the same again', (_, yaml) => {
    const config = parse(yaml);
    const text = stringifyExperiment(config);
    expect(parse(text)).toEqual(config);
    expect(stringifyExperiment(parse(text))).toBe(text);
  });

  it('keeps texts that YAML might take for something else', () => {
    const texts = [
      'true',
      '1e-4',
      'null',
      '#x',
      ' a ',
      "it's",
      'a: b',
      '"',
      '\\n',
      '- a',
      '*a',
      '&a',
      '%',
      'ü 漢字 😀',
      '<<',
      '{}',
    ];
    const config = { ...parse(SHORTEST), tags: texts, notes: ['', ...texts, '\t'].join('\n') };
    expect(parse(stringifyExperiment(config))).toEqual(config);
  });

  it('keeps 300 configurations drawn at random', () => {
    const random = createRandom(7);
    let taken = 0;
    for (let attempt = 0; attempt < 300; attempt++) {
      const drawn = ExperimentConfig.safeParse(
        withDefaults(new Map(CONFIG_FIELDS.map((field) => [field.path, draw(field, random)]))),
      );
      if (!drawn.success) continue; // keys that do not go together
      expect(parse(stringifyExperiment(drawn.data))).toEqual(drawn.data);
      taken++;
    }
    expect(taken).toBeGreaterThan(20);
  });
});

describe('valueAt', () => {
  it('finds the value of a key', () => {
    const config = parse(SHORTEST);
    expect(valueAt(config, 'optimizer.lr')).toBe(1e-3);
    expect(valueAt(config, 'seed')).toBe(42);
  });
});

function draw(field: ConfigField, random: Random): unknown {
  const within = ({ min, max }: { min: number; max: number }) => Math.floor(random.between(min, max));
  switch (field.kind) {
    case 'integer':
      return within(field.range);
    case 'number':
      return random.between(field.range.min, field.range.max) || 0.5;
    case 'count':
      return random.next() < 0.5 ? 'all' : within(field.range);
    case 'interval':
      return random.next() < 0.5 ? null : [within({ min: 1, max: 50 }), within({ min: 50, max: 100 })];
    case 'boolean':
      return random.next() < 0.5;
    case 'choice':
      return field.choices[random.integer(field.choices.length)];
    case 'factors':
      return {};
    case 'weights':
      return random.next() < 0.5 ? 'balanced' : field.names.map(() => random.between(0.1, 10));
    case 'texts':
      if (field.path === 'model.freeze') return []; // not any word is a part of a network
      return Array.from({ length: random.integer(4) }, () => word(random));
    default:
      return field.default === undefined || random.next() < 0.5 ? word(random) : '';
  }
}

const LETTERS = [...'abcdeABC 0123456789.-/\\#:"\'[]{}&*!|>%@`,?~=ü漢😀'];
const word = (random: Random) =>
  Array.from({ length: 1 + random.integer(12) }, () => LETTERS[random.integer(LETTERS.length)]).join('');
