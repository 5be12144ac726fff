import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { trainingSearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training',
  validateSearch: trainingSearch,
  component: lazyRouteComponent(() => import('./TrainingPage.tsx'), 'TrainingPage'),
});

export const trainingRoutes = [index] as const;
