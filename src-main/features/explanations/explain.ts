/** Heat maps of a test: of every face that has none yet, and of one face now. Raw values are stored; what is there stays. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Engine } from '#main/engine/client.ts';
import type { EvaluateJob, Fact } from '#main/engine/messages.ts';
import type { ImagesClient } from '#main/images/client.ts';
import type { Heatmap } from '#main/store/heatmaps.ts';
import type { UnexplainedFace } from '#main/store/map-sets.ts';
import type { Store } from '#main/store/open.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import { type Label, predictedLabel } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { NetworkDesk } from '../evaluation/network-desk.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { openEngine } from '../training/service.ts';
import { configOfTest, type NetworkAtHand, networkOfJob, type TestedNetwork, testedNetwork } from './tested-network.ts';

export type ExplainDependencies = {
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check'>;
  readonly spawnEngine: SpawnEngine;
};

export type ExplainWork = Pick<JobHandle, 'signal' | 'report'> & {
  /** Called after each batch that was stored. */
  readonly onStored: () => void;
  /** Called with the pictures that could not be read: file and reason. */
  readonly onUnreadable: (problems: readonly string[]) => void;
};

/** What the engine throws where a picture became unreadable after the test. */
const FILE_PROBLEMS: readonly ErrorCode[] = ['file_invalid', 'file_not_found'];

/** A map of the predicted class for every tested face without one; a picture that cannot be read any more is told and left out. @throws cancelled, engine_died, usage (no such layer) */
export async function explainTest(
  { store, images, spawnEngine }: ExplainDependencies,
  key: MapSetKey,
  work: ExplainWork,
): Promise<void> {
  const { signal, report, onUnreadable } = work;
  let faces = store.mapSets.unexplained(key);
  if (faces.length === 0) return;
  const total = faces.length;
  report({ done: 0, total, unit: 'faces' });
  await using engine = openEngine(spawnEngine, configOfTest(store, key.evaluationId));
  const network = await testedNetwork(store, key.evaluationId, engine);
  for (let hasChecked = false; faces.length > 0; ) {
    try {
      const { wasStopped } = await runMaps({ store, engine, network, key, faces, total, work });
      if (wasStopped) throw new AppError('cancelled', 'The heat maps were stopped; those that were made are kept.');
      return;
    } catch (error) {
      if (hasChecked || !(error instanceof AppError) || !FILE_PROBLEMS.includes(error.code)) throw error;
      hasChecked = true;
      faces = store.mapSets.unexplained(key);
      const checks = await images.check(
        faces.map(({ file }) => file),
        { signal },
      );
      const problems = faces.flatMap(({ file }, i) => {
        const check = checks[i];
        return check?.kind === 'bad' ? [`"${file}" ${check.reason}`] : [];
      });
      if (problems.length === 0) throw error; // it was the weights, or is readable again: said as it came
      onUnreadable(problems);
      faces = faces.filter((_, i) => checks[i]?.kind === 'ok');
    }
  }
}

type MapsRun = {
  readonly store: Store;
  readonly engine: Engine;
  readonly network: TestedNetwork;
  readonly key: MapSetKey;
  readonly faces: readonly UnexplainedFace[];
  readonly total: number;
  readonly work: ExplainWork;
};

async function runMaps({ store, engine, network, key, faces, total, work }: MapsRun) {
  const before = total - faces.length;
  return engine.run(mapsJob(network, key, { faces, explainedClass: -1 }), {
    signal: work.signal,
    onFact: (fact) => {
      if (recordMaps(store, key.evaluationId, { fact, faces })) work.onStored();
      if (fact.kind === 'progress') work.report({ done: before + fact.seen, total, unit: 'faces' });
    },
  });
}

const mapsJob = (
  network: TestedNetwork,
  { method, layer }: MapSetKey,
  { faces, explainedClass }: { readonly faces: readonly UnexplainedFace[]; readonly explainedClass: Label | -1 },
): EvaluateJob => ({
  kind: 'evaluate',
  ...networkOfJob(network),
  faces: faces.map(({ file, label }) => ({ file, label })),
  heatmaps: { method, layer, explainedClass, overlayFolder: null },
});

function recordMaps(
  store: Store,
  evaluationId: EvaluationId,
  { fact, faces }: { readonly fact: Fact; readonly faces: readonly UnexplainedFace[] },
): boolean {
  if (fact.kind !== 'predictions' || fact.heatmaps === null) return false;
  const { method, layer, rows, columns, maps, classes } = fact.heatmaps;
  const cells = rows * columns;
  store.heatmaps.record(
    evaluationId,
    { method, layer, rows, columns },
    classes.map((explainedClass, i) => ({
      imageId: (faces[fact.first + i] as UnexplainedFace).imageId, // the engine keeps the job's order
      explainedClass: explainedClass as Label, // the engine explains one of the two
      values: maps.slice(i * cells, (i + 1) * cells),
      overlay: null,
    })),
  );
  return true;
}

export type OneMapRequest = MapSetKey & { readonly imageId: ImageId; readonly explainedClass: Label | null };

/** Made by the engine at hand where it is not there yet, also while a training runs. @throws not_found (the test has no such image) */
export async function oneMap(
  { store, desk, networkOf }: { readonly store: Store; readonly desk: NetworkDesk; readonly networkOf: NetworkAtHand },
  { imageId, explainedClass: asked, ...key }: OneMapRequest,
  signal?: AbortSignal,
): Promise<{ readonly map: Heatmap; readonly wasThere: boolean }> {
  const { evaluationId, method, layer } = key;
  const tested = store.testedFaces.get(evaluationId, imageId);
  const explainedClass = asked ?? predictedLabel(tested.score);
  const find = () =>
    store.heatmaps
      .ofImage(evaluationId, imageId)
      .find((map) => map.method === method && map.layer === layer && map.explainedClass === explainedClass);
  const known = find();
  if (known !== undefined) return { map: known, wasThere: true };
  const network = await networkOf(evaluationId, signal);
  const faces = [{ imageId, file: store.images.get(imageId).file, label: tested.label }];
  await desk.ask(mapsJob(network, key, { faces, explainedClass }), {
    ...(signal === undefined ? {} : { signal }),
    onFact: (fact) => void recordMaps(store, evaluationId, { fact, faces }),
  });
  const made = find();
  if (made === undefined) throw new AppError('cancelled', 'The heat map was called off before it was made.');
  return { map: made, wasThere: false };
}
