/** Covering one region of a face after another: as a job, and what came of it. */
import type { FactOf } from '#main/engine/messages.ts';
import type { KnockOut, PartedFace } from '#main/store/knock-outs.ts';
import type { Store } from '#main/store/open.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { KnockedOutRegion, KnockOutKey, KnockOutPoint, KnockOutResult } from '#shared/contract/perturbations.ts';
import type { Covering } from '#shared/domain/explanations.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { meanInterval, meanOf } from '#shared/metrics/mean-interval.ts';
import { spearman } from '#shared/metrics/rank-correlation.ts';
import { networkOfJob, testedNetwork } from '../explanations/tested-network.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { openEngine } from '../training/service.ts';
import { sampleOf } from './sample.ts';
import type { PerturbationDependencies } from './service.ts';

/** Points of the scatter; beyond them nothing more is seen. */
const MOST_POINTS = 2_000;
const SEED = 1;

export type KnockOutRequest = KnockOutKey & { readonly limit: number | null };

/** What is done stays done when it is stopped. @throws data_invalid (no face with known parts), cancelled, what the engine reports */
export async function tryRegions(
  { store, spawnEngine }: PerturbationDependencies,
  { evaluationId, covering, limit }: KnockOutRequest,
  job: Pick<JobHandle, 'signal' | 'report'>,
): Promise<void> {
  const parted = store.knockOuts.parted(evaluationId, FACE_DETECTOR);
  if (parted.length === 0)
    throw new AppError('data_invalid', 'In no picture of this test is it known where the parts of the face lie.', {
      hint: 'Exactly one face must be found in a picture: crop the pictures to the face.',
    });
  const tried = new Set(store.knockOuts.list(evaluationId, covering).map(({ imageId }) => imageId));
  const wanted = sampleOf(parted, limit);
  const faces = wanted.filter(({ imageId }) => !tried.has(imageId));
  const done = wanted.length - faces.length;
  if (faces.length === 0) return;
  await using engine = openEngine(spawnEngine, { ...CONFIG_OF_ENGINE });
  const tested = await testedNetwork(store, evaluationId, engine);
  const { model } = tested.weights;
  job.report({ done, total: wanted.length, unit: 'faces' });
  const { wasStopped } = await engine.run(
    {
      kind: 'knock-out',
      ...networkOfJob(tested),
      covering,
      faces: faces.map(({ file, width, height, landmarks }) => ({ file, width, height, landmarks })),
    },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind === 'progress') job.report({ done: done + fact.seen, total: wanted.length, unit: 'faces' });
        if (fact.kind === 'knock-outs')
          store.knockOuts.record(evaluationId, covering, knockOutsOf(fact, { faces, classes: model.classes }));
      },
    },
  );
  if (wasStopped) throw new AppError('cancelled', 'The covering of regions was stopped; what was tried is kept.');
}

/** TensorFlow's own choice of threads; the GPU where there is one. */
export const CONFIG_OF_ENGINE = { threads: 0, num_workers: 4, device: 'auto' } as const;

function knockOutsOf(
  { first, logits }: FactOf<'knock-outs'>,
  { faces, classes }: { readonly faces: readonly PartedFace[]; readonly classes: number },
): readonly KnockOut[] {
  const each = (1 + FACE_REGIONS.length) * classes;
  return Array.from({ length: logits.length / each }, (_, i) => {
    const { imageId } = faces[first + i] as PartedFace; // the engine keeps the job's order
    return knockOutOf(imageId, logits.subarray(i * each, (i + 1) * each), classes);
  });
}

/** `logits`: [1 + regions, classes], of the picture first. */
export function knockOutOf(imageId: ImageId, logits: Float32Array, classes: number): KnockOut {
  const row = (i: number) => logits.subarray(i * classes, (i + 1) * classes);
  const whole = row(0);
  const predicted: Label = (whole[FAKE] as number) >= (whole[REAL] as number) ? FAKE : REAL; // a network has at least these two
  const own = (i: number) => row(i)[predicted] as number;
  return {
    imageId,
    predicted,
    margin: marginOf(whole, predicted),
    falls: Float32Array.from(FACE_REGIONS, (_, region) => own(0) - own(region + 1)),
    margins: Float32Array.from(FACE_REGIONS, (_, region) => marginOf(row(region + 1), predicted)),
  };
}

/** Between fake and real. */
const marginOf = (logits: Float32Array, predicted: Label): number =>
  (logits[predicted] as number) - (logits[predicted === FAKE ? REAL : FAKE] as number);

export type KnockedOutRequest = KnockOutKey & Pick<MapSetKey, 'method' | 'layer'>;

/** @throws not_found (no such test) */
export function knockedOut(store: Store, request: KnockedOutRequest): KnockOutResult {
  const { evaluationId, covering } = request;
  const { imageCount } = store.evaluations.get(evaluationId);
  const tried = store.knockOuts.list(evaluationId, covering);
  const shares = store.knockOuts.shares(covering, request);
  const points = pointsOf(tried, shares);
  return {
    evaluationId,
    covering,
    triedCount: tried.length,
    imageCount,
    regions: FACE_REGIONS.map((_, region) => regionOf(tried, shares, region)),
    points: [...evenly(points, MOST_POINTS)],
    correlation: spearman(
      points.map(({ share }) => share),
      points.map(({ fall }) => fall),
    ),
  };
}

type Shares = ReadonlyMap<ImageId, Float32Array>;

function regionOf(tried: readonly KnockOut[], shares: Shares, region: number): KnockedOutRegion {
  const faces = tried.filter(({ falls }) => !Number.isNaN(falls[region]));
  const own = faces.flatMap(({ imageId }) => shares.get(imageId)?.[region] ?? []);
  const flipped = faces.filter((face) => isFlip(face, region)).length;
  return {
    region: FACE_REGIONS[region] as (typeof FACE_REGIONS)[number], // one of its positions
    n: faces.length,
    fall: meanInterval(
      faces.map(({ falls }) => falls[region] as number),
      { seed: SEED + region },
    ),
    flips: faces.length === 0 ? null : flipped / faces.length,
    share: own.length === 0 ? null : meanOf(own),
  };
}

const isFlip = ({ margins }: KnockOut, region: number): boolean => (margins[region] as number) < 0;

/** Every region of every face that was tried and has a map that is shared out. */
const pointsOf = (tried: readonly KnockOut[], shares: Shares): readonly KnockOutPoint[] =>
  tried.flatMap(({ imageId, falls }) => {
    const own = shares.get(imageId);
    if (own === undefined) return [];
    return FACE_REGIONS.flatMap((region, i) => {
      const [share, fall] = [own[i] as number, falls[i] as number]; // one a region
      return Number.isNaN(fall) ? [] : [{ imageId, region, share, fall }];
    });
  });

/** Drawn at random where there are too many, always the same ones. */
const evenly = <T>(items: readonly T[], most: number): readonly T[] =>
  items.length <= most ? items : shuffled(items, createRandom(SEED, items.length)).slice(0, most);

/** Of one face, in the order of FACE_REGIONS; empty until it was tried. */
export function knockedOutFace(
  store: Store,
  {
    evaluationId,
    covering,
    imageId,
  }: { readonly evaluationId: KnockOutKey['evaluationId']; readonly covering: Covering; readonly imageId: ImageId },
) {
  const face = store.knockOuts.find(evaluationId, covering, imageId);
  if (face === null) return [];
  return FACE_REGIONS.flatMap((region, i) => {
    const fall = face.falls[i] as number; // one a region
    return Number.isNaN(fall) ? [] : [{ region, fall, isFlip: isFlip(face, i) }];
  });
}
