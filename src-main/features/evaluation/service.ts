/** Tests: every face of a set scored by a file of weights, with figures over the whole set and, where asked, a heat map of each. */
import path from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Engine } from '#main/engine/client.ts';
import type { EvaluateJob, Fact, FactOf } from '#main/engine/messages.ts';
import type { ImagesClient } from '#main/images/client.ts';
import type { StoredImage } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { type ClassName, DEFAULT_THRESHOLD, type Label } from '#shared/domain/labels.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import type { EvaluationId, EvaluationSummary, JsonObject, Run } from '#shared/domain/records.ts';
import { type EvaluationSummary as Figures, summarize } from '#shared/metrics/summary.ts';
import { layerTable } from '#shared/report/layer-table.ts';
import { environmentSection, header, networkSection, revisionLine } from '#shared/report/sections.ts';
import { testResultSection } from '#shared/report/test-result.ts';
import { loadDataset } from '../datasets/load.ts';
import { inputSettingsOf, modelSettingsOf } from '../training/config-to-job.ts';
import { askDevice, deviceWord, type EngineDevice, environmentOf } from '../training/device.ts';
import { facesOfRun } from '../training/run-faces.ts';
import { openEngine } from '../training/service.ts';
import { inspectWeights, type NamedWeights, type Weights } from './weights.ts';

export type EvaluationDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check'>;
  readonly spawnEngine: SpawnEngine;
};

export type HeatmapRequest = {
  readonly method: CamMethod;
  /** Null = the network's default. */
  readonly layer: string | null;
  readonly explainedClass: ClassName | 'predicted';
};

export type TestRequest = {
  readonly weights: NamedWeights;
  /** Of the run or from a file: device, batch size, positive class. */
  readonly config: ExperimentConfig;
  /** A CSV; null = the faces that the run validates on. */
  readonly csv: string | null;
  readonly heatmaps: HeatmapRequest | null;
  /** Only so many faces, drawn at random but always the same; null = all. */
  readonly limit: number | null;
  readonly allowBad: boolean;
};

export type EvaluationNews =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  /** From now on the store has it, `running`. */
  | { readonly kind: 'started'; readonly evaluationId: EvaluationId }
  | { readonly kind: 'progress'; readonly seen: number; readonly count: number };

export type EvaluationWatch = { readonly onNews: (news: EvaluationNews) => void; readonly signal: AbortSignal };

export type TestOutcome = {
  readonly evaluation: EvaluationSummary;
  /** Null where it was stopped before the last face. */
  readonly figures: Figures | null;
  readonly loss: number | null;
  /** Absolute; null where none were drawn. */
  readonly overlayFolder: string | null;
};

export const CLASS_OF_REQUEST = { predicted: -1, fake: 0, real: 1 } as const;

export type EvaluationService = ReturnType<typeof createEvaluationService>;

export function createEvaluationService(dependencies: EvaluationDependencies) {
  const { store, workspace, spawnEngine } = dependencies;

  /** Every score and loss goes into the store. @throws file_invalid, data_invalid, device_unavailable, engine_died */
  const test = async (request: TestRequest, { onNews, signal }: EvaluationWatch): Promise<TestOutcome> => {
    const { config } = request;
    await using engine = openEngine(spawnEngine, config);
    const device = await askDevice(engine, config.device);
    const fallback = { model: modelSettingsOf(config), crop: config.data.crop };
    const weights = await inspectWeights(engine, request.weights, fallback);
    const say = (text: string) => onNews({ kind: 'line', text });
    say(testHeader(weights, { device, config }));
    const faces = await facesOf(dependencies, request, {
      allowBad: request.allowBad,
      onProgress: (progress) => onNews({ kind: 'checking', ...progress }),
      signal,
    });
    if (faces.badCount > 0) say(` The number of bad rows left out : ${faces.badCount}`);
    if (faces.revision !== null && faces.revision.number > 0) say(revisionLine(faces.revision));
    const evaluation = store.evaluations.start({
      runId: weights.run?.id ?? null,
      checkpointFile: weights.file,
      checkpointSha256: weights.sha256,
      datasetId: faces.datasetId,
      splitName: faces.splitName,
      threshold: DEFAULT_THRESHOLD,
      positiveClass: config.positive_class,
      device: device.deviceName,
    });
    onNews({ kind: 'started', evaluationId: evaluation.id });
    const overlayFolder = request.heatmaps === null ? null : path.join('heatmaps', `evaluation-${evaluation.id}`);
    const job = evaluateJob(weights, {
      config,
      faces: faces.images,
      heatmaps: request.heatmaps,
      overlayFolder: overlayFolder && path.join(workspace, overlayFolder),
    });
    return await runTest({
      engine,
      job,
      evaluation,
      faces: faces.images,
      overlayFolder,
      config,
      weights,
      onNews,
      signal,
    });
  };

  type TestParts = {
    readonly engine: Engine;
    readonly job: EvaluateJob;
    readonly evaluation: EvaluationSummary;
    readonly faces: readonly StoredImage[];
    /** Relative to the workspace. */
    readonly overlayFolder: string | null;
    readonly config: ExperimentConfig;
    readonly weights: Weights;
  } & EvaluationWatch;

  const runTest = async (parts: TestParts): Promise<TestOutcome> => {
    const { engine, job, evaluation, faces, overlayFolder, config, weights, onNews, signal } = parts;
    const began = performance.now();
    const scores: number[] = [];
    let lossSum = 0;
    const onFact = (fact: Fact) => {
      if (fact.kind === 'network') {
        onNews({ kind: 'line', text: layersText(fact, weights, config.batch_size) });
        rememberNetwork(store, weights, fact);
      }
      if (fact.kind === 'progress') onNews(fact);
      if (fact.kind !== 'predictions') return;
      scores.push(...fact.scores);
      lossSum += fact.losses.reduce((sum, loss) => sum + loss, 0);
      recordPredictions(store, evaluation.id, { fact, faces, overlayFolder });
    };
    try {
      const result = await engine.run(job, { onFact, signal });
      const overlays = overlayFolder === null ? null : path.join(workspace, overlayFolder);
      if (result.wasStopped) {
        const stopped = store.evaluations.end(evaluation.id, { status: 'stopped', durationMs: result.durationMs });
        return { evaluation: stopped, figures: null, loss: null, overlayFolder: overlays };
      }
      const figures = summarize({ scores, labels: faces.map((face) => face.label), threshold: DEFAULT_THRESHOLD });
      const loss = lossSum / faces.length;
      onNews({
        kind: 'line',
        text: `\n${testResultSection({ loss, summary: figures, positive: config.positive_class })}`,
      });
      const metrics = JSON.parse(JSON.stringify({ loss, ...figures })) as JsonObject; // plain numbers and objects
      const finished = store.evaluations.end(evaluation.id, {
        status: 'finished',
        metrics,
        durationMs: result.durationMs,
      });
      return { evaluation: finished, figures, loss, overlayFolder: overlays };
    } catch (error) {
      store.evaluations.end(evaluation.id, { status: 'failed', durationMs: performance.now() - began });
      throw error;
    }
  };

  return { test };
}

