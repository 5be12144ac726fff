import type { z } from 'zod';
import type { TestedFace } from '#shared/contract/faces.ts';
import type { RegionName } from '#shared/contract/predictions.ts';
import { useMap } from './queries.ts';
import type { Looks } from './use-looks.ts';

export type MapShare = { readonly region: z.infer<typeof RegionName>; readonly share: number; readonly area: number };

export type FaceMap =
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'making' }
  | { readonly kind: 'failed'; readonly error: Error; readonly retry: () => void }
  | {
      readonly kind: 'there';
      readonly rows: number;
      readonly columns: number;
      /** Largest raw value of this face; 0 = an empty map. */
      readonly max: number;
      /** At the top of the colours. */
      readonly top: number;
      readonly shares: readonly MapShare[] | null;
      /** Of the picture, in the size that whoever shows it adds. */
      readonly source: string;
    };

/** The map that the page asks for: made where it is not there yet. */
export function useFaceMap({ evaluationId, imageId, problem }: TestedFace, looks: Looks): FaceMap {
  const { method, layer, explained, explainedClass, scale, top, set } = looks;
  const isPossible = layer !== null;
  const { data, error, refetch } = useMap(
    isPossible ? { evaluationId, imageId, method, layer, explainedClass: explained } : null,
  );
  if (!isPossible) {
    if (looks.error !== null) return { kind: 'none', why: looks.error.message };
    return !looks.areLayersKnown && problem === null
      ? { kind: 'making' }
      : { kind: 'none', why: 'There is no heat map, and the network offers no layer to make one of.' };
  }
  if (data === undefined)
    return error === null ? { kind: 'making' } : { kind: 'failed', error, retry: () => void refetch() };
  const largest = top === 'shared' && set !== null ? Math.max(set.max, data.max) : data.max;
  const search = new URLSearchParams({ method, layer, class: String(explainedClass), scale });
  if (largest > 0) search.set('max', String(largest));
  return {
    kind: 'there',
    rows: data.rows,
    columns: data.columns,
    max: data.max,
    top: largest,
    shares: data.shares,
    source: `heatmaps/${evaluationId}/${imageId}?${search}`,
  };
}
