/** How well the maps of a set point at the planted fault, or at the region that a metadata column `region` names. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredMapSet } from '#main/store/map-sets.ts';
import type { Store } from '#main/store/open.ts';
import type { PlantedFace } from '#main/store/planted-faces.ts';
import type { MapSetKey, PointingResult } from '#shared/contract/explanations.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import { framed, framingOf, pointsOf, regionMask, sharesOfFace } from '#shared/domain/region-mask.ts';
import {
  FACE_REGIONS,
  FAULT_REGIONS,
  type FaceRegion,
  type FaultRegion,
  REGIONS_OF_FAULT,
} from '#shared/domain/regions.ts';
import { wilsonInterval } from '#shared/metrics/intervals.ts';
import { meanOf } from '#shared/metrics/mean-interval.ts';
import { densityRank, type Mask, outlineMask, type Pointed, pointAt, tolerancePx } from '#shared/metrics/pointing.ts';
import { readDrawnTruth } from './drawn-truth.ts';
import type { NetworkFacts } from './tested-network.ts';

export type Pointing = { readonly tolerancePx: number; readonly results: PointingResult[] };

type Options = { readonly threshold: number; readonly facts: NetworkFacts; readonly signal: AbortSignal | undefined };

/** Fakes that are looked at, drawn at random and always the same ones where there are more: the intervals say how many there were. */
const MOST_FACES = 1_000;
const FACES_AT_ONCE = 20;
const SEED = 15;

/** Null where no tested fake has a planted or named region. */
export async function readPointing(
  store: Store,
  key: MapSetKey,
  { threshold, facts, signal }: Options,
): Promise<Pointing | null> {
  const { evaluationId } = key;
  if (store.knockOuts.pending(evaluationId, FACE_DETECTOR) > 0)
    await readDrawnTruth(store, store.evaluations.get(evaluationId).datasetId); // nobody looked for its faces yet
  if (store.plantedFaces.count(evaluationId) === 0) return null;
  const set = store.mapSets.find(key);
  const found = set === null ? [] : store.plantedFaces.found(evaluationId, { setId: set.id, threshold });
  const chosen = found.length <= MOST_FACES ? found : shuffled(found, createRandom(SEED)).slice(0, MOST_FACES);
  const faces: PointedFace[] = [];
  for (let first = 0; set !== null && first < chosen.length; first += FACES_AT_ONCE) {
    const imageIds = chosen.slice(first, first + FACES_AT_ONCE);
    const planted = store.plantedFaces.list(evaluationId, { setId: set.id, model: FACE_DETECTOR, imageIds });
    faces.push(...planted.flatMap((face) => pointedFace(face, { set, facts }) ?? []));
    await nextTurn();
    signal?.throwIfAborted();
  }
  return { tolerancePx: tolerancePx(facts.model), results: resultsOf(faces) };
}

type Wanted = FaultRegion | FaceRegion;

type PointedFace = {
  readonly region: Wanted;
  readonly pointed: Pointed;
  /** By share per area; null of an empty map, or where the face's parts are not known. */
  readonly rank: number | null;
};

/** Null where its region is not known, or lies outside of what the network sees. */
export function pointedFace(
  face: PlantedFace,
  {
    set: { rows, columns },
    facts: { model, crop },
  }: { readonly set: Pick<StoredMapSet, 'rows' | 'columns'>; readonly facts: Pick<NetworkFacts, 'model' | 'crop'> },
): PointedFace | null {
  const region = face.fault?.region ?? wantedOf(face.named);
  if (region === null) return null;
  const mask = maskOf(face, { region, model, crop });
  const map = { values: face.map, rows, columns };
  const pointed = mask && pointAt(map, { region: mask, size: model });
  if (pointed === null) return null;
  return { region, pointed, rank: pointed.own === null ? null : rankOf(face, { region, map, model, crop }) };
}

/** "Left eye", "left_eye" and "left-eye" are one. Null where it names none of ours. */
function wantedOf(named: string | null): Wanted | null {
  const plain = named
    ?.trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return [...FAULT_REGIONS, ...FACE_REGIONS].find((region) => region === plain) ?? null;
}

type Place = { readonly region: Wanted; readonly model: NetworkFacts['model']; readonly crop: boolean };

