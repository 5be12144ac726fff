import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { prefetchTests } from './queries.ts';
import { regionsSearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/regions',
  validateSearch: regionsSearch,
  loader: () => prefetchTests(),
  component: lazyRouteComponent(() => import('./RegionsPage.tsx'), 'RegionsPage'),
});

export const regionsRoutes = [index] as const;
