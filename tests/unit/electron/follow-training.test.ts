import { describe, expect, it } from 'vitest';
import { followTraining, type TrainingSigns } from '#main/electron/follow-training.ts';
import type { RouterClient } from '#main/electron/router-client.ts';
import type { EventBody } from '#shared/contract/events.ts';
import { Job } from '#shared/contract/jobs.ts';

const training = (change: object) =>
  Job.parse({
    id: 'abc',
    kind: 'train',
    title: 'Training calm-heron-1',
    status: 'running',
    progress: null,
    startedAtMs: 0,
    endedAtMs: null,
    remainingMs: null,
    error: null,
    link: '/training',
    stopLabel: 'Stop and keep',
    ...change,
  });

/** As much of the contract as is followed: these events, and a queue with nothing in it. */
const clientWith = (bodies: readonly EventBody[]): RouterClient =>
  ({
    events: {
      subscribe: async () =>
        (async function* () {
          for (const [seq, body] of bodies.entries()) yield { session: 's', event: { seq, atMs: 0, body } };
        })(),
    },
    training: { state: async () => ({ progress: null, waiting: [], hold: null }) },
  }) as unknown as RouterClient;

async function signsOf(bodies: readonly EventBody[]): Promise<unknown[]> {
  const told: unknown[] = [];
  const signs: TrainingSigns = {
    showProgress: (fraction) => told.push(['progress', fraction]),
    notify: (notification) => told.push(['notify', notification]),
    stayAwake: (isNeeded) => told.push(['awake', isNeeded]),
    onEnd: (state) => told.push(['end', state]),
  };
  await followTraining(clientWith(bodies), signs, new AbortController().signal);
  return told;
}

describe('what the system shows of a training', () => {
  it('keeps the machine awake while it runs, and tells of its end once', async () => {
    const told = await signsOf([
      { topic: 'job.changed', job: training({}) },
      { topic: 'job.changed', job: training({ status: 'finished' }) },
    ]);

    expect(told).toEqual([
      ['awake', true],
      ['awake', false],
      ['progress', null],
      ['notify', { title: 'Training is finished', body: 'Training calm-heron-1', link: '/training' }],
      ['end', { isQueueEmpty: true }],
    ]);
  });

  it('says why one failed', async () => {
    const error = { code: 'engine_died', message: 'The engine ended.', hint: null };
    const told = await signsOf([{ topic: 'job.changed', job: training({ status: 'failed', error }) }]);

    expect(told).toContainEqual([
      'notify',
      { title: 'Training failed', body: 'Training calm-heron-1: The engine ended.', link: '/training' },
    ]);
  });

  it('is silent about other jobs', async () => {
    expect(await signsOf([{ topic: 'job.changed', job: training({ kind: 'audit', status: 'finished' }) }])).toEqual([]);
  });
});
