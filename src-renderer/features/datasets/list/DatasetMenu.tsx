import MoreIcon from '@mui/icons-material/MoreHorizOutlined';
import { IconButton, Menu, MenuItem } from '@mui/material';
import { useId, useState } from 'react';
import type { ListedDataset } from '../queries.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { useRemoval } from './use-removal.ts';

/** What can be done to a data set as a whole. */
export function DatasetMenu({ dataset: { id, name } }: { readonly dataset: ListedDataset }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isRenaming, setRenaming] = useState(false);
  const menuId = useId();
  const { remove } = useRemoval();
  return (
    <>
      <IconButton
        tabIndex={-1}
        aria-label={`More: ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={menuId}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setRenaming(true);
          }}
        >
          Rename
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            void remove([id]);
          }}
        >
          Remove from the workspace
        </MenuItem>
      </Menu>
      {isRenaming && <RenameDialog datasetId={id} name={name} onClose={() => setRenaming(false)} />}
    </>
  );
}
