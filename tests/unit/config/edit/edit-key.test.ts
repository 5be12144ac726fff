import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '#shared/config/check.ts';
import { applyChange, narrowed } from '#shared/config/edit/change.ts';
import { locksOf, removeKey, setKey } from '#shared/config/edit/edit-key.ts';
import type { WrittenValue } from '#shared/config/edit/value-source.ts';
import type { FieldValue } from '#shared/config/field.ts';
import { CONFIG_FIELDS, type ConfigField } from '#shared/config/fields.ts';
import { createRandom } from '#shared/domain/random.ts';
import { parse, SHORTEST } from '../parsing.ts';
import { REFERENCE_YAML } from '../reference-yaml.ts';
import { sample } from './sample-value.ts';

const SHIPPED = ['resnet18', 'faces', 'demo'].map((name) => readFileSync(`configs/${name}.yaml`, 'utf8'));

function set(text: string, path: string, value: WrittenValue): string {
  const change = setKey(text, path, value);
  if (change === null) throw new Error(`${path} cannot be set in ${text}`);
  return applyChange(text, change);
}

function remove(text: string, path: string): string {
  const change = removeKey(text, path);
  if (change === null) throw new Error(`${path} cannot be taken out of ${text}`);
  return applyChange(text, change);
}

/** Lines that are in one text and not in the other, each with its sign. */
function changedLines(before: string, after: string): readonly string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('setKey, on a key that is there', () => {
  it.each<[path: string, value: WrittenValue, before: string, after: string]>([
    ['seed', 7, 'seed: 42', 'seed: 7'],
    ['network', 'resnet18', 'network: "ResNet"', 'network: "resnet18"'],
    ['device', 'cpu', "device: 'cuda'", "device: 'cpu'"],
    [
      'data.random_split',
      false,
      '  random_split: True # if True, random split from train files',
      '  random_split: False # if True, random split from train files',
    ],
    ['optimizer.type', 'Adadelta', "  type: 'Adam' # Adam, Adadelta", "  type: 'Adadelta' # Adam, Adadelta"],
    ['optimizer.lr', 3e-5, '  lr: 1e-4 # 1e-4', '  lr: 3e-5 # 1e-4'],
    ['optimizer.lr', { source: '0.0001' }, '  lr: 1e-4 # 1e-4', '  lr: 0.0001 # 1e-4'],
    ['checkpoint', 'a "b".pth', 'checkpoint: ""', 'checkpoint: "a \\"b\\".pth"'],
    ['data.train', "it's here.csv", '  train: "data/train.csv"', '  train: "it\'s here.csv"'],
  ])(
    "changes %s to %j in the reference project's file and nothing else, byte for byte",
    (path, value, before, after) => {
      const edited = set(REFERENCE_YAML, path, value);
      expect(edited).toBe(
        REFERENCE_YAML.replace(`\n${before}\n`, `\n${after}\n`).replace(new RegExp(`^${before}\\n`), `${after}\n`),
      );
      expect(edited).not.toBe(REFERENCE_YAML);
    },
  );

  it.each<[what: string, before: string, path: string, value: WrittenValue, after: string]>([
    ['a text without quotes keeps none', 'network: resnet18\n', 'network', 'ResNet', 'network: ResNet\n'],
    ['a text that needs quotes gets them', 'name: a\n', 'name', '42', 'name: "42"\n'],
    ['a text with a colon gets them', 'name: a\n', 'name', 'a: b', 'name: "a: b"\n'],
    ['a number that becomes a text gets them', 'name: 42\n', 'name', 'x', 'name: "x"\n'],
    ['a key without a value keeps its comment', 'seed:   # why\nname: a\n', 'seed', 3, 'seed: 3   # why\nname: a\n'],
    ['a key without a value at the end', 'seed:', 'seed', 3, 'seed: 3'],
    ['line ends of Windows', 'seed: 1\r\nname: "a"\r\n', 'seed', 2, 'seed: 2\r\nname: "a"\r\n'],
    [
      'keys in braces',
      'optimizer: {lr: 1e-3, eps: 1e-8} # o\n',
      'optimizer.lr',
      0.1,
      'optimizer: {lr: 0.1, eps: 1e-8} # o\n',
    ],
    ['a list in brackets', 'tags: [a, b] # t\n', 'tags', ['b', 'c d'], 'tags: ["b", "c d"] # t\n'],
    [
      'a list switched off',
      'augmentation:\n  jpeg_quality: [40, 100]\n',
      'augmentation.jpeg_quality',
      null,
      'augmentation:\n  jpeg_quality: null\n',
    ],
    [
      'a list switched on',
      'augmentation:\n  jpeg_quality: null # off\n',
      'augmentation.jpeg_quality',
      [40, 100],
      'augmentation:\n  jpeg_quality: [40, 100] # off\n',
    ],
    [
      'a list of one item a line keeps the lines of what stays',
      'tags: # t\n  - a # one\n  # of two\n  - b\nseed: 1\n',
      'tags',
      ['b', 'c', 'a'],
      'tags: # t\n  # of two\n  - b\n  - "c"\n  - a # one\nseed: 1\n',
    ],
    [
      'a list of one item a line that is emptied',
      'tags: # t\n- a\n- b\nseed: 1\n',
      'tags',
      [],
      'tags: [] # t\nseed: 1\n',
    ],
    [
      'a text of several lines becomes one',
      'notes: |- # n\n  a\n\n  b\n\nseed: 1\n',
      'notes',
      'c',
      'notes: "c" # n\n\nseed: 1\n',
    ],
    [
      'a text becomes one of several lines',
      'notes: "" # n\nseed: 1\n',
      'notes',
      'a\n\nb',
      'notes: |- # n\n  a\n\n  b\nseed: 1\n',
    ],
    [
      'a text of several lines changes',
      'notes: |\n  a\n  b\nseed: 1',
      'notes',
      'a\nc\n',
      'notes: |\n  a\n  c\nseed: 1',
    ],
    ['a folded text changes', 'notes: >- # f\n  a\n  b\nseed: 1', 'notes', 'a\nc', 'notes: |- # f\n  a\n  c\nseed: 1'],
    [
      'an open key becomes a text of several lines',
      'notes: # n\nseed: 1\n',
      'notes',
      'a\nb',
      'notes: |- # n\n  a\n  b\nseed: 1\n',
    ],
    ['lines that the form | cannot hold are quoted', 'notes: ""\n', 'notes', ' a\nb ', 'notes: " a\\nb "\n'],
    ['an anchor stays', 'seed: &s 1\nthreads: 2\n', 'seed', 5, 'seed: &s 5\nthreads: 2\n'],
    ['a reference is replaced', 'seed: &s 1\nthreads: *s\n', 'threads', 5, 'seed: &s 1\nthreads: 5\n'],
    ['an emoji before it does not shift it', '# 😀\nname: "😀" # 😀\n', 'name', 'é', '# 😀\nname: "é" # 😀\n'],
  ])('%s', (_, before, path, value, after) => {
    expect(set(before, path, value)).toBe(after);
  });

  it('is refused where another key would change with it, or the text is no YAML', () => {
    expect(setKey('seed: &s 1\nthreads: *s\n', 'seed', 2)).toBeNull();
    expect(setKey('seed: [1\n', 'seed', 2)).toBeNull();
    expect(setKey('seed: 1\nseed: 2\n', 'seed', 3)).toBeNull();
    expect(setKey('optimizer: 5\n', 'optimizer.lr', 3)).toBeNull();
    expect(setKey('seed: 1\n', 'sede', 3)).toBeNull();
    expect(setKey('seed: 1\n', '__proto__', 3)).toBeNull();
  });
});

