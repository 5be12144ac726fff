import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';

const GROUP = 'Faces';

export type FaceKeysProps = {
  readonly hasFilter: boolean;
  readonly onClearFilter: () => void;
  /** False while a face is shown in large: then arrows are for it. */
  readonly isGridFree: boolean;
  /** Gives the grid the focus: from then on it hears the keys itself. */
  readonly onFocusGrid: () => void;
  readonly onChooseAll: () => void;
};

/** The keys of the grid, wherever the focus is, and for the sheet of keys. */
export function FaceKeys({ hasFilter, onClearFilter, isGridFree, onFocusGrid, onChooseAll }: FaceKeysProps) {
  useShortcut({
    keys: 'd',
    description: 'Clear the filter',
    group: GROUP,
    isEnabled: hasFilter,
    run: onClearFilter,
  });
  useShortcut({
    keys: 'Mod+a',
    description: 'Select all faces of the filter',
    group: GROUP,
    worksInText: false,
    run: onChooseAll,
  });
  const inGrid = { group: GROUP, isHidden: true, isEnabled: isGridFree, run: onFocusGrid };
  useShortcut({ ...inGrid, keys: ['Left', 'Right', 'Up', 'Down'], description: 'Move from face to face' });
  useShortcut({ ...inGrid, keys: 'Enter', description: 'Open the face' });
  useShortcut({ ...inGrid, keys: ['x', 'Space'], description: 'Select the face, or no longer' });
  useShortcut({ ...inGrid, keys: ['Shift+Right', 'Shift+Down'], description: 'Extend the selection' });
  return null;
}
