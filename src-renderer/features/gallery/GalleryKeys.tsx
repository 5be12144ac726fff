import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';

const GROUP = 'Gallery';

export type GalleryKeysProps = {
  readonly hasFilter: boolean;
  readonly isTriage: boolean;
  readonly hasMaps: boolean;
  readonly onClearFilter: () => void;
  readonly onToggleMap: () => void;
  readonly onTriage: () => void;
  /** Gives the grid the focus: from then on it hears the keys itself. */
  readonly onFocusGrid: () => void;
  readonly onChooseAll: () => void;
};

/** The keys of the gallery, wherever the focus is, and for the sheet of keys. */
export function GalleryKeys(props: GalleryKeysProps) {
  const { hasFilter, isTriage, hasMaps, onClearFilter, onToggleMap, onTriage, onFocusGrid, onChooseAll } = props;
  const one = { group: GROUP };
  useShortcut({ ...one, keys: 'd', description: 'Clear the filter', isEnabled: hasFilter, run: onClearFilter });
  useShortcut({ ...one, keys: 'h', description: 'Heat maps over the faces', isEnabled: hasMaps, run: onToggleMap });
  useShortcut({
    ...one,
    keys: 'v',
    description: isTriage ? 'Back to the grid' : 'One face after another',
    run: onTriage,
  });
  useShortcut({
    ...{ group: GROUP, keys: 'Mod+a', description: 'Select all faces of the filter', worksInText: false },
    isEnabled: !isTriage,
    run: onChooseAll,
  });
  const inGrid = { group: GROUP, isHidden: true, isEnabled: !isTriage, run: onFocusGrid };
  useShortcut({ ...inGrid, keys: ['Left', 'Right', 'Up', 'Down'], description: 'Move from face to face' });
  useShortcut({ ...inGrid, keys: 'Enter', description: 'Open the face' });
  useShortcut({ ...inGrid, keys: ['x', 'Space'], description: 'Select the face, or no longer' });
  useShortcut({ ...inGrid, keys: ['Shift+Right', 'Shift+Down'], description: 'Extend the selection' });
  return null;
}
