/** Training, from a configuration to a run in the store: what the command line and the window start. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import { type Engine, startEngine } from '#main/engine/client.ts';
import type { Fact, FactOf, ResultOf, TrainJob } from '#main/engine/messages.ts';
import type { ImagesClient } from '#main/images/client.ts';
import type { StoredImage } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';
import type { ComputeType } from '#shared/domain/precision.ts';
import type { ImageId, Run, RunId, StepMetric } from '#shared/domain/records.ts';
import { assertStatusChange } from '#shared/domain/runs.ts';
import { AppError } from '#shared/errors.ts';
import { recipeLines } from '#shared/report/recipe-lines.ts';
import { dataSection, environmentSection, header, networkSection, optimizerSection } from '#shared/report/sections.ts';
import { speedKeyOf } from '../configurations/speed.ts';
import { createSpeedWatch } from '../configurations/speed-watch.ts';
import type { DownloadProgress, Pretrained } from '../weights/pretrained.ts';
import { trainJobOf } from './config-to-job.ts';
import { askDevice, computeTypeOn, deviceWord, type EngineDevice, environmentOf } from './device.ts';
import { createRun, plannedAs } from './new-run.ts';
import { linkPrefix } from './prefix-link.ts';
import { createRecorder } from './recorder.ts';
import { beginsPretrained, configOfRun, normalizationDoubt } from './request.ts';
import { assertResumable } from './resumption.ts';
import { facesOfRun } from './run-faces.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import { type FaceSplit, splitFaces } from './split-faces.ts';

export type TrainingDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check'>;
  readonly spawnEngine: SpawnEngine;
  readonly versions: Readonly<Record<string, string>>;
  readonly pretrained: Pick<Pretrained, 'ensure'>;
};

export type TrainRequest = {
  readonly config: ExperimentConfig;
  /** Where it came from, as the user named it. */
  readonly configFile: string | null;
  /** Weights to begin with instead of initial values; null = none but those that `model.pretrained` asks for. */
  readonly startWeights: string | null;
  readonly allowBad: boolean;
  /** Faces that are scored and explained after each epoch; none named = a few of the validation faces. */
  readonly probes?: readonly ImageId[];
};

/** What a training tells whoever watches it. */
export type TrainingNews =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'downloading'; readonly progress: DownloadProgress }
  | { readonly kind: 'run'; readonly runId: RunId; readonly name: string; readonly folder: string }
  | { readonly kind: 'fact'; readonly fact: Fact; readonly epochs: number; readonly trainCount: number }
  | { readonly kind: 'stored'; readonly stored: Stored };

/** What is in the store from now on. `rewound`: what came after a saved state is forgotten. */
export type Stored =
  | { readonly kind: 'rewound' }
  | { readonly kind: 'steps'; readonly steps: readonly StepMetric[] }
  | { readonly kind: 'epoch'; readonly epoch: number }
  | { readonly kind: 'probes'; readonly epoch: number };

export type Watch = {
  readonly onNews: (news: TrainingNews) => void;
  /** Ends the training after its current step; everything is kept. */
  readonly signal: AbortSignal;
  /** Ends the engine at once, as its death would: the run is interrupted. */
  readonly kill?: AbortSignal;
};

export type TrainingOutcome = {
  readonly run: Run;
  /** Absolute. */
  readonly folder: string;
  readonly reason: ResultOf<'train'>['reason'];
  readonly bestEpoch: number;
};

export type TrainingService = ReturnType<typeof createTrainingService>;

