import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { RunId } from '#shared/domain/records.ts';
import { prefetchRun, prefetchRuns } from './queries.ts';
import { runSearch, runsSearch } from './search.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: runsSearch,
  loader: () => prefetchRuns(),
  component: lazyRouteComponent(() => import('./list/RunsPage.tsx'), 'RunsPage'),
});

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$runId',
  validateSearch: runSearch,
  loader: ({ params }) => {
    const runId = RunId.safeParse(params.runId);
    if (runId.success) prefetchRun(runId.data);
  },
  component: lazyRouteComponent(() => import('./run/RunPage.tsx'), 'RunPage'),
});

export const runsRoutes = [index, one] as const;
