import { getRouteApi } from '@tanstack/react-router';
import type { DatasetSearch } from './search.ts';

const route = getRouteApi('/datasets/$datasetId');

export const useDatasetId = () => route.useParams({ select: ({ datasetId }) => datasetId });

/** The address and the way to change it. `isStep`: worth a step of the Back button. */
export function useDatasetSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changes: Partial<DatasetSearch>, { isStep = false }: { readonly isStep?: boolean } = {}) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: !isStep });
  return { search, change };
}
