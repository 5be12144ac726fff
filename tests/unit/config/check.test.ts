import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '#shared/config/check.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { message, parse, SHORTEST } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

/** `line:column-line:column path: text` of each problem. */
const problems = (text: string) =>
  checkExperiment(text).problems.map(({ place, path, text: sentence }) => {
    const at = place === null ? '-' : `${place.start.line}:${place.start.column}-${place.end.line}:${place.end.column}`;
    return `${at} ${path ?? '-'}: ${sentence}`;
  });

describe('checkExperiment', () => {
  it.each([
    ...['resnet18', 'faces', 'demo'].map((name) => readFileSync(`configs/${name}.yaml`, 'utf8')),
    REFERENCE_YAML,
    SHORTEST,
  ])('finds nothing wrong with what parseExperiment takes, and gives the same', (text) => {
    expect(checkExperiment(text)).toMatchObject({ config: parse(text), problems: [], isReadable: true });
  });

  it('marks exactly the value, the key or the line that a problem is about', () => {
    const text = [
      'network: "VGG"', // a value
      'sede: 1', // a key
      'data:',
      '  train: x.csv',
      'optimizer:',
      '  lr: 0 # too small',
      'tags: [a,',
      '  1]', // a value of two lines
      '',
    ].join('\n');
    expect(problems(text)).toEqual([
      `1:10-1:15 network: \`network\`: expected one of ${NETWORK_NAMES.map((name) => `"${name}"`).join(', ')}, found the text "VGG"; did you mean "vgg16"?`,
      '2:1-2:5 sede: unknown key `sede`; did you mean `seed`?',
      '6:7-6:8 optimizer.lr: `optimizer.lr`: expected a number above 0 and at most 100, found 0.',
      '7:7-8:5 tags: `tags`: expected a list of at most 50 texts of 1 to 50 characters, found the list ["a",1].',
    ]);
  });

  it('puts a missing key at its section, and has no place for one whose section is missing', () => {
    expect(problems('data: # d\n  test: x\n')).toEqual([
      '1:1-1:5 data.train: `data.train` is missing; expected the path of a .csv file.',
    ]);
    expect(problems('seed: 1\n')).toEqual(['- data.train: `data.train` is missing; expected the path of a .csv file.']);
  });

  it('tells what is no YAML by its place, and gives no values then', () => {
    const checked = checkExperiment('seed: 1\ndata: {train: x\n');
    expect(checked).toMatchObject({ config: null, isReadable: false, given: new Map() });
    expect(checked.problems[0]?.place?.start.line).toBe(3);
    expect(problems('a\0')).toEqual(['1:2-1:2 -: the character U+0000 has no place in a text file.']);
    expect(problems('a'.repeat(2 ** 20 + 1))).toEqual([
      '- -: has 1048577 bytes or more; a configuration has at most 1048576.',
    ]);
  });

  it('keeps what was given, right or wrong, for a form', () => {
    const { given, isReadable, config } = checkExperiment('seed: x\noptimizer: {lr: 1e-4}\nnetwork:\nsede: 1\n');
    expect([...given]).toEqual([
      ['seed', 'x'],
      ['optimizer.lr', 1e-4],
      ['network', null],
    ]);
    expect({ isReadable, config }).toEqual({ isReadable: true, config: null });
  });

  it.each([
    'network: "VGG"\nsede: 1\ndata: {train: 5}\noptimizer: 3\n',
    'seed: 1\nseed: 2\n',
    'data: {train: x, valid: y}\n',
    '- a\n',
    'a: [1\n',
    'x: *y\n',
  ])('says word for word what parseExperiment says: %j', (text) => {
    for (const { text: sentence } of checkExperiment(text).problems) expect(message(text)).toContain(sentence);
  });
});
