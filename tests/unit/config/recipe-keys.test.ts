/** Keys that take a mapping, or words and numbers, and parts of a network by name. */
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '#shared/config/check.ts';
import { completionsAt } from '#shared/config/complete.ts';
import { differences } from '#shared/config/difference.ts';
import { applyChange } from '#shared/config/edit/change.ts';
import { locksOf, removeKey, setKey } from '#shared/config/edit/edit-key.ts';
import type { WrittenValue } from '#shared/config/edit/value-source.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import { message, parse, SHORTEST } from './parsing.ts';

const FACTORS = `${SHORTEST}optimizer:\n  lr_factors: # by part\n    fc: 10 # new\n    layer4: 0.5\n`;

describe('optimizer.lr_factors', () => {
  it('takes parts of the network with a factor each, in lines, in braces and from the command line', () => {
    expect(parse(FACTORS).optimizer.lr_factors).toEqual({ fc: 10, layer4: 0.5 });
    expect(parse(`${SHORTEST}optimizer: {lr_factors: {layer4.1.conv2: 2e-1}}`).optimizer.lr_factors).toEqual({
      'layer4.1.conv2': 0.2,
    });
    expect(parse(SHORTEST, ['optimizer.lr_factors={fc: 3}']).optimizer.lr_factors).toEqual({ fc: 3 });
    expect(
      parse(`${SHORTEST}optimizer:\n  lr_factors:\n`.replace('factors:', 'factors: {}')).optimizer.lr_factors,
    ).toEqual({});
  });

  it.each([
    [
      'optimizer:\n  lr_factors:\n    fc: ten',
      /^f.yaml:4:9: `optimizer.lr_factors.fc`: expected a number above 0 and at most 1000, found the text "ten"\.$/,
    ],
    ['optimizer:\n  lr_factors:\n    fc: 1\n    layer4: 0', /^f.yaml:5:13: /],
    ['optimizer:\n  lr_factors:\n    fc: [1, 2]', /^f.yaml:4:9: /],
    ['optimizer:\n  lr_factors:\n    fc: {a: 1}', /^f.yaml:4:9: /],
    ['optimizer:\n  lr_factors:\n    fc: 1\n    fc: 2', /^f.yaml:5:5: `fc` is given twice, first on line 4\.$/],
    ['optimizer:\n  lr_factors:\n    __proto__: 1', /^f.yaml:4:16: /],
    ['optimizer:\n  lr_factors:\n    constructor: 1', /^f.yaml:4:18: .*with which no parameter/],
    ['optimizer:\n  lr_factors: 5', /^f.yaml:3:15: .*found 5\.$/],
    ['optimizer:\n  lr_factors: [fc]', /^f.yaml:3:15: .*found the list \["fc"\]\.$/],
    [
      'optimizer:\n  lr_factors: {fc: 2, layer5: 1}',
      /^f.yaml:3:31: `optimizer.lr_factors` names "layer5", with which no parameter of this network begins; did you mean "layer1"\?$/,
    ],
    ['network: vgg16\noptimizer: {lr_factors: {fc: 2}}', /^f.yaml:3:30: .*names "fc"/],
    [
      'model: {freeze: [layer1]}\noptimizer: {lr_factors: {layer1.0: 2}}',
      /^f.yaml:3:36: .*names "layer1.0", all of which model.freeze leaves as it is\.$/,
    ],
  ])('is refused at its line: %j', (text, expected) => {
    expect(message(`${SHORTEST}${text}`)).toMatch(expected);
  });

  it('of the command line is told as that, and a key inside it is no key', () => {
    expect(message(SHORTEST, ['optimizer.lr_factors={head: 3}'])).toMatch(/^--set optimizer.lr_factors=\{head: 3\}: /);
    expect(message(SHORTEST, ['optimizer.lr_factors.fc=3'])).toMatch(/did you mean `optimizer.lr_factors`\?$/);
  });

  it('is written on one line, and read back', () => {
    const config = parse(FACTORS);
    expect(stringifyExperiment(config)).toContain('  lr_factors: {"fc":10,"layer4":0.5} # Learning rate by part\n');
    expect(parse(stringifyExperiment(config))).toEqual(config);
  });

  it('means the same in any order', () => {
    const turned = FACTORS.replace('    fc: 10 # new\n    layer4: 0.5\n', '    layer4: 0.5\n    fc: 10\n');
    expect(differences(checkExperiment(FACTORS), checkExperiment(turned))).toEqual([]);
    const other = checkExperiment(FACTORS.replace('10', '9'));
    expect(differences(checkExperiment(FACTORS), other).map(({ field }) => field.path)).toEqual([
      'optimizer.lr_factors',
    ]);
  });

  it.each<[what: string, before: string, value: WrittenValue, after: string]>([
    ['a factor alone changes', FACTORS, { fc: 5, layer4: 0.5 }, FACTORS.replace('fc: 10', 'fc: 5')],
    ['a part that is new gets a line', FACTORS, { fc: 10, layer4: 0.5, layer3: 0.1 }, `${FACTORS}    layer3: 0.1\n`],
    ['a part that goes takes its line', FACTORS, { layer4: 0.5 }, FACTORS.replace('    fc: 10 # new\n', '')],
    ['none are left', FACTORS, {}, `${SHORTEST}optimizer:\n  lr_factors: {} # by part\n`],
    ['one comes first', SHORTEST, { fc: 2 }, `${SHORTEST}optimizer:\n  lr_factors: {fc: 2}\n`],
    [
      'braces stay braces',
      'optimizer: {lr_factors: {fc: 2}} # o\n',
      { fc: 2, conv1: 0.1 },
      'optimizer: {lr_factors: {fc: 2, conv1: 0.1}} # o\n',
    ],
    [
      'what is no number is written too',
      SHORTEST,
      { fc: 'x', layer1: null },
      `${SHORTEST}optimizer:\n  lr_factors: {fc: "x", layer1: null}\n`,
    ],
  ])('is edited in its place: %s', (_, before, value, after) => {
    const change = setKey(before, 'optimizer.lr_factors', value);
    expect(change && applyChange(before, change)).toBe(after);
  });

  it('is taken out with all its lines, and locks nothing', () => {
    const change = removeKey(FACTORS, 'optimizer.lr_factors');
    expect(change && applyChange(FACTORS, change)).toBe(SHORTEST);
    expect(locksOf(FACTORS)).toEqual(new Map());
  });

  it('is completed with the parts of the network that the text names', () => {
    const at = (text: string) => completionsAt(text, text.length)?.options.map(({ label }) => label) ?? [];
    expect(at('optimizer:\n  lr_factors:\n    la')).toEqual(expect.arrayContaining(['layer4', 'layer4.1.conv2', 'fc']));
    const vgg = at('network: VGGNet\noptimizer:\n  lr: 1\n  lr_factors:\n    classifier.');
    expect(vgg).toContain('classifier.6');
    expect(vgg).not.toContain('fc');
    expect(at('optimizer:\n  lr_factors:\n    fc: 1\n  ')).toContain('eps');
  });
});

