import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import { Button, IconButton, List, ListItem, ListItemButton, Popover, Stack, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import type { SavedView } from '#shared/contract/settings.ts';
import { copyText } from './copy-text.ts';
import { PageLink } from './PageLink.tsx';

export type ViewsMenuProps = {
  /** Whose views these are: "runs". */
  readonly page: string;
  readonly views: readonly SavedView[];
  /** Of what is shown now: the whole view, whatever is kept. */
  readonly link: string;
  /** Where a view leads from here; absent = where it was made. */
  readonly linkOf?: (view: SavedView) => string;
  readonly onChange: (views: SavedView[]) => void;
};

const LONGEST_NAME = 80;

/** Views by name: a view is a link with filter, order, groups and columns, so it shows whatever fits when it is opened. */
export function ViewsMenu({ page, views, link, linkOf, onChange }: ViewsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const save = (name: string) => {
    const others = views.filter((view) => view.page !== page || view.name !== name);
    onChange([...others, { name, page, link }]);
    close();
  };
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        endIcon={<ArrowDropDown />}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider' }}
      >
        Views
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Saved views', sx: { width: 320 } } }}
      >
        <ViewList
          views={views.filter((view) => view.page === page)}
          linkOf={linkOf ?? ((view) => view.link)}
          onFollow={close}
          onForget={(forgotten) => onChange(views.filter((view) => view !== forgotten))}
        />
        <SaveForm onSave={save} />
        <Button
          color="inherit"
          startIcon={<LinkIcon />}
          onClick={() => {
            void copyText(new URL(link, window.location.href).href, { what: 'the link to this view' });
            close();
          }}
          sx={{ mx: 1, mb: 1 }}
        >
          Copy the link to this view
        </Button>
      </Popover>
    </>
  );
}

type ViewListProps = {
  readonly views: readonly SavedView[];
  readonly linkOf: (view: SavedView) => string;
  readonly onFollow: () => void;
  readonly onForget: (view: SavedView) => void;
};

function ViewList({ views, linkOf, onFollow, onForget }: ViewListProps) {
  if (views.length === 0) return null;
  return (
    <List dense disablePadding sx={{ maxHeight: 320, overflow: 'auto', borderBottom: 1, borderColor: 'divider' }}>
      {views.map((view) => (
        <ListItem
          key={view.name}
          disablePadding
          secondaryAction={
            <IconButton aria-label={`Forget the view ${view.name}`} onClick={() => onForget(view)}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          }
        >
          <ListItemButton component={PageLink} link={linkOf(view)} onFollow={onFollow} sx={{ typography: 'body2' }}>
            {view.name}
          </ListItemButton>
        </ListItem>
      ))}
    </List>
  );
}

function SaveForm({ onSave }: { readonly onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onSave(name.trim());
  };
  return (
    <Stack component="form" direction="row" spacing={1} onSubmit={submit} sx={{ px: 2, py: 1.5 }}>
      <TextField
        fullWidth
        value={name}
        onChange={({ target }) => setName(target.value)}
        placeholder="Name of this view"
        slotProps={{ htmlInput: { 'aria-label': 'Name of this view', maxLength: LONGEST_NAME } }}
      />
      <Button type="submit" variant="outlined" disabled={name.trim() === ''}>
        Save
      </Button>
    </Stack>
  );
}
