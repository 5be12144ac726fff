/** What a link to a gallery says. */
import { z } from 'zod';
import { CamMethodName, GallerySearch } from '#shared/contract/predictions.ts';

const PageSearch = GallerySearch.extend({
  /** One face after another instead of the grid. */
  triage: z.boolean().optional().catch(undefined),
  /** Heat maps over the faces. */
  map: z.object({ method: CamMethodName, layer: z.string() }).optional().catch(undefined),
});
export type PageSearch = z.infer<typeof PageSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const gallerySearch = (search: Record<string, unknown>): PageSearch => PageSearch.parse(search);
