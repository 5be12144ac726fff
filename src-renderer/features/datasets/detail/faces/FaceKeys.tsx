import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';

const GROUP = 'Faces';
const nothing = () => undefined;

/** The keys of the grid, for the sheet: the grid itself hears them while it has the focus. */
export function FaceKeys({
  hasFilter,
  onClearFilter,
}: {
  readonly hasFilter: boolean;
  readonly onClearFilter: () => void;
}) {
  useShortcut({
    keys: 'd',
    description: 'Clear the filter',
    group: GROUP,
    isEnabled: hasFilter,
    run: onClearFilter,
  });
  const inGrid = { group: GROUP, isHidden: true, run: nothing };
  useShortcut({ ...inGrid, keys: ['Left', 'Right', 'Up', 'Down'], description: 'Move from face to face' });
  useShortcut({ ...inGrid, keys: 'Enter', description: 'Open the face' });
  useShortcut({ ...inGrid, keys: ['x', 'Space'], description: 'Choose the face, or no longer' });
  useShortcut({
    ...inGrid,
    keys: ['Shift+Left', 'Shift+Right', 'Shift+Up', 'Shift+Down'],
    description: 'Extend the choice',
  });
  useShortcut({ ...inGrid, keys: 'Mod+a', description: 'Choose all faces of the filter', worksInText: false });
  return null;
}
