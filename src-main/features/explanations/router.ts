import type { EvaluationId } from '#shared/domain/records.ts';
import { sharesOfFace } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import type { NetworkDesk } from '../evaluation/network-desk.ts';
import { os } from '../procedures.ts';
import { oneMap } from './explain.ts';
import { locatedCounts, locatedFace } from './locate.ts';
import { readPointing } from './pointing.ts';
import { createSetReader, readAverages, readLedger } from './reading.ts';
import { createExplanationService, type ExplanationDependencies, knownFacts } from './service.ts';
import { createInputs, createNetworkAtHand, createNetworkFacts } from './tested-network.ts';

export type ExplanationsRouterDependencies = ExplanationDependencies & { readonly desk: NetworkDesk };

type ThresholdRequest = { readonly evaluationId: EvaluationId; readonly threshold: number | null };

export function createExplanationsRouter(dependencies: ExplanationsRouterDependencies) {
  const { store, desk, events } = dependencies;
  const factsOf = createNetworkFacts(store, desk);
  const inputOf = createInputs(store, factsOf);
  const networkOf = createNetworkAtHand(store, desk);
  const reader = createSetReader(store);
  const service = createExplanationService(dependencies, { factsOf, onWritten: reader.forget });
  const thresholdOf = ({ evaluationId, threshold }: ThresholdRequest) =>
    threshold ?? store.evaluations.get(evaluationId).threshold;
  return os.explanations.router({
    sets: os.explanations.sets.handler(async ({ input: { evaluationId } }) => {
      const seen = store.mapSets.list(evaluationId).length === 0 ? null : await inputOf(evaluationId);
      return [...(await reader.sets(evaluationId, seen?.input ?? null))];
    }),
    layers: os.explanations.layers.handler(async ({ input }) => [
      ...((await factsOf(input.evaluationId))?.layers ?? []),
    ]),
    explain: os.explanations.explain.handler(async ({ input }) => ({ jobId: await service.explain(input) })),
    map: os.explanations.map.handler(async ({ input, signal }) => {
      const { map, wasThere } = await oneMap({ store, desk, networkOf }, input, signal);
      if (!wasThere) {
        reader.forget(input.evaluationId);
        events.publish({ topic: 'explanation.changed', evaluationId: input.evaluationId });
      }
      const { rows, columns, explainedClass, values } = map;
      const { width, height } = store.images.get(input.imageId);
      const { landmarks } = locatedFace(store, input.imageId);
      const seen = landmarks.length === 0 ? null : await inputOf(input.evaluationId);
      const shared =
        seen === null
          ? null
          : sharesOfFace({ map: { values, rows, columns }, landmarks, picture: { width, height }, ...seen });
      return {
        rows,
        columns,
        explainedClass,
        values: [...values],
        max: values.reduce((most, value) => Math.max(most, value), 0),
        shares:
          shared?.shares == null
            ? null
            : FACE_REGIONS.map((region, i) => ({
                region,
                share: shared.shares?.[i] ?? 0,
                area: shared.areas[i] ?? 0,
              })),
      };
    }),
    locate: os.explanations.locate.handler(({ input }) => ({ jobId: service.locate(input.datasetId) })),
    located: os.explanations.located.handler(({ input }) => locatedCounts(store, input.datasetId)),
    face: os.explanations.face.handler(({ input }) => locatedFace(store, input.imageId)),
    measure: os.explanations.measure.handler(async ({ input }) => ({ jobId: await service.measure(input) })),
    ledger: os.explanations.ledger.handler(({ input, signal }) =>
      readLedger(store, input, { threshold: thresholdOf(input), signal }),
    ),
    averages: os.explanations.averages.handler(async ({ input, signal }) => {
      const set = store.mapSets.find(input);
      const threshold = thresholdOf(input);
      if (set === null) return { averages: [], landmarks: [] };
      const facts = await knownFacts(factsOf, input.evaluationId);
      return readAverages(store, set, { key: input, threshold, facts, signal });
    }),
    pointing: os.explanations.pointing.handler(async ({ input, signal }) => {
      const facts = await knownFacts(factsOf, input.evaluationId);
      return readPointing(store, input, { threshold: thresholdOf(input), facts, signal });
    }),
  });
}
