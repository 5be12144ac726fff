import { plural } from '#renderer/components/format.ts';
import { raiseError, raiseNotice } from '#renderer/components/notices/notice-store.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRemoveDataset, useUndo } from '../queries.ts';

/** Takes data sets out of the workspace, one after another, and offers the way back; one that is in use says so and stays. */
export function useRemoval() {
  const removal = useRemoveDataset();
  const undo = useUndo();
  const takeBack = async (count: number) => {
    try {
      for (let i = 0; i < count; i++) await undo.mutateAsync(undefined);
    } catch (error) {
      raiseError(error);
    }
  };
  const remove = async (ids: readonly DatasetId[]) => {
    let count = 0;
    for (const datasetId of ids) {
      try {
        await removal.mutateAsync({ datasetId });
        count += 1;
      } catch (error) {
        raiseError(error);
      }
    }
    if (count === 0) return;
    raiseNotice({
      level: 'info',
      title: `Removed ${plural(count, 'data set')}`,
      message: 'CSVs and images are where they were.',
      action: { label: 'Undo', run: () => void takeBack(count) },
    });
  };
  return { remove, isPending: removal.isPending };
}
