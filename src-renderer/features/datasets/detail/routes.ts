import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { DatasetId } from '#shared/domain/records.ts';
import { prefetchDataset } from './queries.ts';
import { datasetSearch, orderOf } from './search.ts';

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
  loaderDeps: ({ search }) => ({ faces: search.tab === 'faces' ? orderOf(search) : null }),
  loader: ({ params: { datasetId }, deps: { faces } }) =>
    prefetchDataset(datasetId, faces === null ? null : { datasetId, ...faces }),
  component: lazyRouteComponent(() => import('./DatasetPage.tsx'), 'DatasetPage'),
});
