import { expect, it } from 'vitest';
import { checkExperiment } from '#shared/config/check.ts';
import { differences } from '#shared/config/difference.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import { parse } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

const between = (before: string, after: string) =>
  differences(checkExperiment(before), checkExperiment(after)).map(
    ({ field, before: old, after: now }) =>
      `${field.path}: ${JSON.stringify(old.value)} -> ${JSON.stringify(now.value)}`,
  );

it('finds none between a file and its resolved form: defaults, order, spellings and comments make none', () => {
  expect(between(REFERENCE_YAML, stringifyExperiment(parse(REFERENCE_YAML)))).toEqual([]);
});

it('lists what is changed, added and taken out in the order of the schema', () => {
  const after = REFERENCE_YAML.replace('seed: 42', 'augmentation: {flip: 0.5}')
    .replace('num_epochs: 20\n', '')
    .replace('lr: 1e-4', 'lr: 1e-3');
  expect(between(REFERENCE_YAML, after)).toEqual(['optimizer.lr: 0.0001 -> 0.001', 'augmentation.flip: 0 -> 0.5']);
});

it('shows a default that follows a choice', () => {
  expect(between('optimizer: {type: Adam}', 'optimizer: {type: Adadelta}')).toEqual([
    'optimizer.type: "Adam" -> "Adadelta"',
    'optimizer.lr: 0.001 -> 1',
    'optimizer.eps: 1e-8 -> 0.000001',
  ]);
});

it('shows a wrong value as it stands, and a missing one as missing', () => {
  expect(between('data: {train: a}', 'seed: [x]')).toEqual(['seed: 42 -> ["x"]', 'data.train: "a" -> undefined']);
});
