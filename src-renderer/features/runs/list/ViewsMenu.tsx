import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Button, Divider, IconButton, Menu, MenuItem, Stack, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { SavedView } from '#shared/contract/settings.ts';

export type ViewsMenuProps = {
  readonly views: readonly SavedView[];
  /** Of what is shown now: the whole view, whatever is kept. */
  readonly link: string;
  readonly onChange: (views: SavedView[]) => void;
};

const PAGE = 'runs';

/** Views by name: a view is a link with filter, order, groups and columns, so it shows whatever fits when it is opened. */
export function ViewsMenu({ views, link, onChange }: ViewsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState('');
  const close = () => setAnchor(null);
  const ours = views.filter(({ page }) => page === PAGE);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const others = views.filter((view) => view.page !== PAGE || view.name !== name.trim());
    onChange([...others, { name: name.trim(), page: PAGE, link }]);
    setName('');
    close();
  };
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider' }}
      >
        Views
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close} slotProps={{ list: { dense: true } }}>
        {ours.map((view) => (
          <Stack direction="row" key={view.name} sx={{ alignItems: 'center', pr: 1 }}>
            <MenuItem component={PageLink} link={view.link} onFollow={close} sx={{ flexGrow: 1 }}>
              {view.name}
            </MenuItem>
            <IconButton
              aria-label={`Forget the view ${view.name}`}
              onClick={() => onChange(views.filter((other) => other !== view))}
            >
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Stack>
        ))}
        {ours.length > 0 && <Divider />}
        <Stack
          component="form"
          direction="row"
          spacing={1}
          onSubmit={save}
          onKeyDown={(event) => event.stopPropagation()} // letters are the name's, not the menu's
          sx={{ px: 2, py: 1 }}
        >
          <TextField
            value={name}
            onChange={({ target }) => setName(target.value)}
            placeholder="Name of this view"
            slotProps={{ htmlInput: { 'aria-label': 'Name of this view', maxLength: 80 } }}
          />
          <Button type="submit" variant="outlined" disabled={name.trim() === ''}>
            Save
          </Button>
        </Stack>
        <MenuItem
          onClick={() => {
            void copyText(new URL(link, window.location.href).href, { what: 'the link to this view' });
            close();
          }}
        >
          Copy the link to this view
        </MenuItem>
      </Menu>
    </>
  );
}
