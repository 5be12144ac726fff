import { type KeyboardEvent, useState } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import type { FolderEntry } from '#shared/contract/files.ts';
import { type EntryKind, looksLikePath, namedKinds, shownEntries, stepped } from './entries.ts';
import { type Place, useFindEntry, useListing } from './queries.ts';

export type BrowsingOptions = {
  readonly kinds: readonly EntryKind[];
  readonly startPath: string | null;
  readonly onPick: (path: string, kind: EntryKind) => void;
};

/** Where a person is in the folders, what they typed, and what the keys do. */
export function useBrowsing({ kinds, startPath, onPick }: BrowsingOptions) {
  const [place, setPlace] = useState<Place>({ path: startPath, isRough: true });
  const [text, setText] = useState('');
  const [activePath, setActivePath] = useState<string | null>(null);
  const listing = useListing(place);
  const typed = useFindEntry();
  const isPath = looksLikePath(text);
  const { entries, otherCount } = shownEntries(listing.data?.entries ?? [], { kinds, text: isPath ? '' : text });
  const first = text === '' || isPath ? null : (entries[0] ?? null);
  const active = entries.find(({ path }) => path === activePath) ?? first;

  const type = (value: string) => {
    setText(value);
    setActivePath(null);
    typed.reset();
  };
  const goTo = (path: string) => {
    setPlace({ path, isRough: false });
    type('');
  };
  const goUp = () => {
    if (listing.data !== undefined && listing.data.parent !== null) goTo(listing.data.parent);
  };
  const open = ({ kind, path }: FolderEntry) => (kind === 'folder' ? goTo(path) : onPick(path, kind));
  const isWelcome = ({ kind }: FolderEntry) => kind === 'folder' || kinds.includes(kind);
  const goToTyped = () =>
    typed.mutate({ path: text }, { onSuccess: (entry) => (isWelcome(entry) ? open(entry) : undefined) });

  return {
    listing,
    entries,
    otherCount,
    active,
    text,
    /** Of a path that was typed. */
    problem:
      typed.error !== null
        ? describeError(typed.error).message
        : typed.data !== undefined && !isWelcome(typed.data)
          ? `"${typed.data.name}" is no ${namedKinds(kinds)}.`
          : null,
    type,
    /** Null where no path is typed. */
    goToTyped: isPath ? goToTyped : null,
    goTo,
    goUp,
    open,
    activate: setActivePath,
    onKeyDown: (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if ((event.key === 'Backspace' && text === '') || (event.key === 'ArrowUp' && event.altKey)) goUp();
      else if (step !== undefined) setActivePath(stepped(entries, { from: active, step })?.path ?? null);
      else if (event.key === 'Enter' && isPath) goToTyped();
      else if (event.key === 'Enter' && active !== null) open(active);
      else return;
      event.preventDefault();
    },
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 };
