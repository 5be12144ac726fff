import { describe, expect, it } from 'vitest';
import { guessPolarity, type Side, sideOf } from '#shared/domain/polarity.ts';

describe('the class that a text speaks of', () => {
  it.each<[string, Side | null]>([
    ['real', 'real'],
    ['is_fake', 'fake'],
    ['isFake', 'fake'],
    ['Deepfakes', 'fake'],
    ['FaceSwap_c23', 'fake'],
    ['original_sequences', 'real'],
    ['celeba-hq', 'real'],
    ['StyleGAN2', 'fake'],
    ['real123', 'real'],
    ['not_real', 'fake'],
    ['non-fake', 'real'],
    ['real_vs_fake', null],
    ['label', null],
    ['surreal', null],
    ['', null],
    ['1', null],
  ])('of "%s" is %s', (text, side) => expect(sideOf(text)).toBe(side));
});

describe('guessing which values are real', () => {
  it.each<[string, string[], string[], string[], string]>([
    ['label', ['real', 'fake'], ['real'], ['fake'], 'values'],
    ['label', ['REAL', 'FAKE', ''], ['REAL'], ['FAKE'], 'values'],
    ['class', ['original', 'Deepfakes', 'Face2Face', 'other'], ['original'], ['Deepfakes', 'Face2Face'], 'values'],
    ['kind', ['ffhq', 'a', 'b'], ['ffhq'], ['a', 'b'], 'values'],
    ['kind', ['deepfake', 'anna'], ['anna'], ['deepfake'], 'values'],
    ['fake', ['1', '0'], ['0'], ['1'], 'column'],
    ['is_fake', ['True', 'False'], ['False'], ['True'], 'column'],
    ['real', ['0', '1'], ['1'], ['0'], 'column'],
    ['real', ['1'], ['1'], ['0'], 'column'],
    ['real', ['0', '1', '2'], ['1'], ['0'], 'column'],
    ['genuine', ['yes', 'no'], ['yes'], ['no'], 'column'],
    ['label', ['0', '1'], ['0'], ['1'], 'assumed'],
    ['target', ['0.0', '1.0'], ['0.0'], ['1.0'], 'assumed'],
  ])('%s with %j: real is %j, fake is %j, by %s', (column, values, realValues, fakeValues, ground) =>
    expect(guessPolarity(column, values)).toEqual({ realValues, fakeValues, ground }),
  );

  it('goes by the paths where values and name say nothing', () => {
    const side = (value: string): Side | null => (value === '1' ? 'real' : null);
    expect(guessPolarity('label', ['0', '1'], side)).toEqual({ realValues: ['1'], fakeValues: ['0'], ground: 'paths' });
    const other = (value: string): Side | null => (value === 'b' ? 'fake' : null);
    expect(guessPolarity('kind', ['a', 'b'], other)).toEqual({ realValues: ['a'], fakeValues: ['b'], ground: 'paths' });
  });

  it.each([
    ['nothing but blanks', ['']],
    ['names without a word', ['anna', 'ben', 'cleo']],
    ['numbers of three classes', ['0', '1', '2']],
    ['too many values', Array.from({ length: 51 }, (_, i) => `fake ${i}`)],
  ])('gives up on %s', (_, values) => expect(guessPolarity('label', values)).toBeNull());
});
