import { type ShortcutOptions, useShortcut } from './use-shortcut.ts';

/** A key or an action as a component, where there is a list of them or a condition: shows nothing. */
export function Shortcut(options: ShortcutOptions) {
  useShortcut(options);
  return null;
}
