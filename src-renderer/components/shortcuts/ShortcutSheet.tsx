import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Box, Dialog, DialogContent, DialogTitle, IconButton, Stack, Typography } from '@mui/material';
import { useStore } from 'zustand';
import { Keys } from './Keys.tsx';
import { EVERYWHERE, offered, type Shortcut, shortcutStore, showSheet } from './shortcut-store.ts';

/** The keys that are in force on this page, under their headings; the page's own first. */
export function ShortcutSheet() {
  const isOpen = useStore(shortcutStore, (state) => state.isSheetOpen);
  return (
    <Dialog open={isOpen} onClose={() => showSheet(false)} maxWidth="md" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title" sx={{ display: 'flex', alignItems: 'center' }}>
        <Box sx={{ flexGrow: 1 }}>Keys</Box>
        <IconButton aria-label="Close" onClick={() => showSheet(false)}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </DialogTitle>
      <DialogContent>
        <Sheet />
      </DialogContent>
    </Dialog>
  );
}

function Sheet() {
  const shortcuts = useStore(shortcutStore, (state) => state.shortcuts);
  const withKeys = offered(shortcuts).filter(({ keys }) => keys.length > 0);
  const groups = [...Map.groupBy(withKeys, ({ group }) => group)].sort(
    ([a], [b]) => Number(a === EVERYWHERE) - Number(b === EVERYWHERE),
  );
  return (
    <Box sx={{ columnCount: { sm: 2 }, columnGap: 5 }}>
      {groups.map(([group, entries]) => (
        <Box key={group} component="section" aria-label={group} sx={{ mb: 2.5 }}>
          <Typography
            variant="overline"
            component="h3"
            sx={{ display: 'block', color: 'text.secondary', breakAfter: 'avoid' }}
          >
            {group}
          </Typography>
          <Box component="dl" sx={{ m: 0 }}>
            {entries.map((shortcut) => (
              <Row key={shortcut.description} shortcut={shortcut} />
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Row({ shortcut: { keys, description } }: { readonly shortcut: Shortcut }) {
  return (
    <Stack
      direction="row"
      sx={{ py: 0.5, alignItems: 'baseline', borderBottom: 1, borderColor: 'divider', breakInside: 'avoid' }}
    >
      <Typography component="dt" variant="body2" sx={{ flexGrow: 1, pr: 2 }}>
        {description}
      </Typography>
      <Box component="dd" sx={{ m: 0, flexShrink: 0 }}>
        {keys.map((one, index) => (
          <Box component="span" key={one}>
            {index > 0 && (
              <Box component="span" sx={{ mx: 0.5, color: 'text.secondary', typography: 'caption' }}>
                or
              </Box>
            )}
            <Keys keys={one} />
          </Box>
        ))}
      </Box>
    </Stack>
  );
}
