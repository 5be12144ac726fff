import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { trySearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/try',
  validateSearch: trySearch,
  component: lazyRouteComponent(() => import('./TryPage.tsx'), 'TryPage'),
});

export const triesRoutes = [index] as const;
