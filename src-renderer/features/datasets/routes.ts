import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { addSearch } from './add/search.ts';
import { datasetDetailRoute } from './detail/routes.ts';
import { datasetsSearch } from './list/search.ts';
import { prefetchDatasets } from './queries.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets',
  validateSearch: datasetsSearch,
  loader: () => prefetchDatasets(),
  component: lazyRouteComponent(() => import('./DatasetsPage.tsx'), 'DatasetsPage'),
});

const add = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets/add',
  validateSearch: addSearch,
  component: lazyRouteComponent(() => import('./add/AddDatasetPage.tsx'), 'AddDatasetPage'),
});

export const datasetsRoutes = [index, add, datasetDetailRoute] as const;
