/** What is asked of the stored maps of a test: sets, ledger, averages. In pieces, between which others have their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExplainedFace, StoredMapSet } from '#main/store/map-sets.ts';
import type { Store } from '#main/store/open.ts';
import type { AverageMap, Ledger, MapSet, MapSetKey } from '#shared/contract/explanations.ts';
import { CamMethodName } from '#shared/contract/predictions.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { OUTCOMES, type Outcome, outcomeOf } from '#shared/domain/outcomes.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { framed, framingOf, pointsOf, type Size } from '#shared/domain/region-mask.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type AlignableMap, averageMaps, meanFace } from './averages.ts';
import { addFace, emptyRows, ledgerOf } from './ledger.ts';
import type { NetworkFacts } from './tested-network.ts';

const ROWS_AT_ONCE = 1_000;
const MAPS_AT_ONCE = 200;
/** Of one outcome, in an average: drawn evenly, always the same ones. */
const MOST_AVERAGED = 1_000;
/** Longest time without a look at what else waits. */
const SLICE_MS = 15;

export type SetReader = {
  /** To be called when maps or shares of a test were written. */
  readonly forget: (evaluationId: EvaluationId) => void;
  /** The maps that are there; of a method that this Facet does not know, none. */
  readonly sets: (evaluationId: EvaluationId, input: Size | null) => Promise<readonly MapSet[]>;
};

type Figures = Pick<MapSet, 'mapCount' | 'measuredCount' | 'max'>;

/** Keeps the figures of a set, which take reading all of its maps, until it is told that they are others. */
export function createSetReader(store: Store): SetReader {
  const known = new Map<EvaluationId, Map<number, Promise<Figures>>>();
  const figuresOf = async (evaluationId: EvaluationId, setId: number): Promise<Figures> => {
    let [mapCount, measuredCount, max] = [0, 0, 0];
    for (let afterImageId: number | null = 0; afterImageId !== null; await nextTurn()) {
      const counts = store.mapSets.countPiece(evaluationId, { setId, afterImageId, limit: ROWS_AT_ONCE });
      mapCount += counts.mapCount;
      measuredCount += counts.measuredCount;
      afterImageId = counts.lastImageId;
    }
    for (let afterImageId = 0; ; await nextTurn()) {
      const piece = store.mapSets.rawPiece(setId, { afterImageId, limit: ROWS_AT_ONCE });
      for (const { values } of piece) for (const value of values) if (value > max) max = value;
      if (piece.length < ROWS_AT_ONCE) return { mapCount, measuredCount, max };
      afterImageId = (piece.at(-1)?.imageId ?? 0) - 1; // an image may have maps of both classes: the last one is read again
    }
  };
  const keptFigures = (evaluationId: EvaluationId, setId: number): Promise<Figures> => {
    if (store.evaluations.get(evaluationId).status === 'running') return figuresOf(evaluationId, setId); // it writes maps itself
    const ofTest = known.get(evaluationId) ?? new Map<number, Promise<Figures>>();
    known.set(evaluationId, ofTest);
    const figures = ofTest.get(setId) ?? figuresOf(evaluationId, setId);
    ofTest.set(setId, figures);
    return figures;
  };

  return {
    forget: (evaluationId) => void known.delete(evaluationId),
    sets: async (evaluationId, input) => {
      const { imageCount } = store.evaluations.get(evaluationId);
      const sets: MapSet[] = [];
      for (const { id, method, layer, rows, columns } of store.mapSets.list(evaluationId)) {
        const named = CamMethodName.safeParse(method);
        if (!named.success) continue;
        const { width, height } = input ?? { width: 0, height: 0 };
        const cellPx = { width: width / columns, height: height / rows };
        const figures = await keptFigures(evaluationId, id);
        sets.push({ evaluationId, method: named.data, layer, rows, columns, cellPx, imageCount, ...figures });
      }
      return sets;
    },
  };
}

export async function readLedger(
  store: Store,
  key: MapSetKey,
  { threshold, signal }: { readonly threshold: number; readonly signal: AbortSignal | undefined },
): Promise<Ledger> {
  const { evaluationId, method, layer } = key;
  const rows = emptyRows();
  for await (const face of explainedFaces(store, key)) addFace(rows, face, threshold);
  signal?.throwIfAborted();
  return { evaluationId, method, layer, threshold, ...(await inTurns(ledgerOf(rows), signal)) };
}

export type Averages = { readonly averages: AverageMap[]; readonly landmarks: Point[] };

export async function readAverages(
  store: Store,
  set: StoredMapSet,
  {
    key,
    threshold,
    facts,
    signal,
  }: {
    readonly key: MapSetKey;
    readonly threshold: number;
    readonly facts: NetworkFacts;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Averages> {
  const outcomeOfImage = new Map<ImageId, Outcome>();
  const byOutcome = new Map<Outcome, ImageId[]>(OUTCOMES.map((outcome) => [outcome, []]));
  for await (const face of explainedFaces(store, key))
    if (face.shares !== null) byOutcome.get(outcomeOf(face, threshold))?.push(face.imageId);
  for (const [outcome, ids] of byOutcome) {
    const some = ids.length <= MOST_AVERAGED ? ids : shuffled(ids, createRandom(ids.length)).slice(0, MOST_AVERAGED);
    for (const id of some) outcomeOfImage.set(id, outcome);
  }
  const chosen = [...outcomeOfImage.keys()].sort((a, b) => a - b);
  const maps: AlignableMap[] = [];
  const { model: input, crop } = facts;
  for (let first = 0; first < chosen.length; first += MAPS_AT_ONCE) {
    const imageIds = chosen.slice(first, first + MAPS_AT_ONCE);
    for (const { imageId, values, picture, landmarks } of store.mapSets.located(set, {
      model: FACE_DETECTOR,
      imageIds,
    })) {
      const points = framed(pointsOf(landmarks), framingOf(picture, { input, crop }));
      maps.push({
        outcome: outcomeOfImage.get(imageId) as Outcome, // it was chosen by it
        map: { values, rows: set.rows, columns: set.columns },
        landmarks: points.map(({ x, y }) => ({ x: x / input.width, y: y / input.height })),
      });
    }
    await nextTurn();
  }
  signal?.throwIfAborted();
  const mean = meanFace(maps.map(({ landmarks }) => landmarks));
  const averages = await inTurns(averageMaps(maps, mean), signal);
  return { averages, landmarks: [...mean] };
}

/** All tested faces of a test, with what their maps of one set came to. */
async function* explainedFaces(store: Store, key: MapSetKey): AsyncGenerator<ExplainedFace> {
  const setId = store.mapSets.find(key)?.id ?? null;
  for (let afterImageId = 0; ; ) {
    const piece = store.mapSets.explained(key.evaluationId, { setId, afterImageId, limit: ROWS_AT_ONCE });
    yield* piece;
    if (piece.length < ROWS_AT_ONCE) return;
    afterImageId = piece.at(-1)?.imageId ?? 0;
    await nextTurn();
  }
}

async function inTurns<T>(work: Generator<void, T>, signal: AbortSignal | undefined): Promise<T> {
  let beganMs = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - beganMs < SLICE_MS) continue;
    await nextTurn();
    signal?.throwIfAborted();
    beganMs = performance.now();
  }
}
