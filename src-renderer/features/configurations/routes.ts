import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/configurations',
  component: lazyRouteComponent(() => import('./ConfigurationsPage.tsx'), 'ConfigurationsPage'),
});

export const configurationsRoutes = [index] as const;
