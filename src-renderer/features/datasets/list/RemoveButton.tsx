import { Button } from '@mui/material';
import { plural } from '#renderer/components/format.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRemoval } from './use-removal.ts';

export type RemoveButtonProps = {
  /** Of what is chosen in the table. */
  readonly ids: readonly DatasetId[];
};

/** Several at once. */
export function RemoveButton({ ids }: RemoveButtonProps) {
  const { remove, isPending } = useRemoval();
  useShortcut({
    keys: 'Del',
    description: 'Remove the selected data sets from the workspace',
    group: 'Data',
    isEnabled: ids.length > 0 && !isPending,
    run: () => void remove(ids),
  });
  if (ids.length === 0) return null;
  return (
    <Button variant="outlined" color="inherit" disabled={isPending} onClick={() => void remove(ids)}>
      Remove {plural(ids.length, 'data set')}
    </Button>
  );
}
