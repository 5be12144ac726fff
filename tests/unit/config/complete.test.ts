import { describe, expect, it } from 'vitest';
import { completionsAt } from '#shared/config/complete.ts';
import { CONFIG_FIELDS, CONFIG_SECTIONS } from '#shared/config/fields.ts';

/** `|` marks the cursor. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completionsAt(text, offset);
  return found === null ? null : { word: text.slice(found.from, offset), options: found.options };
}
const labels = (marked: string) => at(marked)?.options.map(({ label }) => label);

describe('completionsAt', () => {
  it('offers every key and section in an empty text, each with what it is', () => {
    const options = at('|')?.options ?? [];
    const top = CONFIG_FIELDS.filter(({ path }) => !path.includes('.')).map(({ path }) => path);
    expect(options.map(({ label }) => label)).toEqual([...top, ...CONFIG_SECTIONS.map(({ path }) => path)]);
    const seed = options.find(({ label }) => label === 'seed');
    expect(seed).toMatchObject({ kind: 'key', insert: 'seed: ', detail: 'Seed' });
    expect(seed?.info).toContain('Takes an integer from 0 to 2147483647. Default: 42.');
    expect(options.find(({ label }) => label === 'data')?.insert).toBe('data:\n  ');
  });

  it('offers the keys of the section in which the cursor is, without those that are there', () => {
    expect(labels('data:\n  train: x\n\n  # c\n  te|\n  crop: True\nseed: 1\n')).toEqual([
      'valid',
      'test',
      'random_split',
      'test_proportions',
      'num_classes',
    ]);
    expect(at('optimizer:\n  l|: 3\n')).toMatchObject({
      word: 'l',
      options: expect.arrayContaining([expect.objectContaining({ insert: 'lr' })]),
    });
  });

  it('leaves out keys of the top that are there', () => {
    expect(labels('seed: 1\ndata:\n  train: x\n|')).not.toContain('seed');
    expect(labels('seed: 1\ndata:\n  train: x\n|')).not.toContain('data');
    expect(labels('se|: 1\n')).toContain('seed');
  });

  it('offers values where there is a choice, and says which is the default', () => {
    expect(labels('device: |')).toEqual(['"auto"', '"cpu"', '"cuda"']);
    expect(at('device: "c|')).toMatchObject({ word: '"c' });
    expect(labels('data:\n  crop: |')).toEqual(['true', 'false']);
    expect(at('data:\n  crop: |')?.options[0]).toMatchObject({ detail: 'default' });
    expect(labels('keep_checkpoints: |')).toEqual(['"all"']);
    expect(labels('augmentation:\n  jpeg_quality: |')).toEqual(['null']);
    expect(labels('seed: |')).toEqual(['42']);
  });

  it.each([
    '# se|',
    'sede: |',
    'data: {tr|',
    '  se|',
    'tags: [|',
    'unknown:\n  se|',
    'seed: 1 # |',
    'data:\n  crop: True |',
  ])('offers nothing in %j', (marked) => {
    expect(at(marked)).toBeNull();
  });
});
