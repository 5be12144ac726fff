import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '#renderer/root-route.tsx';

/** Which lines are shown. */
export const LogSearch = z.object({
  level: z.enum(['all', 'warning', 'error']).catch('all').default('all'),
  /** Part of a line, or a call's id. */
  text: z.string().catch('').default(''),
});
export type LogSearch = z.infer<typeof LogSearch>;

export const logRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/log',
  validateSearch: LogSearch,
  component: lazyRouteComponent(() => import('./LogPage.tsx'), 'LogPage'),
});

export const logRoutes = [logRoute] as const;
