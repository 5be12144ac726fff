import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training',
  component: lazyRouteComponent(() => import('./TrainingPage.tsx'), 'TrainingPage'),
});

export const trainingRoutes = [index] as const;