export function createTrainingService(dependencies: TrainingDependencies) {
  const { store, workspace, spawnEngine, pretrained } = dependencies;

  /** After the data were found good: nobody wants to wait for a download to hear that they are not. */
  const pretrainedOf = async (config: ExperimentConfig, { onNews, signal }: Watch): Promise<string | null> => {
    if (!beginsPretrained(config)) return null;
    const doubt = normalizationDoubt(config);
    if (doubt !== null) onNews({ kind: 'line', text: doubt });
    return await pretrained.ensure(config.network, {
      signal,
      onProgress: (progress) => onNews({ kind: 'downloading', progress }),
      onNote: (text) => onNews({ kind: 'line', text }),
    });
  };

  /** Checks data and device, makes the run, and trains it until it is over or `signal` asks for a stop. */
  const start = async (request: TrainRequest, watch: Watch): Promise<TrainingOutcome> => {
    const { config } = request;
    await using engine = openEngine(spawnEngine, config);
    watch.kill?.addEventListener('abort', () => engine.close());
    const device = await askDevice(engine, config.device);
    computeTypeOn(device, config); // refused before a long check of faces
    const faces = await splitFaces(config, dependencies, {
      allowBad: request.allowBad,
      onProgress: (progress) => watch.onNews({ kind: 'checking', ...progress }),
      signal: watch.signal,
    });
    const startWeights = request.startWeights ?? (await pretrainedOf(config, watch));
    const run = createRun(dependencies, { request: { ...request, startWeights }, faces, device });
    return await trainRun({ run, config, device, faces, engine, watch, start: startOf(startWeights) });
  };

  /** Goes on with a run that was stopped, interrupted or failed, exactly where its last saved state stands. */
  const resume = async (
    { runId, config }: { runId: RunId; config: ExperimentConfig },
    watch: Watch,
  ): Promise<TrainingOutcome> => {
    const stopped = store.runs.get(runId);
    assertStatusChange(stopped.status, 'running', stopped.name);
    assertResumable(stopped, { began: configOfRun(stopped), config });
    await using engine = openEngine(spawnEngine, config);
    watch.kill?.addEventListener('abort', () => engine.close());
    const device = await askDevice(engine, config.device);
    const beginsOnceMore = !hasSavedState(path.join(workspace, stopped.folder));
    const pretrainedFile = beginsOnceMore ? await pretrainedOf(config, watch) : null; // it may have gone from the cache since
    const run = store.runs.replan(runId, plannedAs(config, { device, versions: dependencies.versions }));
    const faces = { ...facesOfRun(store, run.id), bad: [], duplicates: 0, splitSeed: run.splitSeed, revision: null };
    const weights = pretrainedFile ?? run.parentCheckpoint;
    const start = { kind: 'resume', recordedEpochs: run.lastEpoch ?? 0, weights } as const;
    return await trainRun({ run, config, device, faces, engine, watch, start });
  };

  type Training = {
    readonly run: Run;
    readonly config: ExperimentConfig;
    readonly device: EngineDevice;
    readonly faces: TrainedFaces;
    readonly engine: Engine;
    readonly watch: Watch;
    readonly start: TrainJob['start'];
  };

  const trainRun = async ({ run, config, device, faces, engine, watch, start }: Training): Promise<TrainingOutcome> => {
    const folder = path.join(workspace, run.folder);
    mkdirSync(folder, { recursive: true });
    const log = createRunLog(folder);
    const say = (text: string) => {
      log(text);
      watch.onNews({ kind: 'line', text });
    };
    store.runs.changeStatus(run.id, { to: 'running', device: device.deviceName });
    try {
      watch.onNews({ kind: 'run', runId: run.id, name: run.name, folder });
      writeFileSync(path.join(folder, 'config.yaml'), run.configYaml);
      const unlinked = linkPrefix(config.prefix, folder);
      if (unlinked !== null) say(unlinked);
      printSections(say, { config, device, faces });
      const compute = computeTypeOn(device, config);
      for (const line of computeLines(compute, config)) say(line);
      const job = trainJobOf(config, {
        train: faces.train.map(faceOf),
        valid: faces.valid.map(faceOf),
        probes: store.probes.pinned(run.id).map(({ imageId }) => faceOf(store.images.get(imageId))),
        runFolder: folder,
        start,
        compute,
      });
      const recorder = createRecorder({
        store,
        run,
        config,
        say,
        onStored: (stored) => watch.onNews({ kind: 'stored', stored }),
      });
      const learnSpeed = speedWatchOf(store, { run, config, device, job });
      const result = await engine.run(job, {
        signal: watch.signal,
        onFact: (fact) => {
          recorder.record(fact);
          learnSpeed(fact);
          watch.onNews({ kind: 'fact', fact, epochs: config.num_epochs, trainCount: faces.train.length });
        },
      });
      recorder.finish(result);
      await store.backup();
      return { run: store.runs.get(run.id), folder, reason: result.reason, bestEpoch: result.state.bestEpoch };
    } catch (error) {
      recordFailure(store, run, { error, log });
      throw error;
    }
  };

  return { start, resume };
}

