import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { HomePage } from './HomePage.tsx';
import { prefetchOverview } from './queries.ts';

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: () => prefetchOverview(),
  component: HomePage, // not fetched by itself as the other pages are: the workbench begins here
});

export const homeRoutes = [index] as const;
