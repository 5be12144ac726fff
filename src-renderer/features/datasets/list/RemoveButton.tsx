import { Button } from '@mui/material';
import { plural } from '#renderer/components/format.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRemoval } from './use-removal.ts';

export type RemoveButtonProps = {
  /** Of what is chosen in the table. */
  readonly ids: readonly DatasetId[];
};

/** Several at once. */
export function RemoveButton({ ids }: RemoveButtonProps) {
  const { remove, isPending } = useRemoval();
  if (ids.length === 0) return null;
  return (
    <Button variant="outlined" color="inherit" disabled={isPending} onClick={() => void remove(ids)}>
      Remove {plural(ids.length, 'data set')}
    </Button>
  );
}
