import { Box, Link } from '@mui/material';
import { Outlet } from '@tanstack/react-router';
import { ConfirmDialog } from '#renderer/components/confirm/ConfirmDialog.tsx';
import { NoticeStack } from '#renderer/components/notices/NoticeStack.tsx';
import { ShortcutSheet } from '#renderer/components/shortcuts/ShortcutSheet.tsx';
import { FrameActions } from './FrameActions.tsx';
import { NavBar } from './navigation/NavBar.tsx';
import { PendingBar } from './PendingBar.tsx';
import { CommandPalette } from './palette/CommandPalette.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useFrameEvents } from './use-frame-events.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePageFocus } from './use-page-focus.ts';
import { usePreloadedPages } from './use-preloaded-pages.ts';
import { useStrayDrops } from './use-stray-drops.ts';

/** What stands around every page. */
export function Frame() {
  useFrameEvents();
  usePageFocus();
  useKeptFocus();
  usePreloadedPages();
  useStrayDrops();
  return (
    <Box sx={{ height: '100%', display: 'grid', gridTemplate: 'auto minmax(0, 1fr) auto / auto minmax(0, 1fr)' }}>
      <Link
        href="#content"
        sx={SKIP_LINK}
        onClick={(event) => {
          event.preventDefault(); // the address stays that of the view
          document.getElementById('content')?.focus();
        }}
      >
        Skip to the page
      </Link>
      <TopBar />
      <NavBar />
      <Box component="main" id="content" tabIndex={-1} sx={{ position: 'relative', minWidth: 0, minHeight: 0 }}>
        <PendingBar />
        <Outlet />
      </Box>
      <StatusBar />
      <FrameActions />
      <NoticeStack />
      <CommandPalette />
      <ShortcutSheet />
      <ConfirmDialog />
    </Box>
  );
}

/** Seen by those who come to it with the Tab key. */
const SKIP_LINK = {
  position: 'fixed',
  top: -100,
  left: 8,
  zIndex: 'tooltip',
  px: 2,
  py: 1,
  borderRadius: 1,
  bgcolor: 'background.paper',
  boxShadow: 6,
  '&:focus': { top: 8 },
} as const;
