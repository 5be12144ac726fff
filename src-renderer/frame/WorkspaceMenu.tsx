import ArrowIcon from '@mui/icons-material/ExpandMoreOutlined';
import FolderIcon from '@mui/icons-material/FolderOutlined';
import { Button, ListSubheader, Menu, MenuItem, Tooltip } from '@mui/material';
import { useState } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { useWorkspaceInfo } from './queries.ts';

/** Which workspace this is; its whole path on hover, and to copy. */
export function WorkspaceMenu() {
  const { data: info } = useWorkspaceInfo();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  if (info === undefined) return null;
  return (
    <>
      <Tooltip title={info.path}>
        <Button
          color="inherit"
          startIcon={<FolderIcon fontSize="small" />}
          endIcon={<ArrowIcon fontSize="small" />}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-label={`Workspace ${info.name}`}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ maxWidth: '100%', '& .MuiButton-endIcon': { ml: 0.25 } }}
        >
          <span style={NAME}>{info.name}</span>
        </Button>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <ListSubheader sx={{ lineHeight: 1.4, py: 1, maxWidth: 420, overflowWrap: 'anywhere' }}>
          {info.path}
        </ListSubheader>
        <MenuItem
          onClick={() => {
            close();
            void copyText(info.path, { what: 'the path of the workspace' });
          }}
        >
          Copy the path
        </MenuItem>
        <MenuItem component={PageLink} link="/settings" onFollow={close}>
          Disk and device
        </MenuItem>
      </Menu>
    </>
  );
}

const NAME = { overflow: 'hidden', textOverflow: 'ellipsis' } as const;
