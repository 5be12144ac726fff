import { describe, expect, it } from 'vitest';
import { plan, refusal, settingsOf } from './planning.ts';

describe('a grid', () => {
  const text = `base: base.yaml
cases:
  - { network: resnet18, batch_size: 8 }
  - { network: VGGNet, batch_size: 4 }
parameters:
  optimizer.lr: [1e-3, 1e-4]
seeds: [1, 2]
`;

  it('has every combination, cases first, the parameters after them, seeds last', () => {
    const trials = settingsOf(plan(text));
    expect(trials).toHaveLength(8);
    expect(trials.slice(0, 5)).toEqual([
      { network: 'resnet18', batch_size: 8, 'optimizer.lr': 1e-3, seed: 1 },
      { network: 'resnet18', batch_size: 8, 'optimizer.lr': 1e-3, seed: 2 },
      { network: 'resnet18', batch_size: 8, 'optimizer.lr': 1e-4, seed: 1 },
      { network: 'resnet18', batch_size: 8, 'optimizer.lr': 1e-4, seed: 2 },
      { network: 'vgg16', batch_size: 4, 'optimizer.lr': 1e-3, seed: 1 },
    ]);
  });

  it('gives each trial an id that follows from its settings alone', () => {
    const before = new Map(plan(text).trials.map(({ id, label }) => [label, id]));
    expect(new Set(before.values()).size).toBe(8);
    const more = plan(text.replace('[1e-3, 1e-4]', '[1e-5, 1e-3, 1e-4]').replace('name', 'other'));
    for (const { label, id } of more.trials) if (before.has(label)) expect(id).toBe(before.get(label));
    expect(more.trials).toHaveLength(12);
    expect(plan(text).trials.map(({ id }) => id)).toEqual([...before.values()]);
    const spelt = plan(text.replace('network: VGGNet', 'network: vgg16'));
    expect(spelt.trials.map(({ id }) => id)).toEqual([...before.values()]);
  });

  it('makes a whole configuration of each, named and tagged as its own', () => {
    const { trials } = plan(text, 'prefix: ./log/x\ntags: [mine]\ndata: { train: faces.csv }\n');
    const [first] = trials;
    expect(first?.config).toMatchObject({ network: 'resnet18', batch_size: 8, optimizer: { lr: 1e-3 }, seed: 1 });
    expect(first?.config).toMatchObject({
      name: 'sweep-1',
      prefix: '',
      tags: ['mine', 'sweep:sweep', `trial:${first?.id}`],
    });
    expect(trials[4]?.config.dropout_rate).toBe(0.5); // follows the network, as always
  });

  it('repeats with so many seeds from the base configuration on', () => {
    expect(settingsOf(plan('base: base.yaml\nseeds: 3\n', 'seed: 5\ndata: { train: faces.csv }\n'))).toEqual([
      { seed: 5 },
      { seed: 6 },
      { seed: 7 },
    ]);
  });

  it('is one trial where nothing is to be tried', () => {
    expect(settingsOf(plan('base: base.yaml\n'))).toEqual([{}]);
  });

  it('takes its base from the file itself as well', () => {
    const inline = plan('name: in-line\nbase:\n  data: { train: faces.csv }\n  num_epochs: 7\n');
    expect(inline).toMatchObject({ name: 'in-line', objective: 'valid_loss' });
    expect(inline.trials[0]?.config.num_epochs).toBe(7);
  });
});

describe('a random sweep', () => {
  const text = (count: number, more = '') => `base: base.yaml
method: random
count: ${count}
seed: 11
parameters:
  optimizer.lr: { min: 1e-5, max: 1e-2, scale: log }
  batch_size: { min: 2, max: 64 }
  dropout_rate: { choices: [0, 0.2] }
${more}`;

  it('draws within its ranges, whole numbers where a key takes them, the same for the same seed', () => {
    const trials = settingsOf(plan(text(40)));
    expect(trials).toHaveLength(40);
    for (const trial of trials) {
      expect(trial['optimizer.lr']).toBeGreaterThanOrEqual(1e-5);
      expect(trial['optimizer.lr']).toBeLessThanOrEqual(1e-2);
      expect(Number.isInteger(trial['batch_size'])).toBe(true);
      expect([0, 0.2]).toContain(trial['dropout_rate']);
    }
    expect(settingsOf(plan(text(40)))).toEqual(trials);
    expect(settingsOf(plan(text(40).replace('seed: 11', 'seed: 12')))).not.toEqual(trials);
  });

  it('spreads a logarithmic range over its decades', () => {
    const rates = settingsOf(plan(text(300))).map((trial) => Number(trial['optimizer.lr']));
    const share = rates.filter((rate) => rate < 10 ** -3.5).length / rates.length;
    expect(share).toBeCloseTo(0.5, 1); // half of the decades; three standard deviations of 300 draws are 0.087
  });

  it('keeps its draws where more are asked for, or another key is added', () => {
    const few = settingsOf(plan(text(5)));
    expect(settingsOf(plan(text(9))).slice(0, 5)).toEqual(few);
    const wider = settingsOf(plan(text(5, '  optimizer.weight_decay: [0, 0.1]\n')));
    expect(wider.map(({ 'optimizer.weight_decay': _, ...rest }) => rest)).toEqual(few);
  });

  it('draws nothing twice, and no more than there is', () => {
    const all = settingsOf(plan('base: base.yaml\nmethod: random\ncount: 50\nparameters: { batch_size: [2, 4, 8] }\n'));
    expect(new Set(all.map((trial) => trial['batch_size']))).toEqual(new Set([2, 4, 8]));
    expect(all).toHaveLength(3);
  });
});

