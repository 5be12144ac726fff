import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyName } from '#renderer/features/configurations/copy-name.ts';
import { valueInWords } from '#renderer/features/configurations/form/value-in-words.ts';
import { shortPath, summaryOf } from '#renderer/features/configurations/summary.ts';

describe('a card', () => {
  it('says what a configuration is about', () => {
    expect(summaryOf(readFileSync('configs/demo.yaml', 'utf8'))).toEqual({
      network: 'ResNet-18',
      size: '112 × 112',
      data: '…/demo/train.csv',
      epochs: '10',
      batch: '32',
      optimizer: 'Adam at 0.001',
      problemCount: 0,
    });
  });

  it('says of a wrong one what it can, and how much is wrong', () => {
    expect(summaryOf('network: VGG\nseed: x\n')).toMatchObject({ network: 'VGG', data: '', problemCount: 3 });
    expect(summaryOf('seed: [')).toMatchObject({ problemCount: 1 });
  });

  it.each([
    ['/work/faces/train.csv', '…/faces/train.csv'],
    ['C:\\faces\\a\\train.csv', '…/a/train.csv'],
    ['data/train.csv', 'data/train.csv'],
    ['train.csv', 'train.csv'],
    ['', ''],
  ])('shortens %j to %j', (path, short) => expect(shortPath(path)).toBe(short));
});

it.each([
  ['mine', [], 'mine copy'],
  ['mine', ['mine copy'], 'mine copy 2'],
  ['mine copy', ['mine copy', 'mine copy 2'], 'mine copy 3'],
  ['a'.repeat(80), [], `${'a'.repeat(70)} copy`],
])('a copy of %s beside %j is called %s', (name, taken, expected) => expect(copyName(name, taken)).toBe(expected));

it.each([
  [1e-4, '1e-4'],
  ['', 'none'],
  [null, 'off'],
  [undefined, 'not given'],
  [[], 'none'],
  [[40, 100], '40, 100'],
  [true, 'true'],
  [{}, 'none'],
  [{ fc: 10, layer4: 0.5 }, 'fc × 10, layer4 × 0.5'],
])('the value %j reads %s', (value, words) => expect(valueInWords(value)).toBe(words));
