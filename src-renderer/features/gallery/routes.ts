import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { rootRoute } from '#renderer/root-route.tsx';
import { EvaluationId } from '#shared/domain/records.ts';
import { gallerySearch } from './search.ts';

const gallery = createRoute({
  getParentRoute: () => rootRoute,
  path: '/predictions/$evaluationId',
  params: {
    parse: ({ evaluationId }) => {
      const parsed = EvaluationId.safeParse(Number(evaluationId));
      if (!parsed.success) throw notFound();
      return { evaluationId: parsed.data };
    },
    stringify: ({ evaluationId }) => ({ evaluationId: String(evaluationId) }),
  },
  validateSearch: gallerySearch,
  component: lazyRouteComponent(() => import('./GalleryPage.tsx'), 'GalleryPage'),
});

export const galleryRoutes = [gallery] as const;