/** The fault's own outline where it is known; else the regions in which one of its name may lie. */
function maskOf(face: PlantedFace, { region, model, crop }: Place): Mask | null {
  const framing = framingOf(face.picture, { input: model, crop });
  if (face.fault !== null && face.fault.outline.length > 2)
    return outlineMask(framed(face.fault.outline, framing), model);
  if (face.landmarks === null) return null;
  const wanted = new Set(regionsOf(region).map((name) => FACE_REGIONS.indexOf(name)));
  return regionMask(framed(pointsOf(face.landmarks), framing), model).map((own) => (wanted.has(own) ? 1 : 0));
}

const isFault = (region: Wanted): region is FaultRegion => FAULT_REGIONS.some((fault) => fault === region);

const regionsOf = (region: Wanted): readonly FaceRegion[] => (isFault(region) ? REGIONS_OF_FAULT[region] : [region]);

/** What a region is ranked among: the places of faults and the rest of the picture, or all regions of a face. */
const rivalsOf = (region: Wanted): readonly (readonly FaceRegion[])[] =>
  isFault(region)
    ? [...FAULT_REGIONS.map((fault) => REGIONS_OF_FAULT[fault]), ['hair-background']]
    : FACE_REGIONS.map((own) => [own]);

function rankOf(
  face: PlantedFace,
  { region, map, model, crop }: Place & { readonly map: Parameters<typeof sharesOfFace>[0]['map'] },
): number | null {
  const shared =
    face.shares !== null && face.areas !== null
      ? { shares: face.shares, areas: face.areas }
      : face.landmarks === null
        ? null
        : sharesOfFace({ map, landmarks: pointsOf(face.landmarks), picture: face.picture, input: model, crop });
  if (shared === null || shared.shares === null) return null;
  const rivals = rivalsOf(region);
  const own = regionsOf(region);
  return densityRank(
    { shares: shared.shares, areas: shared.areas },
    {
      groups: rivals.map((group) => group.map((name) => FACE_REGIONS.indexOf(name))),
      wanted: rivals.findIndex((group) => group.join() === own.join()),
    },
  );
}

/** All first, then each region that occurs. */
export function resultsOf(faces: readonly PointedFace[]): PointingResult[] {
  const regions = [...FAULT_REGIONS, ...FACE_REGIONS].filter((region, i, all) => all.indexOf(region) === i);
  const each = regions.flatMap((region) => {
    const own = faces.filter((face) => face.region === region);
    return own.length === 0 ? [] : [resultOf(region, own)];
  });
  return [resultOf('all', faces), ...each];
}

function resultOf(region: string, faces: readonly PointedFace[]): PointingResult {
  const pointing = faces.flatMap(({ pointed: { own } }) => own ?? []);
  const ranks = faces.flatMap(({ rank }) => rank ?? []);
  const counts = new Set(faces.map((face) => rivalsOf(face.region).length));
  const isRankable = counts.size === 1 && ranks.length > 0; // a place among 7 and one among 12 have no mean
  return {
    region,
    n: pointing.length,
    emptyCount: faces.length - pointing.length,
    hit: rateOf(pointing.map(({ hit }) => hit)),
    strictHit: rateOf(pointing.map(({ strictHit }) => strictHit)),
    chance: bothOf(faces.map(({ pointed: { chance } }) => chance)),
    perfect: bothOf(
      faces.map(({ pointed: { perfect } }) => ({
        hit: Number(perfect.hit),
        strictHit: Number(perfect.strictHit),
      })),
    ),
    rank: isRankable ? meanOf(ranks) : null,
    regionCount: isRankable ? Math.max(...counts) : 0,
  };
}

function rateOf(hits: readonly boolean[]): PointingResult['hit'] {
  const count = hits.filter(Boolean).length;
  const interval = wilsonInterval(count, hits.length);
  return interval && { rate: count / hits.length, low: interval.low, high: interval.high };
}

const bothOf = (rates: readonly { readonly hit: number; readonly strictHit: number }[]) =>
  rates.length === 0
    ? null
    : { hit: meanOf(rates.map(({ hit }) => hit)), strictHit: meanOf(rates.map(({ strictHit }) => strictHit)) };
