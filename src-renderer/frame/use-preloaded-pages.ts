import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ALL_PAGES } from './navigation/nav-items.ts';

/** Long enough for the first page to be whole. */
const AFTER_MS = 1_500;

/** Once the first page stands, the code of the others is fetched while nothing else is to be done: no change of page waits for it. */
export function usePreloadedPages(): void {
  const router = useRouter();
  useEffect(() => {
    let handle = 0;
    const next = (pages: readonly { readonly to: string }[]) => {
      const [page, ...others] = pages;
      if (page === undefined) return;
      handle = requestIdleCallback(() => void router.preloadRoute({ to: page.to }).finally(() => next(others)));
    };
    const timer = setTimeout(() => next(ALL_PAGES), AFTER_MS);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(handle);
    };
  }, [router]);
}
