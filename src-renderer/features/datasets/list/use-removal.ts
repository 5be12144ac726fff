import { raiseError } from '#renderer/components/notices/notice-store.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRemoveDataset } from '../queries.ts';

/** Takes data sets out of the workspace, one after another; each is an undo of its own. One that is in use says so and stays. */
export function useRemoval() {
  const removal = useRemoveDataset();
  const remove = async (ids: readonly DatasetId[]) => {
    for (const datasetId of ids) {
      try {
        await removal.mutateAsync({ datasetId });
      } catch (error) {
        raiseError(error);
      }
    }
  };
  return { remove, isPending: removal.isPending };
}
