import { getRouteApi } from '@tanstack/react-router';
import type { FlipSearch } from '../search.ts';

const route = getRouteApi('/compare/faces');

/** The address and the way to change it. `isStep`: worth a step of the Back button. */
export function useFlipSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (
    changes: { readonly [K in keyof FlipSearch]?: FlipSearch[K] | undefined },
    { isStep = false }: { readonly isStep?: boolean } = {},
  ) => void navigate({ search: (before) => ({ ...before, ...changes }) as FlipSearch, replace: !isStep }); // undefined leaves a key out
  return { search, change };
}
