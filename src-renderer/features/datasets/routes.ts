import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets',
  component: lazyRouteComponent(() => import('./DatasetsPage.tsx'), 'DatasetsPage'),
});

export const datasetsRoutes = [index] as const;
