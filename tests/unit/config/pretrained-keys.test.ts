/** What model.pretrained means to other keys. */
import { describe, expect, it } from 'vitest';
import { describeConfig } from '#shared/config/describe.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import { message, SHORTEST } from './parsing.ts';

const normalizationOf = (text: string, overrides: readonly string[] = []) =>
  parseExperiment(`${SHORTEST}${text}`, { file: 'f.yaml', overrides }).config.normalization;

describe('the normalisation, where none is given,', () => {
  it.each([
    ['', 'none'],
    ['model: {pretrained: False}', 'none'],
    ['model: {pretrained: True}', 'imagenet'],
    ['model: {pretrained: True, weights: mine.pth}', 'imagenet'],
    ['model: {weights: mine.pth}', 'none'],
    ['model: {pretrained: True, in_channels: 1}', 'none'],
    ['model: {in_channels: 1}', 'none'],
    ['model: {pretrained: True}\nnormalization: none', 'none'],
    ['normalization: imagenet', 'imagenet'],
  ])('of "%s" is %s', (text, expected) => {
    expect(normalizationOf(text)).toBe(expected);
  });

  it('follows an override as well', () => {
    expect(normalizationOf('', ['model.pretrained=true'])).toBe('imagenet');
    expect(normalizationOf('model: {pretrained: True}', ['model.pretrained=false'])).toBe('none');
  });

  it('is written down in the resolved configuration, and stays what it was', () => {
    const { config } = parseExperiment(`${SHORTEST}model: {pretrained: True}`, { file: 'f.yaml', overrides: [] });
    const resolved = stringifyExperiment(config);
    expect(resolved).toMatch(/^normalization: "?imagenet"?/m);
    expect(parseExperiment(resolved, { file: 'config.yaml' }).config).toEqual(config);
  });

  it('raises no second problem where model.pretrained makes no sense', () => {
    expect(message(`${SHORTEST}model: {pretrained: 3}`)).toBe(
      'f.yaml:2:21: `model.pretrained`: expected true or false, found 3.',
    );
  });

  it('is described with what it follows', () => {
    expect(describeConfig()).toContain(
      'default  none (model.pretrained false), none (model.pretrained true, model.in_channels 1), imagenet (model.pretrained true, model.in_channels 3).',
    );
  });
});