describe('setKey, on a key that is not there', () => {
  it.each<[what: string, before: string, path: string, value: WrittenValue, after: string]>([
    [
      'goes behind the key before it in the schema',
      'optimizer:\n  type: "Adam" # t\n  eps: 1e-8\n',
      'optimizer.lr',
      1e-4,
      'optimizer:\n  type: "Adam" # t\n  lr: 1e-4\n  eps: 1e-8\n',
    ],
    [
      'goes before the first where none comes before it',
      'optimizer:\n    # of both\n    eps: 1e-8\n',
      'optimizer.lr',
      0.1,
      'optimizer:\n    lr: 0.1\n    # of both\n    eps: 1e-8\n',
    ],
    [
      'makes its section, with a blank line where the text has them',
      'network: "a"\n\ndata:\n  train: x\n\nbatch_size: 2\n',
      'optimizer.lr',
      0.1,
      'network: "a"\n\ndata:\n  train: x\n\noptimizer:\n  lr: 0.1\n\nbatch_size: 2\n',
    ],
    [
      'makes its section without one where it has none',
      'data:\n  train: x\nbatch_size: 2\n',
      'optimizer.lr',
      0.1,
      'data:\n  train: x\noptimizer:\n  lr: 0.1\nbatch_size: 2\n',
    ],
    [
      'goes into a section whose keys are commented out',
      'augmentation: # later\n  # flip: 1\nseed: 1\n',
      'augmentation.flip',
      0.5,
      'augmentation: # later\n  flip: 0.5\n  # flip: 1\nseed: 1\n',
    ],
    [
      'goes into braces',
      'data: {train: x, crop: True}\n',
      'data.test',
      'y',
      'data: {train: x, test: "y", crop: True}\n',
    ],
    ['goes into empty braces', 'optimizer: {}\n', 'optimizer.lr', 1, 'optimizer: {lr: 1}\n'],
    [
      'goes into braces before the first',
      'data: {crop: True}\n',
      'data.train',
      'x',
      'data: {train: "x", crop: True}\n',
    ],
    [
      'makes its section within braces',
      '{data: {train: x}}',
      'optimizer.lr',
      1,
      '{data: {train: x}, optimizer: {lr: 1}}',
    ],
    ['begins an empty text', '', 'data.train', 'x.csv', 'data:\n  train: "x.csv"\n'],
    ['begins a text of comments', '# mine', 'seed', 1, '# mine\nseed: 1\n'],
    ['goes behind a last line without a line break', 'seed: 1', 'device', 'cpu', 'seed: 1\ndevice: "cpu"\n'],
    [
      'goes behind a text of several lines',
      'name: a\nnotes: |\n  one\n\n  two\n',
      'tags',
      ['t'],
      'name: a\nnotes: |\n  one\n\n  two\ntags: ["t"]\n',
    ],
    [
      'writes booleans as the text does',
      'data:\n  random_split: True\n',
      'data.crop',
      false,
      'data:\n  random_split: True\n  crop: False\n',
    ],
    [
      'keeps line ends of Windows',
      'data:\r\n  train: x\r\n',
      'data.crop',
      true,
      'data:\r\n  train: x\r\n  crop: true\r\n',
    ],
    ['writes several lines in quotes', 'name: a\n', 'notes', 'a\nb', 'name: a\nnotes: "a\\nb"\n'],
    ['comes before the end of a document', 'seed: 1\n...\n', 'device', 'cpu', 'seed: 1\ndevice: "cpu"\n...\n'],
    [
      'does not part a key from the comment above it',
      '# head\n\n# of the device\ndevice: cpu\n',
      'seed',
      1,
      '# head\n\nseed: 1\n# of the device\ndevice: cpu\n',
    ],
  ])('%s', (_, before, path, value, after) => {
    expect(set(before, path, value)).toBe(after);
  });

  it("puts every key that the reference project's file has not into it, and leaves all its lines", () => {
    let text = REFERENCE_YAML;
    for (const field of CONFIG_FIELDS)
      if (!checkExperiment(text).given.has(field.path)) text = set(text, field.path, sample(field, createRandom(1)));
    expect(changedLines(REFERENCE_YAML, text).filter((line) => line.startsWith('-'))).toEqual([]);
    expect(checkExperiment(text).given.size).toBe(CONFIG_FIELDS.length);
  });
});

