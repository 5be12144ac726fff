import { describe, expect, it } from 'vitest';
import { parseExperiment } from '#shared/config/parse.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { failure, message, parse, SHORTEST } from './parsing.ts';
import { REFERENCE_YAML } from './reference-yaml.ts';

/** As an error lists them. */
const NETWORKS = NETWORK_NAMES.map((name) => `"${name}"`).join(', ');

describe('parseExperiment', () => {
  it("takes the reference project's file as it stands", () => {
    expect(parse(REFERENCE_YAML)).toMatchObject({
      network: 'resnet18',
      seed: 42,
      device: 'cuda',
      data: {
        train: 'data/train.csv',
        test: 'data/test.csv',
        random_split: true,
        test_proportions: 0.2,
        crop: true,
        num_classes: 2,
      },
      input_size: { height: 224, width: 224 },
      model: { pretrained: false, in_channels: 3, init_weights: true },
      optimizer: { type: 'Adam', lr: 1e-4, weight_decay: 1e-2 },
      checkpoint: '',
      test_checkpoint: './log/ResNet/checkpoints/0009.pth',
      prefix: './log/ResNet',
      batch_size: 32,
      num_workers: 8,
      num_epochs: 20,
      print_epochs: 1,
      dropout_rate: 0.1,
      EARLY_STOPPING_EPOCH: 5,
      scheduler: { type: 'step', step_size: 5, gamma: 0.1 },
    });
  });

  it('fills in what is left out, with augmentation off', () => {
    expect(parse(SHORTEST)).toEqual({
      network: 'resnet18',
      seed: 42,
      device: 'auto',
      data: {
        train: 'faces.csv',
        valid: '',
        test: '',
        random_split: true,
        test_proportions: 0.2,
        crop: true,
        num_classes: 2,
      },
      input_size: { height: 224, width: 224 },
      model: { pretrained: false, weights: '', in_channels: 3, init_weights: true, freeze: [] },
      optimizer: {
        type: 'Adam',
        lr: 1e-3,
        weight_decay: 0,
        beta1: 0.9,
        beta2: 0.999,
        rho: 0.9,
        eps: 1e-8,
        lr_factors: {},
      },
      checkpoint: '',
      test_checkpoint: '',
      prefix: '',
      batch_size: 32,
      num_workers: 8,
      num_epochs: 20,
      print_epochs: 1,
      dropout_rate: 0,
      EARLY_STOPPING_EPOCH: 5,
      scheduler: { type: 'step', step_size: 5, gamma: 0.1, min_lr: 0, warmup_epochs: 0 },
      gradient_clip_norm: 0,
      label_smoothing: 0,
      class_weights: 'none',
      augmentation: { flip: 0, crop: 0, brightness: 0, jpeg_quality: null, blur: 0 },
      normalization: 'none',
      positive_class: 'fake',
      keep_checkpoints: 'all',
      cache: { memory_mb: 1024, disk_mb: 4096 },
      threads: 0,
      precision: 'float32',
      mixed_type: 'auto',
      xla: false,
      name: '',
      notes: '',
      tags: [],
    });
  });

  it("takes PyTorch's defaults of the optimizer that is chosen", () => {
    const text = `${SHORTEST}optimizer: {type: Adadelta}\n`;
    expect(parse(text).optimizer).toMatchObject({ lr: 1, rho: 0.9, eps: 1e-6, weight_decay: 0 });
    expect(parse(text, ['optimizer.eps=1e-7']).optimizer.eps).toBe(1e-7);
    expect(parse(SHORTEST, ['optimizer.type=Adadelta']).optimizer.lr).toBe(1);
  });

  it.each([
    ['True', true],
    ['true', true],
    ['TRUE', true],
    ['False', false],
    ['FALSE', false],
  ])('reads %s as a boolean, as YAML 1.1 and Python write it', (written, value) => {
    expect(parse(`data: {train: a.csv, crop: ${written}}`).data.crop).toBe(value);
  });

  it.each([
    ['1e-4', 1e-4],
    ['3E-4', 3e-4],
    ['.5', 0.5],
    ['1', 1],
    ['2.5e+0', 2.5],
  ])('reads %s as a number', (written, value) => {
    expect(parse(`${SHORTEST}optimizer: {lr: ${written}}`).optimizer.lr).toBe(value);
  });

  it.each(['resnet18', 'ResNet18', 'ResNet', 'resnet'])('knows the network %s', (name) => {
    expect(parse(`${SHORTEST}network: ${name}`).network).toBe('resnet18');
  });

  it('means cuda by gpu', () => {
    expect(parse(`${SHORTEST}device: gpu`).device).toBe('cuda');
  });

  it('takes a section without keys, and one behind an alias, as the keys that they hold', () => {
    const text = 'data: &d\n  train: a.csv\ncache:\n  # memory_mb: 1\naugmentation:\n';
    expect(parse(text).cache.memory_mb).toBe(1024);
    expect(parse('tags: &t [a, b]\nname: &n x\nnotes: *n\ndata: {train: *n}\n')).toMatchObject({
      notes: 'x',
      data: { train: 'x' },
    });
  });

  it('takes lists, intervals and counts', () => {
    const config = parse(
      `${SHORTEST}tags: [a, "2"]\naugmentation: {jpeg_quality: [60, 60]}\nkeep_checkpoints: 3\nnotes: |\n  one\n  two\n`,
    );
    expect(config.tags).toEqual(['a', '2']);
    expect(config.augmentation.jpeg_quality).toEqual([60, 60]);
    expect(config.keep_checkpoints).toBe(3);
    expect(config.notes).toBe('one\ntwo\n');
  });

  it('gives the document as it was written, so that an edit keeps comments and leaves overrides out', () => {
    const text = '# mine\ndata: {train: a.csv} # faces\n';
    const { document, config } = parseExperiment(text, { file: 'f.yaml', overrides: ['seed=7'] });
    expect(config.seed).toBe(7);
    expect(String(document)).toBe('# mine\ndata: { train: a.csv } # faces\n');
  });

  it('takes Windows line ends and a byte order mark', () => {
    expect(parse('\ufeffseed: 1\r\ndata:\r\n  train: a.csv\r\n').seed).toBe(1);
    expect(message('\ufeffseed: 1\r\nsed: 2\r\ndata:\r\n  train: a.csv\r\n')).toContain(
      'f.yaml:2:1: unknown key `sed`',
    );
  });
});

