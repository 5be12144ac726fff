import { Box, Dialog } from '@mui/material';
import { useStore } from 'zustand';
import { EVERYWHERE } from '#renderer/components/shortcuts/shortcut-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { PaletteSearch } from './PaletteSearch.tsx';
import { PALETTE_KEYS, paletteStore, showPalette } from './palette-store.ts';

/** One field that finds everything: pages, runs, data, configurations, actions. */
export function CommandPalette() {
  const isOpen = useStore(paletteStore, (state) => state.isOpen);
  useShortcut({
    keys: PALETTE_KEYS,
    description: 'Search runs, data, pages and actions',
    group: EVERYWHERE,
    isHidden: true,
    run: () => showPalette(true),
  });
  return (
    <Dialog
      open={isOpen}
      onClose={() => showPalette(false)}
      maxWidth="sm"
      fullWidth
      transitionDuration={0}
      aria-labelledby={TITLE_ID}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start', pt: '10vh' } }}
    >
      <Box component="h2" id={TITLE_ID} sx={HEARD_ONLY}>
        Search
      </Box>
      <PaletteSearch onClose={() => showPalette(false)} />
    </Dialog>
  );
}

const TITLE_ID = 'palette-title';

/** The field says it to everybody else. */
const HEARD_ONLY = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  m: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;