describe('a sweep that is refused', () => {
  it('names line, column and the nearest key of the sweep', () => {
    expect(refusal('base: base.yaml\nparametres: {}\n')).toBe(
      'sweep.yaml:2:1: unknown key `parametres`; did you mean `parameters`?',
    );
    expect(refusal('base: base.yaml\nearly_stop: { rule: median, min_epoch: 3 }\n')).toBe(
      'sweep.yaml:2:29: unknown key `early_stop.min_epoch`; did you mean `early_stop.min_epochs`?',
    );
  });

  it('names line, column and the nearest key of the configuration', () => {
    expect(refusal('base: base.yaml\nparameters:\n  optimiser.lr: [1]\n')).toBe(
      'sweep.yaml:3:3: unknown key `optimiser.lr`; did you mean `optimizer.lr`?',
    );
    expect(refusal('base: base.yaml\ncases:\n  - { batchsize: 3 }\n')).toBe(
      'sweep.yaml:3:7: unknown key `batchsize`; did you mean `batch_size`?',
    );
    expect(refusal('base: base.yaml\nparameters: { optimizer: [1] }\n')).toMatch(
      /^sweep.yaml:2:15: `optimizer` is a section; name its keys one by one: optimizer.type, /,
    );
  });

  it('says which value of a trial is none that its key takes, once, however many trials have it', () => {
    expect(refusal('base: base.yaml\nparameters:\n  optimizer.lr: [1e-3, -1]\n  batch_size: [2, 4, 8]\n')).toMatch(
      /^sweep.yaml:3:24: `optimizer.lr`: expected a number .*, found -1\.$/,
    );
    expect(refusal('base: base.yaml\ncases: [{ network: resnet19 }]\n')).toMatch(
      /^sweep.yaml:2:20: `network`: expected one of .*, found the text "resnet19"; did you mean "resnet18"\?$/,
    );
  });

  it('says so of two keys of one trial that do not go together', () => {
    expect(refusal('base: base.yaml\ncases:\n  - { normalization: imagenet, model.in_channels: 1 }\n')).toMatch(
      /^sweep.yaml:3:22: `normalization` is imagenet, .* while model.in_channels is 1\.$/,
    );
  });

  it('says what is wrong with the base configuration in its own file and line', () => {
    expect(refusal('base: base.yaml\n', 'data: { train: faces.csv }\nbatch_size: none\n')).toMatch(
      /^base.yaml:2:13: `batch_size`: expected/,
    );
    expect(refusal('base:\n  data: { train: faces.csv }\n  batchsize: 3\n')).toBe(
      'sweep.yaml:3:3: unknown key `batchsize`; did you mean `batch_size`?',
    );
  });

  it.each([
    ['method: random\n', 'sweep.yaml:2:9: `method` is random, which needs `count`: how many trials to draw.'],
    ['count: 3\n', 'sweep.yaml:2:8: `count` is for `method: random` alone; a grid has every combination.'],
    [
      'parameters: { batch_size: { min: 1, max: 4 } }\n',
      'sweep.yaml:2:27: `parameters.batch_size` is a range or `choices`, which only `method: random` draws from; a grid needs a list.',
    ],
    [
      'method: random\ncount: 2\nparameters: { optimizer.lr: { min: 0, max: 1, scale: log } }\n',
      'sweep.yaml:4:29: `parameters.optimizer.lr` has `scale: log`, which needs a `min` above 0.',
    ],
    [
      'parameters: { seed: [1] }\nseeds: 2\n',
      'sweep.yaml:2:15: `seed` and `seeds` both say which seeds to take; leave one of them out.',
    ],
    ['parameters: { name: [a] }\n', 'sweep.yaml:2:15: `name` is given to each trial by the sweep itself.'],
    [
      'objective: accuracy\n',
      'sweep.yaml:2:12: `objective`: expected one of "valid_loss", "valid_accuracy", found the text "accuracy".',
    ],
    [
      'seeds: []\n',
      'sweep.yaml:2:8: `seeds`: expected a list of whole numbers from 0, or how many (1 to 1000), found the list [].',
    ],
    ['base: other.yaml\n', 'sweep.yaml:2:1: `base` is given twice.'],
    [
      'slurm: { mem: "8 G" }\n',
      'sweep.yaml:2:15: `slurm.mem`: expected a word without spaces and quotes, found the text "8 G".',
    ],
  ])('%j: %s', (more, sentence) => {
    expect(refusal(`base: base.yaml\n${more}`)).toBe(sentence);
  });

  it('misses a base', () => {
    expect(refusal('method: grid\n')).toBe(
      'sweep.yaml: `base` is missing; expected the path of a configuration, or its keys.',
    );
  });

  it('says that two trials are the same, and that there are too many', () => {
    expect(refusal('base: base.yaml\nparameters: { batch_size: [2, 4, 2] }\n')).toBe(
      'sweep.yaml: trials 1 and 3 are the same: batch_size=2.',
    );
    expect(refusal('base: base.yaml\nparameters: { batch_size: [1, 2] }\nseeds: 600\n')).toBe(
      'The sweep has 1200 trials; 1000 is the most.',
    );
  });

  it('is refused for what is no sweep at all', () => {
    expect(refusal('just a word\n')).toBe('sweep.yaml: expected keys and values, found the text "just a word".');
    expect(refusal('base: [\n')).toMatch(/^(\d+ problems in the sweep:|sweep.yaml:)/);
  });
});
