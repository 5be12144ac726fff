import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import { Button, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';

export type NewRunMenuProps = {
  readonly run: RunDetail;
  /** There is a best epoch, and its file. */
  readonly hasWeights: boolean;
};

/** The two ways from this run to a new one. */
export function NewRunMenu({ run, hasWeights }: NewRunMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const edit = `/configurations/edit?run=${run.id}`;
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        New run
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        <MenuItem component={PageLink} link={edit} onFollow={close}>
          <ListItemText primary="Clone configuration" secondary="The same settings, to change and start anew" />
        </MenuItem>
        {hasWeights && (
          <MenuItem component={PageLink} link={`${edit}&weights=best`} onFollow={close}>
            <ListItemText
              primary="New run from these weights"
              secondary="Begins with the weights of the best epoch; settings can change"
            />
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
