import { getRouteApi } from '@tanstack/react-router';
import type { MapLayer, MapSet } from '#shared/contract/explanations.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { type ColourScale, DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { type Label, predictedLabel } from '#shared/domain/labels.ts';
import { type Framing, framingOf, type Size } from '#shared/domain/region-mask.ts';
import { useMapLayers, useMapSets } from './queries.ts';
import type { FaceSearch, View } from './search.ts';

const route = getRouteApi('/predictions/$evaluationId/faces/$imageId');

export const DEFAULT_OPACITY = 0.55;

/** How the face is looked at: what the link says, and what holds where it says nothing. */
export type Looks = {
  readonly view: View;
  readonly method: CamMethod;
  /** Null until it is known what the network offers. */
  readonly layer: string | null;
  readonly layers: readonly MapLayer[];
  /** The network was asked. */
  readonly areLayersKnown: boolean;
  readonly set: MapSet | null;
  /** Null = the predicted one. */
  readonly explained: Label | null;
  /** What is explained then. */
  readonly explainedClass: Label;
  readonly scale: ColourScale;
  readonly top: 'own' | 'shared';
  readonly opacity: number;
  readonly hasCells: boolean;
  readonly hasLandmarks: boolean;
  readonly error: Error | null;
  readonly change: (change: Partial<FaceSearch>) => void;
};

export function useLooks(face: TestedFace): Looks {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: sets, error: setsError } = useMapSets(face.evaluationId);
  const { data: offered, error: layersError } = useMapLayers(face.evaluationId);
  const layers = offered ?? [];
  const method = search.method ?? 'grad-cam';
  const chosen = layers.find(({ layer }) => layer === search.layer) ?? layers.find(({ isDefault }) => isDefault);
  // Maps that are there are shown before it is known what else the network offers.
  const layer = chosen?.layer ?? search.layer ?? sets?.find((set) => set.method === method)?.layer ?? null;
  return {
    view: search.view ?? 'heat',
    method,
    layer,
    layers,
    areLayersKnown: offered !== undefined,
    set: sets?.find((set) => set.method === method && set.layer === layer) ?? null,
    explained: search.explained ?? null,
    explainedClass: search.explained ?? predictedLabel(face.score),
    scale: search.scale ?? DEFAULT_COLOUR_SCALE,
    top: search.top ?? 'own',
    opacity: search.opacity ?? DEFAULT_OPACITY,
    hasCells: search.cells ?? false,
    hasLandmarks: search.landmarks ?? false,
    error: setsError ?? layersError,
    change: (change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
  };
}

/** Of both pictures of a face: the network's input, or the picture itself where that is not known. */
export const frameOf = ({ input, picture }: Pick<TestedFace, 'input' | 'picture'>): Size => input ?? picture;

/** From the picture's pixels to the frame's. */
export function framingOfFace({ picture, input, crop }: Pick<TestedFace, 'input' | 'picture' | 'crop'>): Framing {
  return framingOf(picture, { input: input ?? picture, crop: input !== null && crop });
}
