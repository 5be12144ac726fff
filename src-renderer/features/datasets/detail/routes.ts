import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { DatasetId } from '#shared/domain/records.ts';
import { datasetSearch } from './search.ts';

export const datasetDetailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets/$datasetId',
  params: {
    parse: ({ datasetId }) => {
      const parsed = DatasetId.safeParse(Number(datasetId));
      if (!parsed.success) throw notFound();
      return { datasetId: parsed.data };
    },
    stringify: ({ datasetId }) => ({ datasetId: String(datasetId) }),
  },
  validateSearch: datasetSearch,
  component: lazyRouteComponent(() => import('./DatasetPage.tsx'), 'DatasetPage'),
});
