/** Hears the keys of the window and runs what they mean. */
import { isModifier } from './keys.ts';
import { createMatcher } from './matcher.ts';
import { shortcutStore } from './shortcut-store.ts';

export const IS_MAC = navigator.platform.startsWith('Mac');

/** Dialogs and menus that lie open now, one over the other. MUI keeps some that are closed, and hides them. */
export const openDialogs = (): number => document.querySelectorAll('.MuiModal-root:not(.MuiModal-hidden)').length;

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  const match = createMatcher({ isMac: IS_MAC });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event) || belongsToTarget(event)) return;
    const isText = isTextField(event.target);
    const depth = openDialogs();
    const entries = shortcutStore
      .getState()
      .shortcuts.filter((shortcut) => shortcut.depth === depth && (shortcut.worksInText || !isText))
      .flatMap(({ keys, run }) => (run === null ? [] : keys.map((one) => ({ keys: one, run }))));
    const found = match(event, { entries, nowMs: event.timeStamp });
    if (found.kind === 'none') return;
    event.preventDefault();
    if (found.kind === 'match') found.entry.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

const NOT_TEXT = ['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file', 'color', 'image'];

/** Where a letter is text. */
function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

const PRESSABLE =
  'button, a[href], summary, select, input, [role="button"], [role="option"], [role="menuitem"], [role="tab"]';
const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Enter and Space press what has the focus; arrows move a slider. */
function belongsToTarget({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === 'Enter' || key === ' ') return target.closest(PRESSABLE) !== null;
  return MOVES.includes(key) && target instanceof HTMLInputElement && ['range', 'radio'].includes(target.type);
}
