import { useEffect, useState } from 'react';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';

export type HeldKey = { readonly key: string; readonly description: string; readonly group: string };

/** True as long as a key is held down. It is let go of where the window loses the keyboard, too. */
export function useHeld({ key, description, group }: HeldKey): boolean {
  const [isHeld, setHeld] = useState(false);
  useShortcut({ keys: key, description, group, isHidden: true, run: () => setHeld(true) });
  useEffect(() => {
    if (!isHeld) return;
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === key) setHeld(false);
    };
    const onBlur = () => setHeld(false);
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
    };
  }, [isHeld, key]);
  return isHeld;
}
