/** The one table of keys and actions: what is on the screen puts its own here, the listener, the sheet and the palette read it. */
import { createStore } from 'zustand/vanilla';

export type Shortcut = {
  /** "Mod+K", "g h", "?"; several for the same. Empty: an action of the palette without a key. */
  readonly keys: readonly string[];
  /** What it does, as the palette says it: "Exclude the selected faces". */
  readonly description: string;
  /** Where it stands on the sheet: EVERYWHERE, or the page's name. */
  readonly group: string;
  /** Also while a text field has the focus. */
  readonly worksInText: boolean;
  /** Not offered by the palette: moves inside a list, for example. */
  readonly isHidden: boolean;
  /** How many dialogs lay open when it was put up: keys belong to the topmost. */
  readonly depth: number;
  /** Null: the control that has the focus hears the key by itself; here it only stands on the sheet. */
  readonly run: (() => void) | null;
};

export const EVERYWHERE = 'Everywhere';

type State = { readonly shortcuts: readonly Shortcut[]; readonly isSheetOpen: boolean };

export const shortcutStore = createStore<State>(() => ({ shortcuts: [], isSheetOpen: false }));

/** Returns the way to take it away again. */
export function putUp(shortcut: Shortcut): () => void {
  shortcutStore.setState(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
  return () =>
    shortcutStore.setState(({ shortcuts }) => ({ shortcuts: shortcuts.filter((other) => other !== shortcut) }));
}

export const showSheet = (isSheetOpen: boolean): void => shortcutStore.setState({ isSheetOpen });

/** Without the dialogs' own, and each once: a list of rows may put up the same for every row. */
export function offered(shortcuts: readonly Shortcut[]): readonly Shortcut[] {
  const byName = new Map(
    shortcuts
      .filter(({ depth }) => depth === 0)
      .map((shortcut) => [`${shortcut.group} ${shortcut.description}`, shortcut]),
  );
  return [...byName.values()];
}