/** An engine that is closed with its block. */
export function openEngine(
  spawn: SpawnEngine,
  {
    threads,
    num_workers: decoders,
    device,
    xla = false,
  }: Pick<ExperimentConfig, 'threads' | 'num_workers' | 'device'> & Partial<Pick<ExperimentConfig, 'xla'>>,
): Engine & AsyncDisposable {
  const engine = startEngine(spawn, { threads, decoders, device, xla });
  return { ...engine, [Symbol.asyncDispose]: async () => engine.close() };
}

/** `revision` null: a run that goes on has the faces and labels that it began with, whatever was revised since. */
type TrainedFaces = Omit<FaceSplit, 'dataset' | 'revision'> & { readonly revision: FaceSplit['revision'] | null };

const hasSavedState = (runFolder: string): boolean => existsSync(path.join(runFolder, 'checkpoints', 'last.json'));

const startOf = (startWeights: string | null): TrainJob['start'] =>
  startWeights === null ? { kind: 'initial' } : { kind: 'weights', file: startWeights };

type Timed = {
  readonly run: Run;
  readonly config: ExperimentConfig;
  readonly device: EngineDevice;
  readonly job: TrainJob;
};

/** What each epoch says of this machine: the estimate before the next start is made of it. */
function speedWatchOf(store: Store, { run, config, device, job }: Timed): (fact: Fact) => void {
  const { input, model, train, valid, probes } = job;
  const imageBytes = model.height * model.width * model.channels;
  return createSpeedWatch({
    ...{ store, runName: run.name, counts: { train: train.length, valid: valid.length } },
    key: speedKeyOf(config, { ...device, kind: device.device, name: device.deviceName, isAvailable: true }),
    cacheBytes: Math.min(input.cacheMemoryBytes, (train.length + valid.length + probes.length) * imageBytes),
  });
}

const faceOf = ({ file, label }: StoredImage) => ({ file, label });

function printSections(
  say: (text: string) => void,
  { config, device, faces }: { config: ExperimentConfig; device: EngineDevice; faces: TrainedFaces },
): void {
  say(header({ network: NETWORK_FACTS[config.network].family, device: deviceWord(device), isTest: false }));
  say('');
  say(environmentSection(environmentOf(device, config.seed)));
  say('');
  say(
    dataSection({
      trainPath: config.data.train,
      testPath: config.data.test === '' ? null : config.data.test,
      batchSize: config.batch_size,
      validShare: faces.splitSeed === null ? null : config.data.test_proportions,
      trainSamples: faces.train.length,
      validSamples: faces.valid.length,
      badRows: faces.bad.length,
      revision: faces.revision,
    }),
  );
  for (const { csvPath, line, path: written, reason } of faces.bad)
    say(`   ${path.basename(csvPath)}:${line}: ${written ?? ''} ${reason}`);
  if (faces.duplicates > 0) say(` Rows that repeat a picture : ${faces.duplicates}`);
  say('');
}

/** What is not as it is by default. */
function computeLines(compute: ComputeType, { xla }: ExperimentConfig): readonly string[] {
  return [
    ...(compute === 'float32'
      ? []
      : [`[+] Computed in ${compute}; weights, statistics, loss and optimizer in float32\n`]),
    ...(xla ? ['[+] Compiled by XLA\n'] : []),
  ];
}

/** The two sections that need the network: printed when the engine has built it. */
export function networkSections(
  config: ExperimentConfig,
  { parameters, trainableParameters }: Pick<FactOf<'network'>, 'parameters' | 'trainableParameters'>,
): string {
  const network = networkSection({
    title: NETWORK_FACTS[config.network].family,
    checkpoint: config.checkpoint || null,
    parameters,
    frozenParameters: parameters - trainableParameters,
  });
  const { type, lr, weight_decay: weightDecay } = config.optimizer;
  const optimizer = optimizerSection({ type, learningRate: lr, weightDecay, more: recipeLines(config) });
  return `${network}\n\n${optimizer}\n`;
}

function recordFailure(store: Store, run: Run, { error, log }: { error: unknown; log: RunLog }): void {
  const known = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
  log(`${known.message}${known.hint === null ? '' : `\n${known.hint}`}`);
  const isLost = known.code === 'engine_died';
  store.runs.changeStatus(
    run.id,
    isLost ? { to: 'interrupted' } : { to: 'failed', error: { code: known.code, message: known.message } },
  );
}
