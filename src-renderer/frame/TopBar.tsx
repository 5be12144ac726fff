import SearchIcon from '@mui/icons-material/SearchOutlined';
import { Box, ButtonBase, Stack } from '@mui/material';
import { Keys } from '#renderer/components/shortcuts/Keys.tsx';
import { ariaKeys } from '#renderer/components/shortcuts/keys.ts';
import { IS_MAC } from '#renderer/components/shortcuts/listener.ts';
import { DeviceChip } from './DeviceChip.tsx';
import { HistoryButtons } from './HistoryButtons.tsx';
import { PALETTE_KEYS, showPalette } from './palette/palette-store.ts';
import { ThemeButton } from './ThemeButton.tsx';
import { ViewButtons } from './ViewButtons.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

/** Whose workspace, a way to everything, and what it is computed with. */
export function TopBar() {
  return (
    <Stack
      component="header"
      direction="row"
      sx={{
        gridColumn: '1 / -1',
        height: 44,
        px: 1,
        gap: 1,
        alignItems: 'center',
        bgcolor: 'surface.chrome',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: '1 1 0', minWidth: 0 }}>
        <WorkspaceMenu />
      </Box>
      <SearchButton />
      <Stack
        direction="row"
        sx={{ flex: '1 1 0', minWidth: 'fit-content', justifyContent: 'flex-end', alignItems: 'center', gap: 0.25 }}
      >
        <HistoryButtons />
        <ViewButtons />
        <ThemeButton />
        <DeviceChip />
      </Stack>
    </Stack>
  );
}

function SearchButton() {
  return (
    <ButtonBase
      onClick={() => showPalette(true)}
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaKeys(PALETTE_KEYS, { isMac: IS_MAC })}
      sx={{
        width: 'clamp(160px, 26vw, 380px)',
        height: 30,
        px: 1,
        gap: 1,
        justifyContent: 'flex-start',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        color: 'text.secondary',
        typography: 'body2',
        '&:hover': { borderColor: 'text.secondary' },
      }}
    >
      <SearchIcon fontSize="small" />
      <Box
        component="span"
        sx={{ flexGrow: 1, textAlign: 'left', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        Search or run an action
      </Box>
      <Box aria-hidden component="span">
        <Keys keys={PALETTE_KEYS} />
      </Box>
    </ButtonBase>
  );
}