/** What the engine is asked to do with a list of faces. `overlayFolder` is absolute. */
export function evaluateJob(
  weights: Weights,
  options: {
    readonly config: ExperimentConfig;
    readonly faces: readonly { readonly file: string; readonly label: Label }[];
    readonly heatmaps: HeatmapRequest | null;
    readonly overlayFolder: string | null;
  },
): EvaluateJob {
  const { config, faces, heatmaps, overlayFolder } = options;
  return {
    kind: 'evaluate',
    model: weights.model,
    input: { ...inputSettingsOf(config), crop: weights.crop },
    weights: weights.file,
    faces: faces.map(({ file, label }) => ({ file, label })),
    heatmaps:
      heatmaps === null
        ? null
        : {
            method: heatmaps.method,
            layer: heatmaps.layer ?? '',
            explainedClass: CLASS_OF_REQUEST[heatmaps.explainedClass],
            overlayFolder,
          },
  };
}

async function facesOf(
  dependencies: EvaluationDependencies,
  { csv, weights, limit }: TestRequest,
  options: Parameters<typeof loadDataset>[2],
) {
  const cut = (images: readonly StoredImage[]) =>
    limit === null || limit >= images.length ? images : sampleOf(images, limit);
  if (csv !== null) {
    const { dataset, images, bad, revision } = await loadDataset(csv, dependencies, options);
    return { datasetId: dataset.id, images: cut(images), splitName: 'test', badCount: bad.length, revision };
  }
  const run = weights.run as Run; // without a CSV there is a run: the command line sees to it
  const { store } = dependencies;
  const images = facesOfRun(store, run.id).valid; // with the labels that the run began with
  return { datasetId: run.datasetId, images: cut(images), splitName: 'valid', badCount: 0, revision: null };
}

/** Always the same ones of a set, in the order of their lines. Not the first ones: a CSV is often sorted by class. */
const sampleOf = (images: readonly StoredImage[], count: number): readonly StoredImage[] =>
  shuffled(images, createRandom(count))
    .slice(0, count)
    .sort((a, b) => a.line - b.line);

function testHeader(weights: Weights, { device, config }: { device: EngineDevice; config: ExperimentConfig }): string {
  const title = NETWORK_FACTS[weights.model.network].family;
  return `${header({ network: title, device: deviceWord(device), isTest: true })}\n\n${environmentSection(environmentOf(device, config.seed))}\n`;
}

function layersText(fact: FactOf<'network'>, weights: Weights, batchSize: number): string {
  const { network, channels, height, width } = weights.model;
  const section = networkSection({
    title: NETWORK_FACTS[network].family,
    checkpoint: weights.file,
    parameters: fact.parameters,
  });
  return `${section}\n\n${layerTable(fact.layers, { inputShape: [channels, height, width], batchSize })}`;
}

/** For a run of a time when training did not record it. */
function rememberNetwork(store: Store, { run }: Weights, { kind: _, ...facts }: FactOf<'network'>): void {
  if (run !== null && store.runs.detail(run.id).networkFacts === null) store.runs.recordNetwork(run.id, facts);
}

type Recorded = {
  readonly fact: FactOf<'predictions'>;
  readonly faces: readonly StoredImage[];
  /** Relative to the workspace. */
  readonly overlayFolder: string | null;
};

function recordPredictions(store: Store, evaluationId: EvaluationId, { fact, faces, overlayFolder }: Recorded): void {
  const face = (i: number) => faces[fact.first + i] as StoredImage; // the engine keeps the job's order
  store.predictions.record(
    evaluationId,
    Array.from(fact.scores, (score, i) => ({
      imageId: face(i).id,
      label: face(i).label,
      score,
      loss: fact.losses[i] as number,
    })), // one each
  );
  const { heatmaps } = fact;
  if (heatmaps === null) return;
  const { rows, columns, maps, classes, overlays, layer, method } = heatmaps;
  const cells = rows * columns;
  store.heatmaps.record(
    evaluationId,
    { method, layer, rows, columns },
    classes.map((explainedClass, i) => ({
      imageId: face(i).id,
      explainedClass: explainedClass as Label, // the engine explains one of the two
      values: maps.slice(i * cells, (i + 1) * cells),
      overlay:
        overlays === null || overlayFolder === null
          ? null
          : path.posix.join(...overlayFolder.split(path.sep), overlays[i] as string),
    })),
  );
}
