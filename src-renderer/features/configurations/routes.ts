import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { editSearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/configurations',
  component: lazyRouteComponent(() => import('./ConfigurationsPage.tsx'), 'ConfigurationsPage'),
});

const edit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/configurations/edit',
  validateSearch: editSearch,
  component: lazyRouteComponent(() => import('./EditConfigurationPage.tsx'), 'EditConfigurationPage'),
});

export const configurationsRoutes = [index, edit] as const;
