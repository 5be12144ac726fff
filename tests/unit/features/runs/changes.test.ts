import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventBus } from '#main/features/events/bus.ts';
import { createHistory } from '#main/features/history/history.ts';
import { createRunChanges } from '#main/features/runs/changes.ts';
import { newRun, refusalOf, saveDataset, temporaryStore } from '#tests/unit/store/workspace.ts';

function threeRuns() {
  const store = temporaryStore();
  const events = createEventBus();
  onTestFinished(events.close);
  const history = createHistory({ events });
  const changes = createRunChanges({ store, events, history });
  const saved = saveDataset(store);
  const ids = [1, 2, 3].map(() => store.runs.create(newRun(saved)).id);
  const id = ids[0] as (typeof ids)[number];
  return { store, events, history, changes, ids, id };
}

describe('a change of a run', () => {
  it('can be undone and redone: name, notes, tags', () => {
    const { store, history, changes, id } = threeRuns();
    const { name } = store.runs.get(id);
    changes.edit(id, { name: 'first' });
    changes.edit(id, { notes: 'good' });
    changes.edit(id, { tags: ['keep'] });
    expect(history.state().undo).toBe('Change the tags of "first"');
    for (let i = 0; i < 3; i++) history.undo();
    expect(store.runs.get(id)).toMatchObject({ name, notes: '', tags: [] });
    expect(history.redo()).toBe(`Rename "${name}" to "first"`);
    expect(store.runs.get(id)).toMatchObject({ name: 'first', notes: '' });
  });

  it('that changes nothing leaves nothing to undo', () => {
    const { store, history, changes, id } = threeRuns();
    changes.edit(id, { name: store.runs.get(id).name });
    expect(history.state().undo).toBeNull();
  });

  it('to a name that is taken is refused, and nothing is left to undo', () => {
    const { store, history, changes, id, ids } = threeRuns();
    const { name } = store.runs.get(ids[1] as typeof id);
    expect(refusalOf(() => changes.edit(id, { name }))).toMatchObject({
      code: 'conflict',
      message: `There is a run "${name}" already.`,
    });
    expect(history.state().undo).toBeNull();
  });
});

describe('a change of many runs', () => {
  it('is one entry of the history: undo puts each back where it was', () => {
    const { store, history, changes, ids, id } = threeRuns();
    const places = () =>
      store.runs
        .rows()
        .toReversed()
        .map(({ place }) => place);
    changes.move([id], 'archived');
    changes.move(ids, 'trashed');
    expect(history.state().undo).toBe('Move 3 runs to the trash');
    history.undo();
    expect(places()).toEqual(['archived', 'active', 'active']);
    history.redo();
    expect(places()).toEqual(['trashed', 'trashed', 'trashed']);
  });

  it('counts a run that is named twice once', () => {
    const { history, changes, id } = threeRuns();
    changes.tag([id, id], { add: ['a'], remove: [] });
    expect(history.state().undo).toMatch(/^Change the tags of "\w+-\w+-1"$/);
  });

  it('is told to the pages, and so is its undoing', async () => {
    const { events, history, changes, ids } = threeRuns();
    const heard = events.subscribe({ after: null, session: null });
    const next = heard.next(); // listens from now on
    changes.tag(ids, { add: ['a'], remove: [] });
    history.undo();
    const bodies = [(await next).value?.event.body];
    for (let i = 0; i < 3; i++) bodies.push((await heard.next()).value?.event.body);
    expect(bodies.filter((body) => body?.topic === 'run.changed')).toEqual([
      { topic: 'run.changed', runIds: ids },
      { topic: 'run.changed', runIds: ids },
    ]);
  });

  it('leaves out what is gone for good when it is undone', () => {
    const { store, history, changes, ids, id } = threeRuns();
    changes.move(ids, 'trashed');
    store.runs.remove(id);
    history.undo();
    expect(store.runs.rows().map(({ place }) => place)).toEqual(['active', 'active']);
  });
});
