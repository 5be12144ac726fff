/** What is done to data sets as wholes: renaming and removing, each with its way back. */
import type { Store } from '#main/store/open.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';

export type DatasetChangesDependencies = {
  readonly store: Store;
  readonly events: EventBus;
  readonly history: History;
};

export function createDatasetChanges({ store, events, history }: DatasetChangesDependencies) {
  const { datasets } = store;
  const changed = (datasetId: DatasetId) => events.publish({ topic: 'dataset.changed', datasetId });
  const applyName = (id: DatasetId, name: string) => {
    datasets.rename(id, name);
    changed(id);
  };

  return {
    /** @throws not_found, data_invalid (a name of blanks) */
    rename: (id: DatasetId, wanted: string): void => {
      const { name: before } = datasets.get(id);
      const name = wanted.trim();
      if (name === '') throw new AppError('data_invalid', 'A data set needs a name.');
      if (name === before) return;
      applyName(id, name);
      history.record({
        title: `Rename "${before}" to "${name}"`,
        undo: () => applyName(id, before),
        redo: () => applyName(id, name),
      });
    },

    /** @throws not_found, conflict (says what uses it) */
    remove: (id: DatasetId): void => {
      let removed = datasets.remove(id);
      changed(id);
      history.record({
        title: `Remove "${removed.name}"`,
        undo: () => {
          datasets.restore(removed);
          changed(id);
        },
        redo: () => {
          removed = datasets.remove(id);
          changed(id);
        },
      });
    },
  };
}
