/** What of a gallery's link holds at the moment, and in which order its faces stand: in the gallery, and on the pages of its faces. Pure. */
import {
  type GalleryFilter,
  type GalleryOrder,
  type GallerySearch,
  RISES_BY_DEFAULT,
} from '#shared/contract/predictions.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

export type ConditionName = Exclude<keyof GalleryFilter, 'metadata'> | `metadata.${string}`;

/** Conditions by name: each column of the CSV is one of its own. */
export function conditionNames(filter: GalleryFilter): readonly ConditionName[] {
  const { metadata, ...others } = filter;
  const set = (Object.keys(others) as (keyof typeof others)[]).filter((name) => isSet(others[name])); // its own keys
  return [...set, ...Object.keys(metadata ?? {}).map((column) => `metadata.${column}` as const)];
}

const isSet = (value: unknown) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

export function withoutCondition(filter: GalleryFilter, name: ConditionName): GalleryFilter {
  if (!name.startsWith('metadata.')) {
    const { [name as 'tag']: _, ...others } = filter; // any of its keys
    return others;
  }
  const { [name.slice('metadata.'.length)]: _, ...metadata } = filter.metadata ?? {};
  const { metadata: __, ...others } = filter;
  return Object.keys(metadata).length === 0 ? others : { ...others, metadata };
}

/** Without what is switched off for the moment. */
export const activeFilter = ({ filter = {}, off = [] }: GallerySearch): GalleryFilter =>
  off.reduce((rest, name) => withoutCondition(rest, name as ConditionName), filter); // an unknown name takes nothing away

/** `threshold` null = the one in force for the weights. Without a region in force there is no order by its share. */
export function orderOf(
  search: GallerySearch,
  { evaluationId, threshold }: { readonly evaluationId: EvaluationId; readonly threshold: number | null },
): GalleryOrder {
  const filter = activeFilter(search);
  const wanted = search.sort ?? 'loss';
  const sort = wanted === 'region' && filter.region === undefined ? 'loss' : wanted;
  return { evaluationId, filter, threshold, sort, isRising: search.rising ?? RISES_BY_DEFAULT[sort] };
}
