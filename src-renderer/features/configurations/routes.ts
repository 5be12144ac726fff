import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { prefetchPresets } from './queries.ts';
import { editSearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/configurations',
  loader: () => prefetchPresets(),
  component: lazyRouteComponent(() => import('./ConfigurationsPage.tsx'), 'ConfigurationsPage'),
});

const edit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/configurations/edit',
  validateSearch: editSearch,
  loader: () => prefetchPresets(),
  component: lazyRouteComponent(() => import('./EditConfigurationPage.tsx'), 'EditConfigurationPage'),
});

export const configurationsRoutes = [index, edit] as const;