describe('removeKey', () => {
  it.each<[what: string, before: string, path: string, after: string]>([
    ['takes its line with its comment', 'seed: 1 # s\ndevice: cpu\n', 'seed', 'device: cpu\n'],
    [
      'takes its section when it is the last in it',
      'data:\n  train: x\n\noptimizer:\n  lr: 1\n\nseed: 1\n',
      'optimizer.lr',
      'data:\n  train: x\n\nseed: 1\n',
    ],
    [
      'leaves a section that holds comments',
      'optimizer:\n  # why\n  lr: 1\n  # and how\n',
      'optimizer.lr',
      'optimizer:\n  # why\n  # and how\n',
    ],
    [
      'takes all lines of a value',
      'notes: |\n  a\n\n  b\n\ntags:\n  - a\n  - b\nseed: 1\n',
      'notes',
      'tags:\n  - a\n  - b\nseed: 1\n',
    ],
    ['takes all items of a list', 'notes: a\ntags:\n- a # x\n- b\nseed: 1\n', 'tags', 'notes: a\nseed: 1\n'],
    [
      'takes it out of braces',
      'data: {train: x, test: y, crop: True}\n',
      'data.test',
      'data: {train: x, crop: True}\n',
    ],
    ['takes the first out of braces', 'data: {train: x, test: y}\n', 'data.train', 'data: {test: y}\n'],
    ['takes a key without a value', 'seed: # s\ndevice: cpu\n', 'seed', 'device: cpu\n'],
    ['changes nothing where there is nothing', 'seed: 1\n', 'device', 'seed: 1\n'],
  ])('%s', (_, before, path, after) => {
    expect(remove(before, path)).toBe(after);
  });

  it('is refused where something refers to what would go', () => {
    expect(removeKey('seed: &s 1\nthreads: *s\n', 'seed')).toBeNull();
  });
});

