import SearchIcon from '@mui/icons-material/SearchOutlined';
import { Box, InputBase, Stack } from '@mui/material';
import { type KeyboardEvent, useId, useState } from 'react';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { findEntries, type PaletteEntry } from './entries.ts';
import { PaletteList } from './PaletteList.tsx';
import { PALETTE_KEYS } from './palette-store.ts';
import { recentIds, rememberId } from './recent.ts';
import { usePaletteEntries } from './use-entries.ts';

/** The field keeps the focus; arrows choose from the list below it, Enter does it. */
export function PaletteSearch({ onClose }: { readonly onClose: () => void }) {
  const entries = usePaletteEntries();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [recent] = useState(recentIds);
  const listId = useId();
  const found = findEntries(query, { entries, recentIds: recent });
  const index = Math.min(chosen, found.length - 1);

  const carryOut = (entry: PaletteEntry) => {
    rememberId(entry.id);
    onClose();
    setTimeout(entry.run); // once the dialog is gone: what it opens may be one too
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const entry = found[index]?.entry;
    if (move !== undefined && found.length > 0) setChosen(move(index, found.length));
    else if (event.key === 'Enter' && entry !== undefined) carryOut(entry);
    else return;
    event.preventDefault();
  };
  useShortcut({ keys: PALETTE_KEYS, description: 'Close', group: 'Search', isHidden: true, run: onClose });

  return (
    <>
      <Stack
        direction="row"
        spacing={1}
        sx={{ px: 2, py: 1, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}
      >
        <SearchIcon fontSize="small" sx={{ color: 'text.secondary' }} />
        <InputBase
          autoFocus
          fullWidth
          value={query}
          placeholder="Search runs, data, pages and actions"
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': 'Search runs, data, pages and actions',
              'aria-expanded': true,
              'aria-controls': listId,
              'aria-autocomplete': 'list',
              'aria-activedescendant': found.length > 0 ? `${listId}-${index}` : undefined,
              autoComplete: 'off',
              spellCheck: false,
            },
          }}
          sx={{ typography: 'body1' }}
        />
      </Stack>
      <PaletteList id={listId} found={found} index={index} onChoose={carryOut} />
      <Box
        role="status"
        sx={{ px: 2, py: 0.75, typography: 'caption', color: 'text.secondary', borderTop: 1, borderColor: 'divider' }}
      >
        {found.length === 0 ? `Nothing is called "${query.trim()}".` : '↑ ↓ to choose, Enter to go, Esc to close'}
      </Box>
    </>
  );
}

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  PageDown: (index, count) => Math.min(count - 1, index + 8),
  PageUp: (index) => Math.max(0, index - 8),
};
