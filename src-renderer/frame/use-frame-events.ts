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
    const closesAfterMs = UNDO_STAYS_MS;
    if (change === 'recorded') raiseNotice({ level: 'info', title, action: undoIt, closesAfterMs });
    if (change === 'undone') raiseNotice({ level: 'info', title: `Undone: ${title}`, action: redoIt, closesAfterMs });
    if (change === 'redone')
      raiseNotice({ level: 'info', title: `Done again: ${title}`, action: undoIt, closesAfterMs });
  });
}
