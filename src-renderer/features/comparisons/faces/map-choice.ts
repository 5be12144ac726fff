/** Which heat maps of two tests are laid side by side. Pure. */
import type { FlipFace, FlipSide } from '#shared/contract/comparisons.ts';
import { DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHODS, type CamMethod } from '#shared/domain/explanations.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { FlipSearch } from '../search.ts';

export type MapChoice = { readonly method: CamMethod; readonly layer: string } | null;

export type MapChoices = {
  readonly first: MapChoice;
  readonly second: MapChoice;
  /** Null = faces without maps. */
  readonly method: CamMethod | null;
};

/** Methods of which either has maps; those of both first. */
export const methodsOf = (first: FlipSide, second: FlipSide): readonly CamMethod[] => {
  const has = (side: FlipSide, method: CamMethod) => side.mapSets.some((set) => set.method === method);
  const known = CAM_METHODS.filter((method) => has(first, method) || has(second, method));
  return known.toSorted((a, b) => Number(has(second, b) && has(first, b)) - Number(has(second, a) && has(first, a)));
};

/** Of the layers that have maps, the one that is asked for, else the one with the most maps. */
export function mapChoices(first: FlipSide, second: FlipSide, search: FlipSearch): MapChoices {
  const methods = methodsOf(first, second);
  const method = search.method === 'none' ? null : (methods.find((one) => one === search.method) ?? methods[0] ?? null);
  const choose = ({ mapSets }: FlipSide, layer: string | undefined): MapChoice => {
    const fitting = mapSets.filter((set) => set.method === method).toSorted((a, b) => b.mapCount - a.mapCount);
    const set = fitting.find((one) => one.layer === layer) ?? fitting[0];
    return set === undefined ? null : { method: set.method, layer: set.layer };
  };
  return { first: choose(first, search.firstLayer), second: choose(second, search.secondLayer), method };
}

/** The top of the colour scale that both maps of a face share; null where neither has a map with anything on it. */
export function sharedMax({ firstMap, secondMap }: Pick<FlipFace, 'firstMap' | 'secondMap'>): number | null {
  const max = Math.max(firstMap?.max ?? 0, secondMap?.max ?? 0);
  return max > 0 ? max : null;
}

export type HeatSource = {
  readonly evaluationId: EvaluationId;
  readonly imageId: ImageId;
  readonly choice: MapChoice;
  readonly map: FlipFace['firstMap'];
  /** Of the scale. */
  readonly max: number | null;
};

export const seenSource = (evaluationId: EvaluationId, imageId: ImageId): string => `seen/${evaluationId}/${imageId}`;

/** Null where there is no map, or nothing on it. */
export function heatSource({ evaluationId, imageId, choice, map, max }: HeatSource): string | null {
  if (choice === null || map === null || max === null || map.max === 0) return null;
  const parameters = new URLSearchParams({
    method: choice.method,
    layer: choice.layer,
    class: String(map.explainedClass),
    scale: DEFAULT_COLOUR_SCALE,
    max: String(max),
  });
  return `heatmaps/${evaluationId}/${imageId}?${parameters}`;
}

/** Null where there is a map to see, or none was asked for. */
export function missingWord({ choice, map }: Pick<HeatSource, 'choice' | 'map'>): string | null {
  if (choice === null) return null;
  return map === null ? 'no map' : map.max === 0 ? 'empty map' : null;
}
