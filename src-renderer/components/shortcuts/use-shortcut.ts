import { useEffect, useEffectEvent } from 'react';
import { parseKeys } from './keys.ts';
import { openDialogs } from './listener.ts';
import { putUp } from './shortcut-store.ts';

export type ShortcutOptions = {
  /** "Mod+S", "g h", "?", "ArrowLeft"; several for the same; null = an action of the palette without a key. Mod is Ctrl, on a Mac Cmd. */
  readonly keys: string | readonly string[] | null;
  /** What it does, as the palette says it: "Exclude the selected faces". */
  readonly description: string;
  /** Its heading on the sheet of keys: the page's name. */
  readonly group: string;
  /** Null: the control that has the focus hears the key by itself; it only stands on the sheet. */
  readonly run: (() => void) | null;
  /** Default true. */
  readonly isEnabled?: boolean;
  /** Also while a text field has the focus. Default: only where Mod is held for all of its keys. */
  readonly worksInText?: boolean;
  /** Not offered by the palette: moves inside a list, for example. */
  readonly isHidden?: boolean;
};

/**
 * A key, or an action without one, as long as the component is shown: listened to, on the sheet (`?`) and in the palette (Ctrl+K). Single keys
 * sleep while a text field has the focus; a dialog's keys go before those of the page below, which sleep meanwhile.
 */
export function useShortcut(options: ShortcutOptions): void {
  const { description, group, run, isEnabled = true, isHidden = false } = options;
  const keys = options.keys === null ? [] : [options.keys].flat();
  const worksInText = options.worksInText ?? keys.every((one) => parseKeys(one).every(({ hasMod }) => hasMod));
  const joined = keys.join('\n');
  const onRun = useEffectEvent(() => run?.());
  const isHeard = run !== null;
  useEffect(() => {
    if (!isEnabled) return;
    return putUp({
      keys: joined === '' ? [] : joined.split('\n'),
      description,
      group,
      worksInText,
      isHidden,
      depth: openDialogs(),
      run: isHeard ? () => onRun() : null,
    });
  }, [joined, description, group, isEnabled, worksInText, isHidden, isHeard]);
}
