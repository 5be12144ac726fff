import { Dialog } from '@mui/material';
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
      aria-label="Search runs, data, pages and actions"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start', pt: '10vh' } }}
    >
      <PaletteSearch onClose={() => showPalette(false)} />
    </Dialog>
  );
}
