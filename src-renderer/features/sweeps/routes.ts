import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { prefetchSweeps } from './queries.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sweeps',
  loader: () => prefetchSweeps(),
  component: lazyRouteComponent(() => import('./SweepsPage.tsx'), 'SweepsPage'),
});

export const sweepsRoutes = [index] as const;
