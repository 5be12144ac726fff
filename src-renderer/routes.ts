/** Every page: a feature registers here with one line. */
import { comparisonsRoutes } from './features/comparisons/routes.ts';
import { configurationsRoutes } from './features/configurations/routes.ts';
import { datasetsRoutes } from './features/datasets/routes.ts';
import { facesRoutes } from './features/faces/routes.ts';
import { galleryRoutes } from './features/gallery/routes.ts';
import { homeRoutes } from './features/home/routes.ts';
import { logRoutes } from './features/log/routes.ts';
import { regionsRoutes } from './features/regions/routes.ts';
import { runsRoutes } from './features/runs/routes.ts';
import { settingsRoutes } from './features/settings/routes.ts';
import { sweepsRoutes } from './features/sweeps/routes.ts';
import { trainingRoutes } from './features/training/routes.ts';
import { triesRoutes } from './features/tries/routes.ts';
import { rootRoute } from './root-route.tsx';

export const routeTree = rootRoute.addChildren([
  ...homeRoutes,
  ...datasetsRoutes,
  ...configurationsRoutes,
  ...trainingRoutes,
  ...runsRoutes,
  ...sweepsRoutes,
  ...galleryRoutes,
  ...comparisonsRoutes,
  ...regionsRoutes,
  ...facesRoutes,
  ...triesRoutes,
  ...settingsRoutes,
  ...logRoutes,
]);
