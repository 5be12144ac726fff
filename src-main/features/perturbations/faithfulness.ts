/** How the maps of a set stand up to changes of their pictures: as a job, and what came of it. */
import type { MappedFace } from '#main/store/faithfulness.ts';
import type { Store } from '#main/store/open.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { FaithfulnessResult } from '#shared/contract/perturbations.ts';
import { AppError } from '#shared/errors.ts';
import { areaUnderCurve } from '#shared/metrics/area.ts';
import { meanInterval, meanOf } from '#shared/metrics/mean-interval.ts';
import { networkOfJob, testedNetwork } from '../explanations/tested-network.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { openEngine } from '../training/service.ts';
import { CONFIG_OF_ENGINE } from './knock-out.ts';
import { sampleOf } from './sample.ts';
import type { PerturbationDependencies } from './service.ts';

/** Of a curve: every 5 % of the pixels. */
export const CURVE_STEPS = 20;

export type FaithfulnessRequest = MapSetKey & { readonly limit: number | null };

/** What is done stays done when it is stopped. An empty map ranks no pixel and is left out. @throws not_found (no such maps), data_invalid (all empty), cancelled */
export async function tryMaps(
  { store, spawnEngine }: PerturbationDependencies,
  { limit, ...key }: FaithfulnessRequest,
  job: Pick<JobHandle, 'signal' | 'report'>,
): Promise<void> {
  const { rows, columns, faces: all } = store.faithfulness.mapped(key);
  const mapped = all.filter(({ values }) => values.some((value) => value > 0));
  if (mapped.length === 0)
    throw new AppError('data_invalid', 'All heat maps of this set are empty.', {
      hint: 'Choose another layer or method.',
    });
  const known = new Set(store.faithfulness.list(key).map(({ imageId }) => imageId));
  const wanted = sampleOf(mapped, limit);
  const faces = wanted.filter(({ imageId }) => !known.has(imageId));
  const done = wanted.length - faces.length;
  if (faces.length === 0) return;
  await using engine = openEngine(spawnEngine, { ...CONFIG_OF_ENGINE });
  const tested = await testedNetwork(store, key.evaluationId, engine);
  job.report({ done, total: wanted.length, unit: 'faces' });
  const { wasStopped } = await engine.run(
    {
      kind: 'faithfulness',
      ...networkOfJob(tested),
      ...{ rows, columns, steps: CURVE_STEPS },
      faces: faces.map(({ imageId, file, values, explainedClass }) => ({
        ...{ file, explainedClass },
        map: values,
        seed: imageId,
      })),
    },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind === 'progress') job.report({ done: done + fact.seen, total: wanted.length, unit: 'faces' });
        if (fact.kind !== 'faithfulness') return;
        const { kind: _kind, position, ...measured } = fact;
        const { imageId } = faces[position] as MappedFace; // a position in the job's list
        store.faithfulness.record(key, [{ imageId, ...measured }]);
      },
    },
  );
  if (wasStopped) throw new AppError('cancelled', 'The trying of heat maps was stopped; what was measured is kept.');
}

/** Null until a face of the set was measured. */
export function faithful(store: Store, key: MapSetKey): FaithfulnessResult | null {
  const measured = store.faithfulness.list(key);
  const [first] = measured;
  if (first === undefined) return null;
  const steps = first.insertion.length - 1;
  const curve = (curves: readonly Float32Array[], seed: number) => ({
    probability: Array.from({ length: steps + 1 }, (_, i) => meanOf(curves.map((values) => values[i] as number))), // of one length
    area: intervalOf(curves.map(areaUnderCurve), seed),
  });
  return {
    evaluationId: key.evaluationId,
    method: key.method,
    layer: key.layer,
    n: measured.length,
    share: Array.from({ length: steps + 1 }, (_, i) => i / steps),
    insertion: curve(
      measured.map(({ insertion }) => insertion),
      1,
    ),
    deletion: curve(
      measured.map(({ deletion }) => deletion),
      2,
    ),
    road: intervalOf(
      measured.map(({ road }) => road),
      3,
    ),
    random: {
      insertion: meanOf(measured.map(({ randomInsertion }) => randomInsertion)),
      deletion: meanOf(measured.map(({ randomDeletion }) => randomDeletion)),
      road: meanOf(measured.map(({ randomRoad }) => randomRoad)),
    },
  };
}

/** Of at least one value. */
const intervalOf = (values: readonly number[], seed: number) =>
  meanInterval(values, { seed }) as NonNullable<ReturnType<typeof meanInterval>>;
