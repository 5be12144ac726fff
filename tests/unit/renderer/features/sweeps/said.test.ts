import { describe, expect, it } from 'vitest';
import { compareLink, runsLink } from '#renderer/features/sweeps/links.ts';
import { countsText, progressOf, remainingText } from '#renderer/features/sweeps/said.ts';
import type { SweepSummary, SweepTrial } from '#shared/contract/sweeps.ts';
import { RunId } from '#shared/domain/records.ts';

const id = (number: number) => RunId.parse(`01hz00000000${number}`);

const trial = (number: number, facts: Partial<SweepTrial>): SweepTrial => ({
  ...{ number, state: 'waiting', isQueued: false, settings: {}, run: null, epochs: 0, plannedEpochs: 4 },
  ...{ best: null, problem: null },
  ...facts,
});

const sweep = (trials: readonly SweepTrial[], facts: Partial<SweepSummary> = {}): SweepSummary => ({
  ...{ name: 'rates', file: 'rates.yaml', objective: 'valid_loss', stopsEarly: true, isOnCluster: false },
  counts: { waiting: 1, running: 0, finished: 2, 'stopped-early': 1, stopped: 0, interrupted: 0, failed: 0 },
  ...{ bestTrial: null, remainingMs: 180_000, trials: [...trials] },
  ...facts,
});

describe('a sweep in words', () => {
  it('says how many trials are how far, and leaves out what none is', () => {
    expect(countsText(sweep([1, 2, 3, 4].map((number) => trial(number, {}))))).toBe(
      '4 trials: 1 waiting, 2 finished, 1 stopped early',
    );
  });

  it('knows whether something goes on with it', () => {
    const finished = trial(1, { state: 'finished' });
    expect(progressOf(sweep([finished, trial(2, { state: 'stopped-early' })]))).toBe('over');
    expect(progressOf(sweep([finished, trial(2, { isQueued: true })]))).toBe('running');
    expect(progressOf(sweep([finished, trial(2, { state: 'failed' })]))).toBe('still');
    expect(progressOf(sweep([finished, trial(2, {})], { isOnCluster: true }))).toBe('cluster');
  });

  it('promises no time where nothing trains', () => {
    expect(remainingText(sweep([]), 'running')).toBe('about 3 min left');
    expect(remainingText(sweep([]), 'still')).toBe('about 3 min of training left');
    expect(remainingText(sweep([], { remainingMs: null }), 'running')).toBe('');
    expect(remainingText(sweep([]), 'over')).toBe('');
  });
});

describe('links of a sweep', () => {
  const run = (number: number, best: number | null) =>
    trial(number, { best, run: { id: id(number), name: `rates-${number}` } });

  it('lead to its runs by their tag', () => {
    expect(decodeURIComponent(runsLink('rates'))).toBe('/runs?filter=tag = "sweep:rates"'.replaceAll(' ', '+'));
  });

  it('compare its runs, the best first, where there are two', () => {
    const link = compareLink(sweep([run(1, 0.5), run(2, 0.25), run(3, null)])) ?? '';
    expect(decodeURIComponent(link)).toContain(`/compare?runs=${id(2)},${id(1)}&tab=many`);
    expect(compareLink(sweep([run(1, 0.5), run(2, null), trial(3, {})]))).toBeNull();
  });
});
