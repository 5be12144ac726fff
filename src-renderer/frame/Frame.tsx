import { Box, List, ListItemButton, ListItemText, Stack } from '@mui/material';
import { Link, Outlet } from '@tanstack/react-router';

const PAGES = [
  ['/', 'Home'],
  ['/datasets', 'Data'],
  ['/configurations', 'Configurations'],
  ['/training', 'Training'],
  ['/runs', 'Runs'],
  ['/settings', 'Settings'],
] as const;

/** What stands around every page. */
export function Frame() {
  return (
    <Stack direction="row" sx={{ height: '100%' }}>
      <Box
        component="nav"
        aria-label="Pages"
        sx={{ width: 200, borderRight: 1, borderColor: 'divider', bgcolor: 'background.paper' }}
      >
        <List dense>
          {PAGES.map(([to, name]) => (
            <ListItemButton key={to} component={Link} to={to}>
              <ListItemText primary={name} />
            </ListItemButton>
          ))}
        </List>
      </Box>
      <Box component="main" sx={{ flexGrow: 1, minWidth: 0, height: '100%' }}>
        <Outlet />
      </Box>
    </Stack>
  );
}
