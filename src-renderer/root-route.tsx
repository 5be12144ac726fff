import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './frame/Frame.tsx';
import { NotFound } from './frame/NotFound.tsx';
import { PageError } from './frame/PageError.tsx';

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: PageError });
