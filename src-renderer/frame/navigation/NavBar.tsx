import CollapseIcon from '@mui/icons-material/KeyboardDoubleArrowLeftOutlined';
import ExpandIcon from '@mui/icons-material/KeyboardDoubleArrowRightOutlined';
import { Box, List, ListItem, ListItemButton, ListItemIcon, ListItemText, Tooltip } from '@mui/material';
import { useLocation } from '@tanstack/react-router';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { isCurrent, MAIN_PAGES, type NavItem, PROGRAM_PAGES } from './nav-items.ts';
import { useIsNarrow } from './use-is-narrow.ts';

const WIDTH_PX = 188;
const NARROW_WIDTH_PX = 52;

/** Every page, with its word; on a narrow window the icons alone. */
export function NavBar() {
  const { isNarrow, canChoose, setNarrow } = useIsNarrow();
  const [ChangeIcon, change] = isNarrow
    ? [ExpandIcon, 'Expand the navigation']
    : [CollapseIcon, 'Collapse the navigation'];
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        width: isNarrow ? NARROW_WIDTH_PX : WIDTH_PX,
        display: 'flex',
        flexDirection: 'column',
        overflow: 'auto',
        bgcolor: 'surface.chrome',
        borderRight: 1,
        borderColor: 'divider',
      }}
    >
      <Items items={MAIN_PAGES} isNarrow={isNarrow} />
      <Box sx={{ flexGrow: 1 }} />
      <Items items={PROGRAM_PAGES} isNarrow={isNarrow} />
      {canChoose && (
        <List disablePadding sx={{ px: 0.75, pb: 0.75 }}>
          <ListItem disablePadding>
            <Tooltip title={isNarrow ? change : ''} placement="right">
              <ListItemButton aria-label={change} onClick={() => setNarrow(!isNarrow)} sx={ITEM}>
                <ListItemIcon>
                  <ChangeIcon fontSize="small" />
                </ListItemIcon>
                {!isNarrow && <ListItemText primary="Collapse" sx={TEXT} />}
              </ListItemButton>
            </Tooltip>
          </ListItem>
        </List>
      )}
    </Box>
  );
}

function Items({ items, isNarrow }: { readonly items: readonly NavItem[]; readonly isNarrow: boolean }) {
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <List disablePadding sx={{ px: 0.75, pt: 0.75 }}>
      {items.map(({ to, title, icon: Icon }) => {
        const isHere = isCurrent(to, pathname);
        return (
          <ListItem key={to} disablePadding>
            <Tooltip title={isNarrow ? title : ''} placement="right">
              <ListItemButton
                component={PageLink}
                link={to}
                selected={isHere}
                sx={ITEM}
                {...(isNarrow ? { 'aria-label': title } : {})}
                {...(isHere ? { 'aria-current': pathname === to ? 'page' : 'true' } : {})}
              >
                <ListItemIcon>
                  <Icon fontSize="small" />
                </ListItemIcon>
                {!isNarrow && <ListItemText primary={title} sx={TEXT} />}
              </ListItemButton>
            </Tooltip>
          </ListItem>
        );
      })}
    </List>
  );
}

const ITEM = {
  minHeight: 32,
  py: 0.25,
  px: 1.25,
  mb: 0.25,
  borderRadius: 1,
  color: 'text.secondary',
  '&:hover': { color: 'text.primary' },
  '&.Mui-selected': { color: 'text.primary', bgcolor: 'action.selected', '& svg': { color: 'primary.main' } },
} as const;

const TEXT = { m: 0, '& .MuiListItemText-primary': { typography: 'body2', fontWeight: 520 } } as const;
