import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMap, parseDocument } from 'yaml';
import { CONFIG_FIELDS } from '#shared/config/fields.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { parse } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

const FOLDER = new URL('../../../configs/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

describe('configs/', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')))('%s is a configuration', (name) => {
    expect(() => parseExperiment(read(name), { file: name })).not.toThrow();
  });

  it("resnet18.yaml has the reference project's values, and differs in the device alone", () => {
    expect(parse(read('resnet18.yaml'), ['device=cuda'])).toEqual(parse(REFERENCE_YAML));
    expect(parse(read('resnet18.yaml')).device).toBe('auto');
  });

  it('resnet18.yaml shows every key', () => {
    const document = parseDocument(read('resnet18.yaml'));
    const missing = CONFIG_FIELDS.filter(({ path }) => !document.hasIn(path.split('.')));
    expect(isMap(document.contents)).toBe(true);
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it('faces.yaml trains 20 epochs or until early stopping, with fake as the positive class', () => {
    expect(parse(read('faces.yaml'))).toMatchObject({
      data: { train: '../shared/data/faces/train.csv', test: '../shared/data/faces/test.csv' },
      num_epochs: 20,
      EARLY_STOPPING_EPOCH: 5,
      positive_class: 'fake',
    });
  });
});
