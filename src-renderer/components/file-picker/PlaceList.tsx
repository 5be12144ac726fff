import { List, ListItemButton, ListItemText } from '@mui/material';
import type { FolderListing } from '#shared/contract/files.ts';

export type PlaceListProps = {
  readonly places: FolderListing['places'];
  readonly current: string | null;
  readonly onGo: (path: string) => void;
};

/** Where to begin. */
export function PlaceList({ places, current, onGo }: PlaceListProps) {
  return (
    <List dense disablePadding component="nav" aria-label="Places" sx={{ width: 132, flexShrink: 0, overflow: 'auto' }}>
      {places.map(({ name, path }) => (
        <ListItemButton
          key={path}
          selected={path === current}
          title={path}
          onClick={() => onGo(path)}
          sx={{ borderRadius: 1, px: 1.25 }}
        >
          <ListItemText primary={name} />
        </ListItemButton>
      ))}
    </List>
  );
}
