import { Button, DialogActions, DialogContent, Stack, Typography } from '@mui/material';
import { useId } from 'react';
import type { FolderEntry } from '#shared/contract/files.ts';
import { plural } from '../format.ts';
import { EntryList } from './EntryList.tsx';
import type { EntryKind } from './entries.ts';
import { PathBar } from './PathBar.tsx';
import { PlaceList } from './PlaceList.tsx';
import { useBrowsing } from './use-browsing.ts';

export type FolderBrowserProps = {
  readonly kinds: readonly EntryKind[];
  readonly startPath: string | null;
  readonly onPick: (path: string, kind: EntryKind) => void;
  readonly onClose: () => void;
};

/** The inside of the picker: places at the left, the folder at the right, and one field that filters it or takes a path. */
export function FolderBrowser({ kinds, startPath, onPick, onClose }: FolderBrowserProps) {
  const browsing = useBrowsing({ kinds, startPath, onPick });
  const { listing, entries, active, otherCount } = browsing;
  const listId = useId();
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, minHeight: 0, overflow: 'hidden' }}>
        <PathBar
          listing={listing.data}
          text={browsing.text}
          problem={browsing.problem}
          listId={listId}
          activeId={active === null ? null : optionId(entries.indexOf(active))}
          onTextChange={browsing.type}
          onKeyDown={browsing.onKeyDown}
          onUp={browsing.goUp}
        />
        <Stack direction="row" spacing={2} sx={{ flexGrow: 1, minHeight: 0 }}>
          <PlaceList places={listing.data?.places ?? []} current={listing.data?.path ?? null} onGo={browsing.goTo} />
          <EntryList
            id={listId}
            optionId={optionId}
            listing={listing}
            entries={entries}
            active={active}
            text={browsing.text}
            kinds={kinds}
            onActivate={browsing.activate}
            onOpen={browsing.open}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Typography variant="caption" sx={{ color: 'text.secondary', flexGrow: 1 }}>
          {otherCount > 0 &&
            `${plural(otherCount, 'file')} of other kinds ${otherCount === 1 ? 'is' : 'are'} not shown.`}
        </Typography>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        {browsing.goToTyped !== null ? (
          <Button variant="contained" onClick={browsing.goToTyped}>
            Go there
          </Button>
        ) : (
          <PickButton
            kinds={kinds}
            active={active}
            folder={listing.isPlaceholderData ? null : (listing.data?.path ?? null)}
            onPick={onPick}
          />
        )}
      </DialogActions>
    </>
  );
}

type PickButtonProps = Pick<FolderBrowserProps, 'kinds' | 'onPick'> & {
  readonly active: FolderEntry | null;
  /** Null until it is there. */
  readonly folder: string | null;
};

/** What is chosen in the list where that may be picked, else the folder itself where folders may. */
function PickButton({ kinds, active, folder, onPick }: PickButtonProps) {
  const chosen = active !== null && kinds.includes(active.kind) ? active : null;
  const isFolder = chosen === null && kinds.includes('folder');
  return (
    <Button
      variant="contained"
      disabled={folder === null || (chosen === null && !isFolder)}
      onClick={() => {
        if (chosen !== null) onPick(chosen.path, chosen.kind);
        else if (folder !== null) onPick(folder, 'folder');
      }}
    >
      {isFolder ? 'Choose this folder' : chosen === null ? 'Choose' : `Choose ${shortName(chosen.name)}`}
    </Button>
  );
}

const LONGEST_NAME = 32;

const shortName = (name: string) => (name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`);