describe('a bad configuration', () => {
  it('is refused as config_invalid, with a hint', () => {
    const error = failure('seed: x');
    expect(error.code).toBe('config_invalid');
    expect(error.hint).toContain('configs/resnet18.yaml');
  });

  it.each([
    ['optimiser:\n  lr: 1', 'f.yaml:2:1: unknown key `optimiser`; did you mean `optimizer`?'],
    ['optimizer:\n  learning_rate: 1', 'f.yaml:3:3: unknown key `optimizer.learning_rate`.'],
    [
      'optimizer:\n  weight_decy: 1',
      'f.yaml:3:3: unknown key `optimizer.weight_decy`; did you mean `optimizer.weight_decay`?',
    ],
    ['lr: 1', 'f.yaml:2:1: unknown key `lr`; did you mean `optimizer.lr`?'],
    ['data.crop: True', 'f.yaml:2:1: unknown key `data.crop`; in a file it is written as `crop` inside `data`.'],
    ['early_stopping_epoch: 3', 'f.yaml:2:1: unknown key `early_stopping_epoch`; did you mean `EARLY_STOPPING_EPOCH`?'],
    ['wandb: True', 'f.yaml:2:1: unknown key `wandb`.'],
    ['__proto__: {seed: 1}', 'f.yaml:2:1: unknown key `__proto__`.'],
    ['constructor: 1', 'f.yaml:2:1: unknown key `constructor`.'],
    ['<<: {seed: 1}', 'f.yaml:2:1: unknown key `<<`.'],
    ['12: 1', 'f.yaml:2:1: unknown key `12`.'],
    ['? [a]\n: 1', 'f.yaml:2:3: unknown key `...`.'],
    ['seed: 1\nseed: 2', 'f.yaml:3:1: `seed` is given twice, first on line 2.'],
    ['optimizer: {lr: 1, lr: 2}', 'f.yaml:2:20: `optimizer.lr` is given twice, first on line 2.'],
    ['seed: 1.5', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found 1.5.'],
    ['seed: -1', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found -1.'],
    ['seed: .nan', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found NaN.'],
    ['seed: 1e999', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found Infinity.'],
    ['seed:', 'f.yaml:2:6: `seed`: expected an integer from 0 to 2147483647, found nothing.'],
    ['seed: "42"', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found the text "42".'],
    ['seed: [1]', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found the list [1].'],
    ['seed: {a: 1}', 'f.yaml:2:7: `seed`: expected an integer from 0 to 2147483647, found keys and values.'],
    ['optimizer:\n  lr: 0', 'f.yaml:3:7: `optimizer.lr`: expected a number above 0 and at most 100, found 0.'],
    ['dropout_rate: 1', 'f.yaml:2:15: `dropout_rate`: expected a number of at least 0 and below 1, found 1.'],
    ['input_size:\n  height: 31', 'f.yaml:3:11: `input_size.height`: expected an integer from 32 to 1024, found 31.'],
    ['input_size:\n  width: 1025', 'f.yaml:3:10: `input_size.width`: expected an integer from 32 to 1024, found 1025.'],
    ['scheduler: {gamma: 0}', 'f.yaml:2:20: `scheduler.gamma`: expected a number above 0 and at most 1, found 0.'],
    ['model: {init_weights: yes}', 'f.yaml:2:23: `model.init_weights`: expected true or false, found the text "yes".'],
    ['model: {in_channels: 2}', 'f.yaml:2:22: `model.in_channels`: expected one of 3, 1, found 2.'],
    [
      'optimizer: {type: adam}',
      'f.yaml:2:19: `optimizer.type`: expected one of "Adam", "Adadelta", found the text "adam"; did you mean "Adam"?',
    ],
    [
      'network: resnet81',
      `f.yaml:2:10: \`network\`: expected one of ${NETWORKS}, found the text "resnet81"; did you mean "resnet18"?`,
    ],
    ['network: constructor', `f.yaml:2:10: \`network\`: expected one of ${NETWORKS}, found the text "constructor".`],
    [
      'device: cuda:0',
      'f.yaml:2:9: `device`: expected one of "auto", "cpu", "cuda", found the text "cuda:0"; did you mean "cuda"?',
    ],
    [
      'name: 2024',
      'f.yaml:2:7: `name`: expected a line of text of at most 90 characters, found 2024, which is a number; in quotes it is text.',
    ],
    ['name: "a\\nb"', 'f.yaml:2:7: `name`: expected a line of text of at most 90 characters, found the text "a b".'],
    [
      'name: "a\\0b"',
      'f.yaml:2:7: `name`: expected a line of text of at most 90 characters, found the text "a\\u0000b".',
    ],
    ['prefix: [log]', 'f.yaml:2:9: `prefix`: expected the path of a folder, found the list ["log"].'],
    ['tags: a', 'f.yaml:2:7: `tags`: expected a list of at most 50 texts of 1 to 50 characters, found the text "a".'],
    [
      'tags: [[a]]',
      'f.yaml:2:7: `tags`: expected a list of at most 50 texts of 1 to 50 characters, found a list of 1.',
    ],
    ['keep_checkpoints: 0', 'f.yaml:2:19: `keep_checkpoints`: expected "all" or an integer from 1 to 100000, found 0.'],
    [
      'augmentation: {jpeg_quality: [90, 60]}',
      'f.yaml:2:30: `augmentation.jpeg_quality`: expected null or two integers [low, high] from 1 to 100, the lower one first, found the list [90,60].',
    ],
    [
      'augmentation: {jpeg_quality: 90}',
      'f.yaml:2:30: `augmentation.jpeg_quality`: expected null or two integers [low, high] from 1 to 100, the lower one first, found 90.',
    ],
    ['cache: 12', 'f.yaml:2:8: `cache` is a section; expected its keys (memory_mb, disk_mb), found 12.'],
    [
      'cache: [memory_mb]',
      'f.yaml:2:8: `cache` is a section; expected its keys (memory_mb, disk_mb), found the list ["memory_mb"].',
    ],
    ['seed: *missing', 'f.yaml:2:7: the alias *missing has no anchor before it.'],
    ['cache: *missing', 'f.yaml:2:8: the alias *missing has no anchor before it.'],
    ['seed: !magic 1', 'f.yaml:2:7: Unresolved tag: !magic.'],
    ['seed: !!binary MQ==', 'f.yaml:2:7: Unresolved tag: tag:yaml.org,2002:binary.'],
    ['\tseed: 1', 'f.yaml:2:1: Tabs are not allowed as indentation.'],
    ['cache:\n\tmemory_mb: 1', 'f.yaml:3:1: Tabs are not allowed as indentation.'],
    ['notes: "a', 'f.yaml:3:1: Missing closing "quote.'],
    ['---\nseed: 1', 'f.yaml:2:1: a second document starts here; expected one.'],
  ])('%j is told by its line: %s', (line, expected) => {
    expect(message(`${SHORTEST}${line}\n`)).toBe(expected);
  });

  it.each([
    ['', 'f.yaml: `data.train` is missing; expected the path of a .csv file.'],
    ['# nothing\n', 'f.yaml: `data.train` is missing; expected the path of a .csv file.'],
    ['data: {train: ""}', 'f.yaml:1:15: `data.train`: expected the path of a .csv file, found nothing.'],
    [
      'data: {train: 12}',
      'f.yaml:1:15: `data.train`: expected the path of a .csv file, found 12, which is a number; in quotes it is text.',
    ],
  ])('needs training data: %j', (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it.each([
    ['data: {train: a, valid: b}', 'f.yaml:1:25: `data.valid` names'],
    ['data: {train: a, test_proportions: 0}', 'f.yaml:1:36: `data.test_proportions` is 0'],
    [
      'data: {train: a}\nmodel: {weights: w.pth}\ncheckpoint: c.pth',
      'f.yaml:3:13: `checkpoint` and model.weights both',
    ],
    ['data: {train: a}\nmodel: {in_channels: 1}\nnormalization: imagenet', 'f.yaml:3:16: `normalization` is imagenet'],
  ])('keys that do not go together are told: %j', (text, expected) => {
    expect(message(text)).toContain(expected);
  });

  it.each([
    'data: {train: a, valid: b, random_split: False}',
    'data: {train: a, test_proportions: 0, random_split: False}',
    'data: {train: a}\nmodel: {pretrained: True}',
    'data: {train: a}\nmodel: {pretrained: True, weights: w.pth}',
    'data: {train: a}\nmodel: {pretrained: True}\ncheckpoint: c.pth',
    'data: {train: a}\nmodel: {pretrained: True, in_channels: 1}',
    'data: {train: a}\nmodel: {weights: w.safetensors}',
  ])('keys that go together are taken: %j', (text) => {
    expect(() => parse(text)).not.toThrow();
  });

  it('is told whole: every problem, in the order of the file, what is missing after it, overrides last', () => {
    const text = 'sed: 1\noptimizer:\n  type: SGD\n  lr: fast\nbatch_size: 0\n';
    expect(message(text, ['cache.memory=1', 'num_epochs=many']).split('\n')).toEqual([
      '7 problems in the configuration:',
      '  f.yaml:1:1: unknown key `sed`; did you mean `seed`?',
      '  f.yaml:3:9: `optimizer.type`: expected one of "Adam", "Adadelta", found the text "SGD".',
      '  f.yaml:4:7: `optimizer.lr`: expected a number above 0 and at most 100, found the text "fast".',
      '  f.yaml:5:13: `batch_size`: expected an integer from 1 to 4096, found 0.',
      '  f.yaml: `data.train` is missing; expected the path of a .csv file.',
      '  --set cache.memory=1: unknown key `cache.memory`; did you mean `cache.memory_mb`?',
      '  --set num_epochs=many: `num_epochs`: expected an integer from 1 to 100000, found the text "many".',
    ]);
  });

  it('lists twenty problems and counts the others', () => {
    const text = `${SHORTEST}${Array.from({ length: 30 }, (_, index) => `unknown_${index}: 1\n`).join('')}`;
    const lines = message(text).split('\n');
    expect(lines).toHaveLength(22);
    expect(lines.at(0)).toBe('30 problems in the configuration:');
    expect(lines.at(-1)).toBe('  and 10 more');
  });
});

describe('--set', () => {
  it('wins over the file, and a later one over an earlier one', () => {
    const config = parse(`${SHORTEST}seed: 1\n`, ['optimizer.lr=3e-4', 'seed=2', 'seed=3', 'data.crop=False']);
    expect(config).toMatchObject({ seed: 3, optimizer: { lr: 3e-4 }, data: { crop: false } });
  });

  it('mends a value of the file that is wrong', () => {
    expect(parse(`${SHORTEST}seed: x\n`, ['seed=2']).seed).toBe(2);
  });

  it.each([
    ['name=2024', '2024'],
    ['name=True', 'True'],
    ['name=#1: a = b', '#1: a = b'],
    ['name="quoted"', 'quoted'],
    ['name= spaced ', 'spaced'],
    ['name=[a', '[a'],
    ['name=', ''],
  ])('takes text as it stands where a key wants text: %s', (override, value) => {
    expect(parse(SHORTEST, [override]).name).toBe(value);
  });

  it('takes lists, null and numbers as YAML writes them', () => {
    const config = parse(`${SHORTEST}augmentation: {jpeg_quality: [1, 2]}\n`, [
      'tags=[a, b]',
      'augmentation.jpeg_quality=null',
      'keep_checkpoints=2',
    ]);
    expect(config).toMatchObject({ tags: ['a', 'b'], augmentation: { jpeg_quality: null }, keep_checkpoints: 2 });
  });

  it.each([
    [
      'optimizer.lr=abc',
      '--set optimizer.lr=abc: `optimizer.lr`: expected a number above 0 and at most 100, found the text "abc".',
    ],
    ['optimizer.lr=', '--set optimizer.lr=: `optimizer.lr`: expected a number above 0 and at most 100, found nothing.'],
    ['optimizer.lr', '--set optimizer.lr: expected key=value, such as optimizer.lr=3e-4.'],
    ['optimiser.lr=1', '--set optimiser.lr=1: unknown key `optimiser.lr`; did you mean `optimizer.lr`?'],
    ['lr=1', '--set lr=1: unknown key `lr`; did you mean `optimizer.lr`?'],
    [
      'optimizer.step_size=1',
      '--set optimizer.step_size=1: unknown key `optimizer.step_size`; did you mean `scheduler.step_size`?',
    ],
    ['__proto__.seed=1', '--set __proto__.seed=1: unknown key `__proto__.seed`; did you mean `seed`?'],
    ['=1', '--set =1: unknown key ``.'],
    [
      'cache={memory_mb: 1}',
      '--set cache={memory_mb: 1}: `cache` is a section; set its keys one by one: memory_mb, disk_mb.',
    ],
    ['tags=[a', '--set tags=[a: `tags`: Flow sequence must end with a ].'],
    ['seed=1\n---\n2', '--set seed=1 --- 2: `seed`: a second document starts here; expected one.'],
    ['seed=\u0000', '--set seed=\u0000: the character U+0000 has no place in a text file.'],
    [`tags=${'['.repeat(40)}`, `--set tags=${'['.repeat(40)}: nested more than 32 deep.`],
  ])('is named where it is wrong: %j', (override, expected) => {
    expect(message(SHORTEST, [override])).toBe(expected);
  });
});
