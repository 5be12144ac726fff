import { describe, expect, it } from 'vitest';
import { readYaml, YAML_LIMITS } from '#shared/config/read-yaml.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import { createRandom, type Random } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';
import { failure, message, parse, SHORTEST } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

/** Far above what any of these takes, far below what a quadratic one would. */
const MOST_MS = 10_000;
const MEGABYTE = 2 ** 20;

/** `piece`, repeated up to the largest size that is read at all. */
const fill = (start: string, piece: string, end = '') =>
  start + piece.repeat(Math.floor((MEGABYTE - start.length - end.length) / piece.length)) + end;

describe('limits', () => {
  it.each([
    ['2 MB', 'a'.repeat(2 * MEGABYTE), /^f\.yaml: has 2097152 bytes or more; a configuration has at most 1048576\.$/],
    ['1 MB of characters of two bytes', 'ü'.repeat(MEGABYTE), /at most 1048576/],
    ['brackets', `${SHORTEST}tags: ${'['.repeat(100_000)}`, /^f\.yaml:2:38: nested more than 32 deep\.$/],
    ['braces', `${SHORTEST}tags: ${'{a: '.repeat(100_000)}`, /nested more than 32 deep/],
    ['brackets that quoted ones seem to close', `tags: ${'["]", '.repeat(50)}`, /nested more than 32 deep/],
    ['dashes', '- '.repeat(100_000), /^f\.yaml:1:65: nested more than 32 deep\.$/],
    ['question marks', '? '.repeat(100_000), /nested more than 32 deep/],
    [
      'indentation',
      Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /^f\.yaml:33:34: nested/,
    ],
    ['aliases', `a: &a 1\nb: [${'*a, '.repeat(51)}]`, /^f\.yaml:2:205: more than 50 aliases/],
    ['words', 'a: 1\n'.repeat(100_000), /^f\.yaml:2858:1: more than 20000 words and signs/],
  ])('refuse a bomb of %s, and say which', (_, text, expected) => {
    expect(message(text)).toMatch(expected);
  });

  it('leave room for what people write: 32 deep, 50 aliases, brackets in texts and comments', () => {
    const nested = `tags: ${'['.repeat(31)}${']'.repeat(31)}`;
    expect(message(`${SHORTEST}${nested}`)).toContain('`tags`: expected a list');
    expect(message(`x: &a 1\nb: [${'*a, '.repeat(50)}]`)).toContain('unknown key `b`');
    expect(parse(`# ${'['.repeat(99)}\n${SHORTEST}notes: "${'{'.repeat(99)} *a"\n`).notes).toHaveLength(102);
    expect(parse(`${SHORTEST}notes: |\n  * one\n${'  * more\n'.repeat(99)}`).notes).toContain('* more');
  });

  it('leave room for the longest resolved configuration', () => {
    const config = {
      ...parse(SHORTEST),
      notes: '\n'.repeat(10_000),
      tags: Array.from({ length: 50 }, () => 'x'.repeat(50)),
    };
    expect(parse(stringifyExperiment(config))).toEqual(config);
  });

  it('ask nothing of a text of aliases to aliases, a million values if they were written out', () => {
    const levels = Array.from({ length: 20 }, (_, i) => `&a${i + 1} [*a${i}, *a${i}]`);
    const text = `x: [&a0 [x], ${levels.join(', ')}]\ndata: {train: *a20}\ntags: *a20\n`;
    expect(message(text)).toContain('f.yaml:3:7: `tags`: expected a list of at most 50 texts');
  });

  it('are those of the reliability table', () => {
    expect(YAML_LIMITS).toMatchObject({ sizeBytes: MEGABYTE, nesting: 32, aliases: 50 });
  });
});

describe('a text that is none', () => {
  it.each([
    ['NUL', 'seed: 1\nname: a\0b\n', 'f.yaml:2:8: the character U+0000 has no place in a text file.'],
    ['an escape sequence', '\u001b[2J', 'f.yaml:1:1: the character U+001B has no place in a text file.'],
    [
      'bytes that are not UTF-8',
      'name: caf\ufffd',
      'f.yaml:1:10: the character U+FFFD has no place in a text file, or stands for bytes that are not UTF-8.',
    ],
    ['half a surrogate pair', 'name: \ud83d', 'f.yaml:1:7: the character U+D83D has no place in a text file.'],
    ['line ends of 1984', 'seed: 1\rname: a', 'f.yaml:1:8: the character U+000D has no place in a text file.'],
    [
      'a picture',
      String.fromCharCode(0xfffd, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0),
      'f.yaml:1:1: the character U+FFFD has no place in a text file, or stands for bytes that are not UTF-8.',
    ],
  ])('is refused by its first wrong character: %s', (_, text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it('in an escape of YAML is refused too, so that what is stored can be read again', () => {
    for (const written of ['\\0', '\\e', '\\uFFFD', '\\uD83D', '\\uFEFF', '\\r'])
      expect(message(`${SHORTEST}notes: "a${written}"\n`)).toContain('f.yaml:2:8: `notes`: expected text');
  });
});

describe('a prototype', () => {
  it('is out of reach', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString'])
      for (const text of [`${key}: {seed: 1}`, `data: {train: a, ${key}: 1}`, `optimizer: {${key}: {polluted: 1}}`])
        expect(failure(`${text}\n`).message).toContain(`${key}\``);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>)['seed']).toBeUndefined();
  });
});