describe('model.freeze', () => {
  it('takes parts of the network', () => {
    expect(parse(`${SHORTEST}model: {freeze: [conv1, bn1, layer1.0]}`).model.freeze).toEqual([
      'conv1',
      'bn1',
      'layer1.0',
    ]);
  });

  it.each([
    ['model: {freeze: [conv1, layr2]}', /^f.yaml:2:25: `model.freeze` names "layr2", .*; did you mean "layer2"\?$/],
    ['model:\n  freeze:\n    - conv1\n    - layer', /^f.yaml:5:7: `model.freeze` names "layer"/],
    ['model: {freeze: [bn1.running_mean]}', /names "bn1.running_mean"/],
    [
      'model: {freeze: [conv1, bn1, layer1, layer2, layer3, layer4, fc]}',
      /^f.yaml:2:17: `model.freeze` freezes every parameter: nothing would be trained\.$/,
    ],
    ['network: DenseNet\nmodel: {freeze: [features, classifier]}', /nothing would be trained/],
  ])('is refused where nothing of that name is, or nothing is left: %j', (text, expected) => {
    expect(message(`${SHORTEST}${text}`)).toMatch(expected);
  });
});

describe('class_weights', () => {
  it.each(['none', 'balanced', [1, 2.5]])('takes %j', (value) => {
    expect(parse(`${SHORTEST}class_weights: ${JSON.stringify(value)}`).class_weights).toEqual(value);
  });

  it.each([
    [
      'balancd',
      /^f.yaml:2:16: `class_weights`: expected "none", "balanced" or numbers \[fake, real\], each above 0 and at most 1000000, found the text "balancd"; did you mean "balanced"\?$/,
    ],
    ['[1]', /found the list \[1\]\.$/],
    ['[0, 1]', /found the list \[0,1\]\.$/],
    ['{fake: 1, real: 2}', /found keys and values\.$/],
  ])('refuses %s', (value, expected) => {
    expect(message(`${SHORTEST}class_weights: ${value}`)).toMatch(expected);
  });
});

describe('the schedule', () => {
  it.each([
    [
      'num_epochs: 5\nscheduler: {warmup_epochs: 5}',
      /^f.yaml:3:28: `scheduler.warmup_epochs` is 5, and num_epochs 5: no epoch would be left behind the warm-up\.$/,
    ],
    [
      'scheduler: {type: cosine, min_lr: 0.1}',
      /^f.yaml:2:35: `scheduler.min_lr` is 0.1, more than optimizer.lr, which is 0.001\.$/,
    ],
  ])('is refused where its parts do not go together: %j', (text, expected) => {
    expect(message(`${SHORTEST}${text}`)).toMatch(expected);
  });

  it('takes a smallest rate that it does not use', () => {
    expect(parse(`${SHORTEST}scheduler: {type: step, min_lr: 0.1}`).scheduler.min_lr).toBe(0.1);
  });
});
