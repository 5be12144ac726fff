import { getRouteApi } from '@tanstack/react-router';
import type { CompareSearch } from '../search.ts';

const route = getRouteApi('/compare');

/** The address and the way to change it. `isStep`: worth a step of the Back button. */
export function useCompareSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (
    changes: { readonly [K in keyof CompareSearch]?: CompareSearch[K] | undefined },
    { isStep = false }: { readonly isStep?: boolean } = {},
  ) => void navigate({ search: (before) => ({ ...before, ...changes }) as CompareSearch, replace: !isStep }); // undefined leaves a key out
  return { search, change };
}
