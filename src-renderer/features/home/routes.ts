import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { prefetchOverview } from './queries.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: () => prefetchOverview(), // while the page's own code is on its way
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
});

export const homeRoutes = [index] as const;
