/** Undo and redo of what changes data. A change is its title and the two ways across it; it lives as long as the program. */
import type { EventBody } from '#shared/contract/events.ts';
import type { HistoryState } from '#shared/contract/history.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';

export type Change = {
  /** "Exclude 12 faces" */
  readonly title: string;
  readonly undo: () => void;
  readonly redo: () => void;
};

export type History = {
  /** A change that was made just now; what had been undone can no longer be redone. */
  readonly record: (change: Change) => void;
  readonly state: () => HistoryState;
  /** @throws conflict where there is nothing, and what the change itself throws: then it is forgotten */
  readonly undo: () => string;
  readonly redo: () => string;
};

type HistoryChange = Extract<EventBody, { topic: 'history.changed' }>['change'];

const MOST_CHANGES = 100;

export function createHistory({ events }: { readonly events: EventBus }): History {
  const done: Change[] = [];
  const undone: Change[] = [];
  const state = () => ({ undo: done.at(-1)?.title ?? null, redo: undone.at(-1)?.title ?? null });
  const tell = (change: HistoryChange, title: string) =>
    events.publish({ topic: 'history.changed', change, title, state: state() });

  const move = (from: Change[], to: Change[], way: 'undo' | 'redo'): string => {
    const change = from.pop();
    if (change === undefined) throw new AppError('conflict', `There is nothing to ${way}.`);
    const { title } = change;
    try {
      change[way]();
    } catch (error) {
      tell('forgotten', title);
      throw error;
    }
    to.push(change);
    tell(way === 'undo' ? 'undone' : 'redone', title);
    return title;
  };

  return {
    record: (change) => {
      done.push(change);
      if (done.length > MOST_CHANGES) done.shift();
      undone.length = 0;
      tell('recorded', change.title);
    },
    state,
    undo: () => move(done, undone, 'undo'),
    redo: () => move(undone, done, 'redo'),
  };
}
