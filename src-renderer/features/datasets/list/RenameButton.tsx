import { Button } from '@mui/material';
import { useState } from 'react';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { ListedDataset } from '../queries.ts';
import { RenameDialog } from './RenameDialog.tsx';

export type RenameButtonProps = {
  /** The only one that is chosen in the table; null: none, or several. */
  readonly dataset: Pick<ListedDataset, 'id' | 'name'> | null;
};

/** What the menu of its row does, for who has no pointer. */
export function RenameButton({ dataset }: RenameButtonProps) {
  const [isRenaming, setRenaming] = useState(false);
  const begin = () => setRenaming(true);
  useShortcut({
    keys: 'F2',
    description: 'Rename the selected data set',
    group: 'Data',
    isEnabled: dataset !== null,
    run: begin,
  });
  if (dataset === null) return null;
  return (
    <>
      <Button color="inherit" onClick={begin}>
        Rename
      </Button>
      {isRenaming && <RenameDialog datasetId={dataset.id} name={dataset.name} onClose={() => setRenaming(false)} />}
    </>
  );
}
