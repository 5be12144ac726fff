import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '#renderer/root-route.tsx';

/** A link may name the section that it means. */
export const SettingsSearch = z.object({ section: z.string().optional().catch(undefined) });

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: SettingsSearch,
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settingsRoute] as const;
