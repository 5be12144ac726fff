import { getRouteApi } from '@tanstack/react-router';
import type { PageSearch } from './search.ts';

const route = getRouteApi('/predictions/$evaluationId');

export const useEvaluationId = () => route.useParams({ select: ({ evaluationId }) => evaluationId });

export type ChangeSearch = (changes: Partial<PageSearch>, options?: { readonly isStep?: boolean }) => void;

/** The address and the way to change it. `isStep`: worth a step of the Back button. */
export function useGallerySearch() {
  const search: PageSearch = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSearch = (changes, { isStep = false } = {}) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: !isStep });
  return { search, change };
}
