/** Two tests on the same pictures: four piles, how likely so uneven a split is by chance, and the faces of each pile with both maps. */

import { z } from 'zod';
import type { PileRow } from '#main/store/comparisons.ts';
import type { Store } from '#main/store/open.ts';
import type { PairOptions } from '#main/store/prediction-queries.ts';
import type { FlipFace, FlipKey, FlipSide, FlipSummary } from '#shared/contract/comparisons.ts';
import { CAM_METHODS, type CamMethod } from '#shared/domain/explanations.ts';
import { predictedLabel } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId, Pile, RunId } from '#shared/domain/records.ts';
import { mcnemarExact } from '#shared/metrics/mcnemar.ts';
import { thresholdOf } from './threshold.ts';

/** 10 MB each for 100,000 faces. */
const KEPT_PILES = 8;

type PileKey = FlipKey & { readonly pile: Pile };
type MapChoice = { readonly method: CamMethod; readonly layer: string } | null;

export type PileRequest = PileKey & {
  readonly offset: number;
  readonly limit: number;
  readonly firstMaps: MapChoice;
  readonly secondMaps: MapChoice;
};

export function createFlips({ store }: { readonly store: Store }) {
  const kept = new Map<string, readonly PileRow[]>();

  const optionsOf = ({ first, second, firstThreshold, secondThreshold }: FlipKey): PairOptions => ({
    first,
    second,
    firstThreshold: firstThreshold ?? thresholdOf(store, store.evaluations.get(first)).threshold,
    secondThreshold: secondThreshold ?? thresholdOf(store, store.evaluations.get(second)).threshold,
  });

  /** Made once and kept while nothing changes: a grid that scrolls asks many times. */
  const rowsOf = ({ pile, ...key }: PileKey): readonly PileRow[] => {
    const options = optionsOf(key);
    const seen = [key.first, key.second].map((id) => store.evaluations.get(id).imageCount); // a running test grows
    const name = JSON.stringify([options, pile, seen]);
    const rows = kept.get(name) ?? store.comparisons.rows(options, pile);
    kept.delete(name);
    kept.set(name, rows); // now the newest
    if (kept.size > KEPT_PILES) kept.delete(kept.keys().next().value as string); // there is one
    return rows;
  };

  const sideOf = (id: EvaluationId, threshold: number | null): FlipSide => {
    const test = store.evaluations.get(id);
    const { runId, status, checkpointFile, datasetName, splitName, imageCount } = test;
    const inForce = thresholdOf(store, test);
    return {
      ...{ evaluationId: id, status, checkpointFile, datasetName, splitName, imageCount },
      run: runId === null ? null : runOf(store, runId),
      pictureCount: store.comparisons.pictureCount(id),
      frame: frameOf(store, runId),
      threshold: threshold ?? inForce.threshold,
      thresholdSource:
        threshold === null || threshold === inForce.threshold ? inForce.source : { kind: 'own', words: 'of this link' },
      mapSets: store.comparisons
        .mapSets(id)
        .flatMap(({ method, ...set }) => (isCamMethod(method) ? [{ ...set, method }] : [])),
    };
  };

  return {
    /** @throws not_found */
    summary: (key: FlipKey): FlipSummary => {
      const [first, second] = [sideOf(key.first, key.firstThreshold), sideOf(key.second, key.secondThreshold)];
      const counts = store.comparisons.piles(optionsOf(key));
      const matched = counts.bothRight + counts.onlyFirst + counts.onlySecond + counts.bothWrong;
      const isWhole = matched === first.pictureCount || matched === second.pictureCount;
      const shared = isWhole ? matched : store.comparisons.sharedPictureCount(key);
      return {
        first,
        second,
        counts,
        pValue: matched === 0 ? null : mcnemarExact(counts.onlyFirst, counts.onlySecond),
        unmatched: {
          onlyFirst: first.pictureCount - shared,
          onlySecond: second.pictureCount - shared,
          otherLabel: shared - matched,
        },
      };
    },

    /** @throws not_found */
    page: ({ offset, limit, firstMaps, secondMaps, ...key }: PileRequest): FlipFace[] => {
      const rows = rowsOf(key).slice(offset, offset + limit);
      const paths = new Map(
        store.testedFaces
          .list(
            key.first,
            rows.map(([id]) => id),
          )
          .map((face) => [face.imageId, face.path]),
      );
      const firstMapOf = mapsOf(
        store,
        { evaluationId: key.first, choice: firstMaps },
        rows.map(([id]) => id),
      );
      const secondMapOf = mapsOf(
        store,
        { evaluationId: key.second, choice: secondMaps },
        rows.map(([, id]) => id),
      );
      return rows.map(([imageId, secondImageId, label, firstScore, secondScore]) => ({
        ...{ imageId, secondImageId, label, firstScore, secondScore },
        path: paths.get(imageId) ?? '',
        firstMap: firstMapOf(imageId, firstScore),
        secondMap: secondMapOf(secondImageId, secondScore),
      }));
    },

    /** @throws not_found */
    ids: ({ offset, limit, ...key }: PileKey & { readonly offset: number; readonly limit: number }): ImageId[] =>
      rowsOf(key)
        .slice(offset, offset + limit)
        .map(([imageId]) => imageId),
  };
}

const isCamMethod = (method: string): method is CamMethod => CAM_METHODS.some((known) => known === method);

function runOf(store: Store, runId: RunId): FlipSide['run'] {
  const { id, name, status } = store.runs.get(runId);
  return { id, name, status, ordinal: store.comparisons.runData(runId)?.ordinal ?? 1 };
}

/** Maps explain the class with the larger probability, as they are made. */
function mapsOf(
  store: Store,
  { evaluationId, choice }: { readonly evaluationId: EvaluationId; readonly choice: MapChoice },
  imageIds: readonly ImageId[],
): (imageId: ImageId, score: number) => FlipFace['firstMap'] {
  if (choice === null) return () => null;
  const maps = store.comparisons.mapMaxima({ evaluationId, ...choice }, imageIds);
  const byName = new Map(maps.map((map) => [`${map.imageId} ${map.explainedClass}`, map]));
  return (imageId, score) => {
    const map = byName.get(`${imageId} ${predictedLabel(score)}`);
    return map === undefined ? null : { explainedClass: map.explainedClass, max: map.max };
  };
}

const FrameConfig = z.object({
  input_size: z.object({ width: z.int().positive(), height: z.int().positive() }),
});

/** Weights of no run see a square. */
function frameOf(store: Store, runId: RunId | null): FlipSide['frame'] {
  const read = FrameConfig.safeParse(runId === null ? null : store.runs.get(runId).config);
  return read.success ? read.data.input_size : { width: 224, height: 224 };
}
