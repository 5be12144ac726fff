import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { prefetchRuns } from './queries.ts';
import { compareSearch, flipSearch } from './search.ts';

const sides = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: compareSearch,
  loader: () => prefetchRuns(),
  component: lazyRouteComponent(() => import('./sides/ComparePage.tsx'), 'ComparePage'),
});

const faces = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare/faces',
  validateSearch: flipSearch,
  component: lazyRouteComponent(() => import('./faces/FlipPage.tsx'), 'FlipPage'),
});

export const comparisonsRoutes = [sides, faces] as const;