describe('locksOf', () => {
  it('locks nothing in the files that come with Facet', () => {
    for (const text of [...SHIPPED, REFERENCE_YAML, '', SHORTEST]) expect(locksOf(text)).toEqual(new Map());
  });

  it('locks what cannot be understood and says where; the rest can be changed', () => {
    const text = 'seed: 1\nseed: 2\noptimizer: 5\ndata: &d\n  train: x\ninput_size: *d\nname: {a: 1}\n';
    const locks = locksOf(text);
    expect(locks.get('seed')).toEqual({ reason: '`seed` is given twice.', line: 2 });
    expect(locks.get('optimizer.lr')).toEqual({ reason: '`optimizer` holds no keys.', line: 3 });
    expect(locks.get('input_size.height')).toEqual({
      reason: '`input_size` is written as a reference to another part.',
      line: 6,
    });
    expect(locks.get('name')).toEqual({ reason: '`name` holds keys, where a value belongs.', line: 7 });
    expect(locks.has('data.train')).toBe(false);
    expect(set(text, 'data.train', 'y')).toBe(text.replace('train: x', 'train: y'));
  });

  it('locks everything while the text is no YAML', () => {
    expect(locksOf('data: [\n').size).toBe(CONFIG_FIELDS.length);
  });
});

describe('an edit', () => {
  it('of any key to any value in any file that comes with Facet is that edit alone, and undone by its opposite', () => {
    const random = createRandom(2024);
    for (const original of [...SHIPPED, REFERENCE_YAML, SHORTEST]) {
      for (const field of CONFIG_FIELDS) {
        const before = checkExperiment(original);
        const value = sample(field, random);
        const text = set(original, field.path, value);
        const after = checkExperiment(text);
        expect(after.given.get(field.path)).toEqual(value);
        const removed = changedLines(original, text).filter((line) => line.startsWith('-'));
        const isInBraces = original === SHORTEST && field.path.startsWith('data.');
        expect(removed.length).toBeLessThanOrEqual(before.given.has(field.path) || isInBraces ? 1 : 0);
        expect([...text.matchAll(/# .*/g)].map(([comment]) => comment)).toEqual(
          [...original.matchAll(/# .*/g)].map(([comment]) => comment),
        );
        const without = checkExperiment(remove(text, field.path));
        expect(without.given.has(field.path)).toBe(false);
        expect(without.given.size).toBe(before.given.size - (before.given.has(field.path) ? 1 : 0));
      }
    }
  });

  it('of keys one after another ends in the configuration that they say', () => {
    const random = createRandom(5);
    let text = SHORTEST;
    const wanted = new Map<string, FieldValue>();
    for (let round = 0; round < 150; round++) {
      const field = CONFIG_FIELDS[random.integer(CONFIG_FIELDS.length)] as ConfigField; // within the list
      if (random.integer(4) === 0 && field.path !== 'data.train') {
        text = remove(text, field.path);
        wanted.delete(field.path);
      } else {
        const value = sample(field, random);
        text = set(text, field.path, value);
        wanted.set(field.path, value);
      }
    }
    const { given } = checkExperiment(text);
    for (const [path, value] of wanted) expect(given.get(path)).toEqual(value);
  });

  it('that a form makes of a typed digit is one inserted character', () => {
    const change = setKey('seed: 42 # s\n', 'seed', 421);
    expect(change && narrowed('seed: 42 # s\n', change)).toEqual({ from: 8, to: 8, insert: '1' });
  });
});

describe('checkExperiment', () => {
  it('gives what parseExperiment gives', () => {
    for (const text of SHIPPED)
      expect(checkExperiment(text)).toMatchObject({ config: parse(text), problems: [], isReadable: true });
  });
});
