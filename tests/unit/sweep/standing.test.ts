import { describe, expect, it } from 'vitest';
import { sweepTable } from '#main/cli/sweep-table.ts';
import { CONFIG_FIELDS } from '#shared/config/fields.ts';
import { differingKey } from '#shared/sweep/plan-sweep.ts';
import { reportOn, type TrialStanding } from '#shared/sweep/standing.ts';
import { EARLY_STOP_TAG, sweepTag, trialOfTags, trialTag } from '#shared/sweep/tags.ts';
import { plan } from './planning.ts';

const sweep = plan(
  'base: base.yaml\ncases:\n  - { network: resnet18 }\n  - { network: resnet18, seed: 1 }\n  - { network: vgg16 }\n',
);

const standing = (index: number, facts: Partial<TrialStanding>): TrialStanding => ({
  trial: sweep.trials[index]!,
  ...{
    state: 'waiting',
    word: null,
    run: null,
    runStatus: null,
    history: [],
    epochMs: [],
    remainingMs: null,
    problem: null,
  },
  ...facts,
});

const report = (trials: readonly TrialStanding[], parallel = 1) => reportOn(sweep, trials, { parallel });

describe('where a sweep stands', () => {
  it('expects of a trial what its like took, of others what all took, for the epochs that are left', () => {
    const trials = [
      standing(0, { state: 'finished', history: [3, 2, 1], epochMs: [1_000, 1_000, 1_000] }),
      standing(1, { state: 'stopped', history: [3], epochMs: [2_000] }),
      standing(2, {}),
    ];
    // Of resnet18's four epochs the mean is 1,250 ms; two are left of the second trial. vgg16 has three, and nobody like it.
    expect(report(trials).remainingMs).toBeCloseTo(2 * 1_250 + 3 * 1_250, 6);
    expect(report(trials, 2).remainingMs).toBeCloseTo(3 * 1_250, 6); // not shorter than the longest
  });

  it('believes a training that says how long it will take, and knows nothing before the first epoch', () => {
    expect(report([standing(0, { state: 'running', remainingMs: 700 })]).remainingMs).toBe(700);
    expect(report([standing(0, {}), standing(1, {})]).remainingMs).toBeNull();
    expect(report([standing(0, { state: 'finished' }), standing(1, { state: 'failed' })]).remainingMs).toBe(0);
  });

  it('names the best of all epochs, the earlier trial of two that are equal', () => {
    const trials = [
      standing(0, { history: [0.5, 0.25] }),
      standing(1, { history: [0.25, 0.75] }),
      standing(2, { history: [null] }),
    ];
    expect(report(trials).best).toMatchObject({ value: 0.25, standing: { trial: { number: 1 } } });
    expect(reportOn({ ...sweep, objective: 'valid_accuracy' }, trials, { parallel: 1 }).best).toMatchObject({
      value: 0.75,
      standing: { trial: { number: 2 } },
    });
    expect(report([]).best).toBeNull();
  });
});

describe('the table of a sweep', () => {
  const trials = [
    standing(0, { state: 'finished', run: 'sweep-1', history: [0.5, 0.25, 0.5], epochMs: [1_000, 1_000, 1_000] }),
    standing(1, { state: 'waiting', word: 'PENDING' }),
    standing(2, { state: 'failed', problem: 'There is no CSV.' }),
  ];

  it('has a line for each trial, marks the best, and says why one failed', () => {
    expect(sweepTable(report(trials)).split('\n')).toEqual([
      '   trial  state              epoch  best valid loss  run      settings',
      '*  1      finished           3/3    0.25000          sweep-1  network=resnet18',
      '   2      waiting (PENDING)  0/3    -                -        network=resnet18 seed=1',
      '   3      failed             0/3    -                -        network=vgg16',
      '  Trial 3: There is no CSV.',
      'Sweep sweep: 2 of 3 over. Best valid loss 0.25000, trial 1 (run sweep-1). ETA 00:00:03',
    ]);
  });

  it('is cut to a screen', () => {
    const lines = sweepTable(report(trials), { mostRows: 1, columns: 20 }).split('\n');
    expect(lines).toEqual(['   trial  state     ', '*  1      finished  ', '   and 2 more', 'Sweep sweep: 2 of 3 ']);
  });
});

describe('the tags of a trial', () => {
  it('say which sweep and trial, and nothing of a run that is none', () => {
    expect(trialOfTags(['mine', sweepTag('a'), trialTag('b'), EARLY_STOP_TAG])).toEqual({ sweep: 'a', trial: 'b' });
    expect(trialOfTags(['mine', 'trial:b'])).toBeNull();
  });
});

describe('a recorded configuration', () => {
  const [trial] = sweep.trials;

  it('is another experiment where a key differs that changes what is learnt', () => {
    expect(differingKey(trial!, trial!.config, CONFIG_FIELDS)).toBeNull();
    expect(differingKey(trial!, { ...trial!.config, batch_size: 7 }, CONFIG_FIELDS)).toBe('batch_size');
    expect(
      differingKey(trial!, { ...trial!.config, optimizer: { ...trial!.config.optimizer, lr: 1 } }, CONFIG_FIELDS),
    ).toBe('optimizer.lr');
  });

  it('is the same where it only ran elsewhere, or knew fewer keys', () => {
    expect(
      differingKey(trial!, { ...trial!.config, threads: 7, device: 'cuda', name: 'x', tags: [] }, CONFIG_FIELDS),
    ).toBeNull();
    const { cache: _, batch_size: __, ...fewer } = trial!.config;
    expect(differingKey(trial!, fewer, CONFIG_FIELDS)).toBeNull();
  });
});
