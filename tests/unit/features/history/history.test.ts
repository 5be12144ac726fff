import { beforeEach, describe, expect, it } from 'vitest';
import { createHistory, type History } from '#main/features/history/history.ts';
import type { EventBody } from '#shared/contract/events.ts';
import { AppError } from '#shared/errors.ts';
import { refusalOf } from '#tests/unit/store/workspace.ts';

let told: EventBody[];
let history: History;
let value: number;
beforeEach(() => {
  told = [];
  value = 0;
  history = createHistory({
    events: {
      publish: (body) => void told.push(body),
      subscribe: () => {
        throw new Error('nobody listens here');
      },
      close: () => undefined,
    },
  });
});

function add(amount: number): void {
  value += amount;
  history.record({
    title: `Add ${amount}`,
    undo: () => {
      value -= amount;
    },
    redo: () => {
      value += amount;
    },
  });
}

describe('undo and redo', () => {
  it('go back and forth over what was done, the newest first, and say what they would do', () => {
    add(1);
    add(10);
    expect(history.state()).toEqual({ undo: 'Add 10', redo: null });
    expect(history.undo()).toBe('Add 10');
    expect(value).toBe(1);
    expect(history.state()).toEqual({ undo: 'Add 1', redo: 'Add 10' });
    history.undo();
    expect(value).toBe(0);
    expect(history.redo()).toBe('Add 1');
    expect(history.redo()).toBe('Add 10');
    expect(value).toBe(11);
    expect(history.state()).toEqual({ undo: 'Add 10', redo: null });
  });

  it('tell what became of each change', () => {
    add(1);
    history.undo();
    history.redo();
    const [done, undone] = [
      { undo: 'Add 1', redo: null },
      { undo: null, redo: 'Add 1' },
    ];
    expect(told).toEqual(
      [
        { change: 'recorded', state: done },
        { change: 'undone', state: undone },
        { change: 'redone', state: done },
      ].map((news) => ({ topic: 'history.changed', title: 'Add 1', ...news })),
    );
  });

  it('refuse where there is nothing', () => {
    expect(refusalOf(() => history.undo())).toMatchObject({ code: 'conflict', message: 'There is nothing to undo.' });
    expect(refusalOf(() => history.redo())).toMatchObject({ code: 'conflict', message: 'There is nothing to redo.' });
    expect(told).toEqual([]);
  });

  it('cannot redo what a new change was made over', () => {
    add(1);
    history.undo();
    add(5);
    expect(history.state()).toEqual({ undo: 'Add 5', redo: null });
  });

  it('forget a change that can no longer be undone, and reach the one before it', () => {
    add(1);
    history.record({
      title: 'Rename a run that was purged since',
      undo: () => {
        throw new AppError('not_found', 'The run is gone.');
      },
      redo: () => undefined,
    });
    expect(() => history.undo()).toThrow('The run is gone.');
    expect(told.at(-1)).toMatchObject({ change: 'forgotten', title: 'Rename a run that was purged since' });
    expect(history.state()).toEqual({ undo: 'Add 1', redo: null });
    history.undo();
    expect(value).toBe(0);
  });

  it('keep the newest hundred changes', () => {
    for (let i = 1; i <= 101; i++) add(1);
    for (let i = 1; i <= 100; i++) history.undo();
    expect(value).toBe(1);
    expect(history.state().undo).toBeNull();
  });
});
