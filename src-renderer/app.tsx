import { CssBaseline, ThemeProvider } from '@mui/material';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient } from './api/client.ts';
import { followEvents } from './api/live.ts';
import { followMenu } from './api/menu.ts';
import { Entrance } from './frame/Entrance.tsx';
import { PageError } from './frame/PageError.tsx';
import { routeTree } from './routes.ts';
import { theme } from './theme.ts';

const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 30,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: the router learns its routes through this interface
  interface Register {
    router: typeof router;
  }
}

let isFollowing = false;

export function App() {
  return (
    <ThemeProvider theme={theme} defaultMode="system" noSsr>
      <CssBaseline enableColorScheme />
      <Entrance>
        <Workbench />
      </Entrance>
    </ThemeProvider>
  );
}

function Workbench() {
  useEffect(() => {
    if (isFollowing) return;
    isFollowing = true; // one stream, also where React mounts twice
    void followEvents();
  }, []);
  useEffect(() => followMenu(window, (link) => router.history.push(link)), []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
