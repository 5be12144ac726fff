/** Revisions with a way back: each is a change that undo and redo know. */

import type { Store } from '#main/store/open.ts';
import type { NewRevision } from '#main/store/revisions.ts';
import type { FaceChange } from '#shared/contract/datasets.ts';
import { className } from '#shared/domain/labels.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AppError, assertNever } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';

export type ReviseDependencies = {
  readonly store: Store;
  readonly events: EventBus;
  readonly history: History;
  /** Called with every change of a data set, whichever way. */
  readonly onChanged: () => void;
};

export type Reviser = ReturnType<typeof createReviser>;

export function createReviser({ store, events, history, onChanged }: ReviseDependencies) {
  const changed = (datasetId: DatasetId) => {
    onChanged();
    events.publish({ topic: 'dataset.changed', datasetId });
  };

  /**
   * `unchanged`: what to say where nothing would change. `alongside`: what else changes with it, told the revision's number, or null where it is taken back.
   * @throws data_invalid (nothing would change), not_found
   */
  return (
    revision: NewRevision,
    unchanged: string,
    { alongside }: { readonly alongside?: (number: number | null) => void } = {},
  ): { revision: number; changedCount: number } => {
    const { datasetId } = revision;
    store.datasets.get(datasetId);
    const saved = store.revisions.save(revision);
    if (saved === null) throw new AppError('data_invalid', unchanged);
    alongside?.(saved.number);
    const turn = (isUndone: boolean) => () => {
      store.revisions.setUndone(saved.id, isUndone);
      alongside?.(isUndone ? null : saved.number);
      changed(datasetId);
    };
    history.record({ title: saved.title, undo: turn(true), redo: turn(false) });
    changed(datasetId);
    return { revision: saved.number, changedCount: saved.changedCount };
  };
}

const faces = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'face' : 'faces'}`;

/** "Exclude 12 faces" */
export function titleOf(change: FaceChange): (count: number) => string {
  switch (change.kind) {
    case 'exclude':
      return (count) => `Exclude ${faces(count)}`;
    case 'include':
      return (count) => `Include ${faces(count)} again`;
    case 'relabel':
      return (count) => `Call ${faces(count)} ${className(change.label)}`;
    default:
      return assertNever(change);
  }
}

/** What is said of `count` chosen faces that are all as the change would have them. */
export function unchangedBy(change: FaceChange, count: number): string {
  if (count === 0) return 'Nothing would change: no face was chosen.';
  const state = {
    exclude: 'excluded already',
    include: 'not excluded',
    relabel: change.kind === 'relabel' ? `called ${className(change.label)} already` : '',
  }[change.kind];
  return `Nothing would change: ${count === 1 ? 'the face is' : `all ${faces(count)} are`} ${state}.`;
}
