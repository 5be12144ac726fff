import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './frame/Frame.tsx';
import { NotFound } from './frame/NotFound.tsx';

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound });
