import { Button } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import type { RunPlace } from '#shared/contract/runs.ts';

export type NothingHereProps = {
  readonly place: RunPlace;
  /** There are runs here, and the filter shows none of them. */
  readonly isFilteredOut: boolean;
  readonly onClearFilter: () => void;
};

const WORDS: Readonly<Record<RunPlace, { readonly title: string; readonly text: string }>> = {
  active: { title: 'Every run is put away', text: 'All runs of this workspace are in the archive or in the trash.' },
  archived: {
    title: 'The archive is empty',
    text: 'Archive runs that you no longer look at: they keep their files and their place in the workspace.',
  },
  trashed: {
    title: 'The trash is empty',
    text: 'Runs that you trash wait here, with their files, until you restore them or delete them for good.',
  },
};

/** Why the table has no rows. */
export function NothingHere({ place, isFilteredOut, onClearFilter }: NothingHereProps) {
  if (isFilteredOut)
    return (
      <EmptyState
        title="No run fits the filter"
        action={
          <Button variant="contained" onClick={onClearFilter}>
            Clear the filter
          </Button>
        }
      >
        Switch single parts of it off above, or clear it.
      </EmptyState>
    );
  return <EmptyState title={WORDS[place].title}>{WORDS[place].text}</EmptyState>;
}
