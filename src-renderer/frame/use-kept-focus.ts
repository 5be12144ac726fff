import { useEffect } from 'react';
import { moveFocusToPage } from '#renderer/components/page-focus.ts';
import { openDialogs } from '#renderer/components/shortcuts/listener.ts';

/**
 * Who works with the keyboard keeps a place. Where the control under the focus goes away (a step that is done, a training that has ended), the focus goes to
 * the page's heading; where it was switched off for a moment, it comes back. A browser alone leaves it nowhere.
 */
export const useKeptFocus = (): void => useEffect(keepFocus, []);

function keepFocus(): () => void {
  let last: HTMLElement | null = null; // null: a pointer is at work, which needs no focus
  let wasDisabled = false;
  const remember = () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement !== document.body) last = activeElement;
  };
  const forget = () => {
    last = null;
  };
  const observer = new MutationObserver(() => {
    const isNowhere = last !== null && document.activeElement === document.body && openDialogs() === 0;
    const isDisabled = last?.matches(':disabled') ?? false;
    if (isNowhere && last?.isConnected === false) moveFocusToPage();
    else if (isNowhere && wasDisabled && !isDisabled) last?.focus({ preventScroll: true });
    wasDisabled = isDisabled;
  });
  const listeners = new AbortController();
  const options = { capture: true, signal: listeners.signal };
  window.addEventListener('keydown', remember, options);
  window.addEventListener('focusin', remember, options);
  window.addEventListener('pointerup', forget, options); // after the focus that a press gives, before the click
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  return () => {
    observer.disconnect();
    listeners.abort();
  };
}
