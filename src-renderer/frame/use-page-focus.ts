import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { moveFocusToPage } from '#renderer/components/page-focus.ts';

/** After a change of page the focus goes to its heading; not where the person is at work inside the page (its tabs may be addresses of their own). */
export function usePageFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        const focused = document.activeElement;
        const isAtWork = focused !== null && focused.id !== 'content' && focused.closest('main') !== null;
        if (!isAtWork) moveFocusToPage();
      }),
    [router],
  );
}
