// biome-ignore-all lint/a11y/useFocusableInteractive: the field above has the keyboard and names its option by aria-activedescendant
import { Box, Skeleton, Stack, Typography } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { FolderEntry, FolderListing } from '#shared/contract/files.ts';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { EntryRow, ROW_PX } from './EntryRow.tsx';
import { type EntryKind, namedKinds } from './entries.ts';

export type EntryListProps = {
  readonly id: string;
  readonly optionId: (index: number) => string;
  readonly listing: UseQueryResult<FolderListing>;
  readonly entries: readonly FolderEntry[];
  readonly active: FolderEntry | null;
  readonly text: string;
  readonly kinds: readonly EntryKind[];
  readonly onActivate: (path: string) => void;
  readonly onOpen: (entry: FolderEntry) => void;
};

/** The folder: a click chooses, a double click or Enter opens. */
export function EntryList(props: EntryListProps) {
  const { id, optionId, listing, entries, active, onActivate, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.path ?? index,
    overscan: 10,
  });
  const activeIndex = active === null ? -1 : entries.indexOf(active);
  useEffect(() => {
    virtualizer.scrollToIndex(Math.max(0, activeIndex));
  }, [activeIndex, virtualizer]);

  return (
    <Box
      ref={box}
      sx={{ flexGrow: 1, minWidth: 0, overflow: 'auto', border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Box
        id={id}
        role="listbox"
        aria-label="Entries of the folder"
        aria-busy={listing.isPlaceholderData}
        sx={{ position: 'relative', height: virtualizer.getTotalSize(), opacity: listing.isPlaceholderData ? 0.6 : 1 }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <EntryRow
              key={key}
              id={optionId(index)}
              entry={entry}
              topPx={start}
              isActive={entry === active}
              setSize={entries.length}
              position={index + 1}
              onActivate={() => onActivate(entry.path)}
              onOpen={() => onOpen(entry)}
            />
          );
        })}
      </Box>
      <Absence {...props} />
    </Box>
  );
}

/** Why nothing, or not everything, is there. */
function Absence({ listing, entries, text, kinds }: EntryListProps) {
  if (listing.isPending)
    return (
      <Stack sx={{ p: 1.5 }} spacing={1} aria-label="Reading the folder">
        <Skeleton />
        <Skeleton />
        <Skeleton width="60%" />
      </Stack>
    );
  if (listing.error !== null)
    return (
      <Box sx={{ px: 1.5 }}>
        <ErrorNotice error={listing.error} onRetry={() => void listing.refetch()} />
      </Box>
    );
  const words =
    entries.length === 0
      ? text === ''
        ? `No folder and no ${namedKinds(kinds.filter((kind) => kind !== 'folder'))} in here.`
        : `No name has "${text}" in it.`
      : listing.data.isCut
        ? 'The first 5,000 entries are shown. Type a path to get to the others.'
        : null;
  if (words === null) return null;
  return (
    <Typography variant="body2" role="status" sx={{ p: 2, color: 'text.secondary' }}>
      {words}
    </Typography>
  );
}
