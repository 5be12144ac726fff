import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { faceSearch } from './search.ts';

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: '/predictions/$evaluationId/faces/$imageId',
  validateSearch: faceSearch,
  component: lazyRouteComponent(() => import('./FacePage.tsx'), 'FacePage'),
});

export const facesRoutes = [one] as const;
