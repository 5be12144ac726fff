/** Looking for faces: in the pictures of a data set, or of a test. What was found stays found when it is stopped. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { LocatedPicture } from '#main/engine/messages.ts';
import type { UnlocatedPicture } from '#main/store/located-faces.ts';
import type { Store } from '#main/store/open.ts';
import type { LocatedCounts, LocatedFace } from '#shared/contract/explanations.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import type { DatasetId, EvaluationId, ImageId } from '#shared/domain/records.ts';
import { pointsOf } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS, interocularDistance, regionPolygon } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { quantile } from '#shared/metrics/intervals.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { openEngine } from '../training/service.ts';
import { readDrawnTruth } from './drawn-truth.ts';

export type LocateDependencies = { readonly store: Store; readonly spawnEngine: SpawnEngine };

type Work = Pick<JobHandle, 'signal' | 'report'> & {
  /** Called with the pictures that could not be read: file and reason. */
  readonly onUnreadable: (problems: readonly string[]) => void;
};

/** The detector runs on the CPU: beside a training on the GPU it takes none of its memory. */
const SETTINGS = { threads: 0, num_workers: 4, device: 'cpu' } as const;

/** Reads the truth where there is one, and looks into every picture that was not looked at. @throws cancelled, engine_died */
export async function locateDataset(
  { store, spawnEngine }: LocateDependencies,
  datasetId: DatasetId,
  work: Work,
): Promise<void> {
  await readDrawnTruth(store, datasetId);
  await look(store, spawnEngine, { pictures: store.locatedFaces.undetected(datasetId, FACE_DETECTOR), work });
}

/** The same for the faces of a test, as far as region shares need it: a drawn face's parts are known. */
export async function locateTested(
  { store, spawnEngine }: LocateDependencies,
  evaluationId: EvaluationId,
  work: Work,
): Promise<void> {
  await readDrawnTruth(store, store.evaluations.get(evaluationId).datasetId);
  await look(store, spawnEngine, { pictures: store.locatedFaces.unlocated(evaluationId, FACE_DETECTOR), work });
}

async function look(
  store: Store,
  spawnEngine: SpawnEngine,
  { pictures, work }: { readonly pictures: readonly UnlocatedPicture[]; readonly work: Work },
): Promise<void> {
  if (pictures.length === 0) return;
  const { signal, report, onUnreadable } = work;
  const problems: string[] = [];
  const total = pictures.length;
  report({ done: 0, total, unit: 'pictures' });
  await using engine = openEngine(spawnEngine, SETTINGS);
  const { wasStopped } = await engine.run(
    { kind: 'locate-faces', files: pictures.map(({ file }) => file) },
    {
      signal,
      onFact: (fact) => {
        if (fact.kind !== 'located-faces') return;
        const of = (i: number) => pictures[fact.first + i] as UnlocatedPicture; // the engine keeps the job's order
        store.locatedFaces.recordDetected(
          FACE_DETECTOR,
          fact.pictures.flatMap((picture, i) => (picture.problem === null ? [detected(of(i), picture)] : [])),
        );
        for (const [i, { problem }] of fact.pictures.entries())
          if (problem !== null) problems.push(`"${of(i).file}" ${problem}`);
        report({ done: fact.first + fact.pictures.length, total, unit: 'pictures' });
      },
    },
  );
  if (problems.length > 0) onUnreadable(problems);
  if (wasStopped) throw new AppError('cancelled', 'The search for faces was stopped; what was found is kept.');
}

const detected = ({ sha256 }: UnlocatedPicture, { faceCount, confidence, box, landmarks }: LocatedPicture) => ({
  ...{ sha256, faceCount, confidence, box, landmarks },
});

/** How many faces are known, and how far the detector is from what is true. */
export function locatedCounts(store: Store, datasetId: DatasetId): LocatedCounts {
  store.datasets.get(datasetId); // says where there is none
  const pairs = store.locatedFaces.beside(datasetId, FACE_DETECTOR);
  const errors = Float64Array.from(pairs, landmarkError).sort();
  return {
    ...store.locatedFaces.counts(datasetId, FACE_DETECTOR),
    model: FACE_DETECTOR,
    error:
      errors.length === 0
        ? null
        : {
            count: errors.length,
            mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
            median: quantile(errors, 0.5),
            p95: quantile(errors, 0.95),
          },
  };
}

/**
 * Mean distance of the 68 landmarks from the true ones, divided by the true distance between the eyes (the normalised mean error of the 300 Faces in-the-Wild
 * Challenge, which divides by that of the outer corners; here it is that of the eyes' middles).
 */
export function landmarkError({ seen, real }: { readonly seen: Float32Array; readonly real: Float32Array }): number {
  const [found, exact] = [pointsOf(seen), pointsOf(real)];
  const sum = exact.reduce((total, { x, y }, i) => {
    const at = found[i];
    return total + (at === undefined ? 0 : Math.hypot(at.x - x, at.y - y));
  }, 0);
  return sum / exact.length / interocularDistance(exact);
}

/** What is known of one picture. @throws not_found */
export function locatedFace(store: Store, imageId: ImageId): LocatedFace {
  const { width, height } = store.images.get(imageId);
  const { detected: seen, drawn } = store.locatedFaces.ofImage(imageId, FACE_DETECTOR);
  const own = { imageId, width, height };
  const found = {
    model: seen === null ? null : FACE_DETECTOR,
    confidence: seen?.confidence ?? null,
    box: boxOf(seen?.box ?? null),
  };
  const landmarks = drawn?.landmarks ?? (seen?.faceCount === 1 ? seen.landmarks : null);
  if (landmarks === null) {
    const quality = seen === null ? 'pending' : seen.faceCount === 0 ? 'none' : 'several';
    return { ...own, ...found, quality, by: seen === null ? null : 'detector', landmarks: [], regions: [] };
  }
  const points = [...pointsOf(landmarks)];
  const regions = FACE_REGIONS.flatMap((region) => {
    const outline = regionPolygon(region, points);
    return outline === null ? [] : [{ region, outline: [...outline] }];
  });
  return { ...own, ...found, quality: 'found', by: drawn === null ? 'detector' : 'truth', landmarks: points, regions };
}

function boxOf(box: Float32Array | null): LocatedFace['box'] {
  if (box === null) return null;
  const [left = 0, top = 0, width = 0, height = 0] = box;
  return { left, top, width, height };
}
