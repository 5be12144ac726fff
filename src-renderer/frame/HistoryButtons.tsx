import RedoIcon from '@mui/icons-material/RedoOutlined';
import UndoIcon from '@mui/icons-material/UndoOutlined';
import { EVERYWHERE } from '#renderer/components/shortcuts/shortcut-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { BarButton } from './BarButton.tsx';
import { useHistoryState, useRedo, useUndo } from './queries.ts';

export const UNDO_KEYS = 'Mod+Z';
export const REDO_KEYS = ['Mod+Shift+Z', 'Mod+Y'] as const;

/** Undo and redo of what changes data, saying what each would do. A text field keeps the keys for its own text. */
export function HistoryButtons() {
  const { data: state } = useHistoryState();
  const undo = useUndo();
  const redo = useRedo();
  const next = { undo: state?.undo ?? null, redo: state?.redo ?? null };
  const words = {
    undo: next.undo === null ? 'Undo' : `Undo: ${next.undo}`,
    redo: next.redo === null ? 'Redo' : `Redo: ${next.redo}`,
  };
  useShortcut({
    keys: UNDO_KEYS,
    description: words.undo,
    group: EVERYWHERE,
    isEnabled: next.undo !== null && !undo.isPending,
    worksInText: false,
    run: () => undo.mutate(undefined),
  });
  useShortcut({
    keys: REDO_KEYS,
    description: words.redo,
    group: EVERYWHERE,
    isEnabled: next.redo !== null && !redo.isPending,
    worksInText: false,
    run: () => redo.mutate(undefined),
  });
  return (
    <>
      <BarButton
        label={words.undo}
        keys={UNDO_KEYS}
        isDisabled={next.undo === null || undo.isPending}
        onClick={() => undo.mutate(undefined)}
      >
        <UndoIcon fontSize="small" />
      </BarButton>
      <BarButton
        label={words.redo}
        keys={REDO_KEYS[0]}
        isDisabled={next.redo === null || redo.isPending}
        onClick={() => redo.mutate(undefined)}
      >
        <RedoIcon fontSize="small" />
      </BarButton>
    </>
  );
}
