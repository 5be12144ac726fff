import { getRouteApi } from '@tanstack/react-router';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import { type ChosenMaps, chosenMaps, namesOf, type Offer, type TestWithRun } from './choice.ts';
import { type Asked, useMapLayers, useMapSets } from './queries.ts';

/** One test and those of its maps that are looked at. */
export type Look = {
  readonly subject: TestWithRun;
  /** Of its run, and of the test where two are of one run. */
  readonly name: string;
  /** Null while it is asked for, or where it failed. */
  readonly offer: Offer | null;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly maps: ChosenMaps | null;
  readonly key: MapSetKey | null;
  /** Null until there is a map: before shares are measured it counts what there is. */
  readonly mapped: Asked;
  /** Null until shares are measured. */
  readonly measured: Asked;
};

const route = getRouteApi('/regions');

/** The chosen tests with the method, layer and threshold of the link. */
export function useLookedAt(chosen: readonly TestWithRun[]): readonly Look[] {
  const search = route.useSearch();
  const ids = chosen.map(({ test }) => test.id);
  const [sets, layers] = [useMapSets(ids), useMapLayers(ids)];
  const names = namesOf(chosen);
  return chosen.map((subject, i) => {
    const offer = offerOf(sets[i]?.data, layers[i]?.data);
    const maps = offer === null ? null : chosenMaps(search, offer);
    const key = maps && { evaluationId: subject.test.id, method: maps.method, layer: maps.layer.layer };
    const asked = key && { ...key, threshold: search.threshold ?? null };
    return {
      subject,
      name: names[i] ?? '',
      offer,
      error: sets[i]?.error ?? layers[i]?.error ?? null,
      onRetry: () => {
        void sets[i]?.refetch();
        void layers[i]?.refetch();
      },
      maps,
      key,
      mapped: (maps?.set?.mapCount ?? 0) === 0 ? null : asked,
      measured: (maps?.set?.measuredCount ?? 0) === 0 ? null : asked,
    };
  });
}

/** Maps that are there can be looked at before it is known what else the network offers. */
function offerOf(sets: Offer['sets'] | undefined, layers: Offer['layers'] | undefined): Offer | null {
  if (sets === undefined || (layers === undefined && sets.length === 0)) return null;
  return { sets, layers: layers ?? [] };
}
