import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { LogSearch } from './log-search.ts';

export const logRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/log',
  validateSearch: LogSearch,
  component: lazyRouteComponent(() => import('./LogPage.tsx'), 'LogPage'),
});

export const logRoutes = [logRoute] as const;
