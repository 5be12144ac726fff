import { describe, expect, it } from 'vitest';
import type { NewQueuedTraining } from '#main/store/queue.ts';
import { refusalOf, startRun, temporaryStore } from './workspace.ts';

const training = (name: string, changes: Partial<NewQueuedTraining> = {}): NewQueuedTraining => ({
  kind: 'train',
  name,
  network: 'resnet18',
  epochs: 3,
  configYaml: `name: ${name}\n`,
  configFile: null,
  runId: null,
  allowBad: false,
  probes: [],
  ...changes,
});

/** A store with trainings that wait, and a look at their order. */
function waiting(...names: string[]) {
  const store = temporaryStore();
  const ids = names.map((name) => store.queue.add(training(name), 'last').id);
  return { store, ids, order: () => store.queue.list().map(({ name }) => name) };
}

describe('the queue in the store', () => {
  it('keeps the order in which trainings came; one may go before all others', () => {
    const { store, order } = waiting('a', 'b');
    store.queue.add(training('now'), 'first');
    store.queue.add(training('c'), 'last');
    expect(order()).toEqual(['now', 'a', 'b', 'c']);
  });

  it('moves a training to any place, and beyond the end to the last', () => {
    const { store, ids, order } = waiting('a', 'b', 'c', 'd');
    const [a, , , d] = ids;
    if (a === undefined || d === undefined) throw new Error('four were added');
    store.queue.move(d, 0);
    expect(order()).toEqual(['d', 'a', 'b', 'c']);
    store.queue.move(d, 2);
    expect(order()).toEqual(['a', 'b', 'd', 'c']);
    store.queue.move(a, 99);
    expect(order()).toEqual(['b', 'd', 'c', 'a']);
  });

  it('holds the order over many moves between two neighbours', () => {
    const { store, ids, order } = waiting('a', 'b', 'c');
    for (let i = 0; i < 100; i++) store.queue.move(ids[i % 2] ?? (ids[0] as never), 1);
    expect(order().toSorted()).toEqual(['a', 'b', 'c']);
    expect(new Set(store.queue.list().map(({ position }) => position)).size).toBe(3);
  });

  it('puts a removed training back where it was', () => {
    const { store, ids, order } = waiting('a', 'b', 'c');
    const removed = store.queue.list()[1];
    if (removed === undefined) throw new Error('three were added');
    store.queue.remove(removed.id);
    expect(order()).toEqual(['a', 'c']);
    store.queue.restore(removed);
    store.queue.restore(removed); // as often as it is asked for
    expect(order()).toEqual(['a', 'b', 'c']);
    expect(ids).toContain(removed.id);
  });

  it('says that a training is gone where it is asked for by its number', () => {
    const { store, ids } = waiting('a');
    const [a] = ids;
    if (a === undefined) throw new Error('one was added');
    store.queue.remove(a);
    expect(refusalOf(() => store.queue.get(a))).toMatchObject({
      code: 'not_found',
      hint: expect.stringMatching(/begun|removed/),
    });
    expect(refusalOf(() => store.queue.move(a, 0)).code).toBe('not_found');
  });

  it('forgets what would go on with a run that is deleted', () => {
    const { store, order } = waiting('a');
    const run = startRun(store);
    store.queue.add(training(run.name, { kind: 'resume', runId: run.id }), 'last');
    store.runs.changeStatus(run.id, { to: 'stopped' });
    store.runs.move([run.id], 'trashed');
    store.runs.remove(run.id);
    expect(order()).toEqual(['a']);
  });
});
