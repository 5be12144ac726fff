import { useEffect } from 'react';
import { useLiveEvent } from '#renderer/api/live.ts';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';
import { listenToKeys } from '#renderer/components/shortcuts/listener.ts';
import { useRedo, useUndo } from './queries.ts';

const UNDO_STAYS_MS = 10_000;

/** What the frame hears: keys, notices of the back end, and changes that can be undone. */
export function useFrameEvents(): void {
  const undo = useUndo();
  const redo = useRedo();
  useEffect(() => listenToKeys(), []);
  useLiveEvent('notice.raised', ({ notice: { level, title, message, hint, link } }) =>
    raiseNotice({ level, title, message, hint, link }),
  );
  useLiveEvent('history.changed', ({ change, title }) => {
    const undoIt = { label: 'Undo', run: () => undo.mutate(undefined) };
    const redoIt = { label: 'Redo', run: () => redo.mutate(undefined) };
    // One at a time: what Undo undoes is always the newest change.
    const common = { level: 'info', slot: 'history', closesAfterMs: UNDO_STAYS_MS } as const;
    if (change === 'recorded') raiseNotice({ ...common, title, action: undoIt });
    if (change === 'undone') raiseNotice({ ...common, title: `Undone: ${title}`, action: redoIt });
    if (change === 'redone') raiseNotice({ ...common, title: `Done again: ${title}`, action: undoIt });
  });
}
