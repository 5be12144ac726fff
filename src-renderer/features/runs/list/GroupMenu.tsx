import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import { Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import type { RunField } from '#shared/domain/run-fields.ts';

export type GroupMenuProps = {
  readonly fields: readonly RunField[];
  readonly groupBy: RunField | null;
  readonly onChange: (groupBy: string | null) => void;
};

/** By what runs stand together. */
export function GroupMenu({ fields, groupBy, onChange }: GroupMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (name: string | null) => {
    setAnchor(null);
    onChange(name);
  };
  return (
    <>
      <Button
        color={groupBy === null ? 'inherit' : 'primary'}
        variant="outlined"
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flexShrink: 0, ...(groupBy === null ? { borderColor: 'divider' } : {}) }}
      >
        {groupBy === null ? 'Group' : `Group: ${groupBy.title}`}
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { dense: true } }}
      >
        <MenuItem selected={groupBy === null} onClick={() => choose(null)}>
          No groups
        </MenuItem>
        {fields.map(({ name, title }) => (
          <MenuItem key={name} selected={name === groupBy?.name} onClick={() => choose(name)}>
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