describe('within two seconds', () => {
  it.each([
    ['keys', fill('', 'a: 1\n')],
    ['closing brackets', fill('a: ', ']')],
    ['closing brackets below the limit', `[${']'.repeat(19_000)}`],
    ['commas', fill('[', ',')],
    ['comments', fill('', '#\n')],
    ['blank lines', fill('a: 1', '\n')],
    ['wrong escapes', fill('a: "', '\\q', '"')],
    ['half escapes', fill('a: "', '\\x4', '"')],
    ['line breaks in quotes', fill('a: "', 'b\n ', '"')],
    ['a folded block', fill('a: >\n', ' b\n\n')],
    ['a plain value of many lines', fill('a: b\n', ' c\n')],
    ['an open quote', fill('a: "', 'b ')],
    ['tags', fill('a: ', '!a ')],
    ['anchors', fill('a: [', '&a 1, ', ']')],
    ['anchors under aliases', `a: [${'&a 1, '.repeat(2500)}${'*a, '.repeat(49)}]`],
    ['directives', fill('', '%YAML 9\n')],
    ['documents', fill('', '---\n')],
    ['reserved characters', fill('', '@\n')],
    ['tabs', fill('', '\t')],
    ['digits', fill('seed: ', '9')],
    ['dots', fill('seed: ', '.')],
    ['one key', fill('', 'k', ': 1')],
    ['percent signs in a tag', fill('a: !<', '%41', '> b')],
  ])('a megabyte of %s ends in an AppError', (_, text) => {
    const started = performance.now();
    expect(failure(text).code).toBe('config_invalid');
    expect(performance.now() - started).toBeLessThan(MOST_MS);
  });

  it('each of 400 mutations of a good file is read or refused, by nothing but an AppError with a short message', () => {
    const random = createRandom(2021);
    const good = [REFERENCE_YAML, stringifyExperiment(parse(REFERENCE_YAML))];
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 400; round++) {
      const text = mutate(good[round % 2] as string, random); // two of them
      const started = performance.now();
      try {
        const config = parse(text);
        expect(parse(stringifyExperiment(config))).toEqual(config);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof AppError)) throw new Error(`round ${round} threw another error`, { cause: error });
        expect(error.code).toBe('config_invalid');
        expect(error.message.length).toBeLessThan(20_000);
        outcomes.refused++;
      }
      expect(performance.now() - started).toBeLessThan(MOST_MS);
    }
    expect(outcomes.read).toBeGreaterThan(20); // both ends are reached
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});

describe('readYaml', () => {
  it('gives back a text as it was written', () => {
    const { document, faults } = readYaml(REFERENCE_YAML, () => 'f.yaml');
    expect(faults).toEqual([]);
    expect(document.toJS()).toMatchObject({ network: 'ResNet', optimizer: { lr: 1e-4 } });
    expect(String(document)).toBe(REFERENCE_YAML);
  });
});

const BITS = [
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  ':',
  '\n',
  '  ',
  '\t',
  '- ',
  '&a ',
  '*a',
  '!x ',
  '#',
  '|',
  '>',
  '? ',
  '%',
  '---\n',
  '\0',
  '\\',
  '<<: ',
  '__proto__: ',
  '1e999',
  '\ufffd',
  '\r',
];

/** One to four changes: characters inserted, taken out or replaced, a line doubled, two lines swapped, the end cut off. */
function mutate(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.integer(4); left > 0; left--) changed = mutateOnce(changed, random);
  return changed;
}

function mutateOnce(text: string, random: Random): string {
  const at = random.integer(text.length + 1);
  const bit = BITS[random.integer(BITS.length)] as string; // within the list
  const lines = text.split('\n');
  const line = random.integer(lines.length);
  switch (random.integer(7)) {
    case 0:
      return text.slice(0, at) + bit + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random.integer(5));
    case 2:
      return text.slice(0, at) + String.fromCharCode(32 + random.integer(95)) + text.slice(at + 1);
    case 3:
      return lines.toSpliced(line, 0, lines[line] as string).join('\n');
    case 4:
      return lines.toSpliced(line, 1).join('\n');
    case 5:
      return text.slice(0, at) + bit.repeat(1 + random.integer(200)) + text.slice(at);
    default:
      return text.slice(0, at);
  }
}
