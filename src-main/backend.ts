/** Everything behind the shells, put together: one workspace, its store, its children. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { SpawnEngine } from './engine/channel.ts';
import { forkEngine } from './engine/fork.ts';
import { createComparisonsRouter } from './features/comparisons/router.ts';
import { createConfigurations } from './features/configurations/router.ts';
import { createFacePages } from './features/curation/face-pages.ts';
import { createReviser } from './features/curation/revise.ts';
import { createInspections } from './features/datasets/inspections.ts';
import { createDatasetsRouter } from './features/datasets/router.ts';
import { createNetworkDesk } from './features/evaluation/network-desk.ts';
import { createPredictionService } from './features/evaluation/prediction.ts';
import { createEvaluationsRouter } from './features/evaluation/router.ts';
import { createEvaluationService } from './features/evaluation/service.ts';
import { createEventBus } from './features/events/bus.ts';
import { createEventsRouter } from './features/events/router.ts';
import { createExplanationsRouter } from './features/explanations/router.ts';
import { createExportsRouter } from './features/exports/router.ts';
import { createFacesRouter } from './features/faces/router.ts';
import { createFilesRouter } from './features/files/router.ts';
import { createHistory } from './features/history/history.ts';
import { createHistoryRouter } from './features/history/router.ts';
import { createJobRegistry } from './features/jobs/registry.ts';
import { createJobsRouter } from './features/jobs/router.ts';
import { createMarksRouter } from './features/marks/router.ts';
import { createModelExportsRouter } from './features/model-export/router.ts';
import { createModelExportService } from './features/model-export/service.ts';
import { createPerturbationsRouter } from './features/perturbations/router.ts';
import { createGalleryLists } from './features/predictions/gallery-lists.ts';
import { createPredictionsRouter } from './features/predictions/router.ts';
import { os } from './features/procedures.ts';
import { createRunsRouter } from './features/runs/router.ts';
import { createSettingsRouter } from './features/settings/router.ts';
import { createSweepsRouter } from './features/sweeps/router.ts';
import { createSweeps } from './features/sweeps/sweeps.ts';
import { createSyntheticService } from './features/synthetic/service.ts';
import { createTrainingQueue } from './features/training/queue.ts';
import { createTrainingRouter } from './features/training/router.ts';
import { createTrainingService } from './features/training/service.ts';
import { createTries } from './features/tries/router.ts';
import { createPretrained, type PretrainedOptions } from './features/weights/pretrained.ts';
import { createWeightsService } from './features/weights/service.ts';
import { createDeviceFacts } from './features/workspace/device.ts';
import { createProgramLog } from './features/workspace/program-log.ts';
import { createWorkspaceRouter } from './features/workspace/router.ts';
import { createImagesClient, type SpawnImages } from './images/client.ts';
import { createMediaHandler } from './media/handler.ts';
import { createMediaSources } from './media/sources.ts';
import { lockWorkspace } from './store/lock.ts';
import { openStore } from './store/open.ts';

export type BackendOptions = {
  readonly workspace: string;
  /** Who this is, in words, for others who want the workspace: "facet train". */
  readonly owner: string;
  readonly spawnEngine?: SpawnEngine;
  readonly spawnImages?: SpawnImages;
  readonly clock?: () => number;
  /** Where pretrained weights are kept and come from; default the user's cache and torchvision's addresses. */
  readonly pretrained?: PretrainedOptions;
  /** How long a training may say nothing before it is called silent; tests cannot wait a minute. */
  readonly shortestSilenceMs?: number;
  /** Of the program, for the records of runs. */
  readonly versions: Readonly<Record<string, string>>;
};

export type Backend = ReturnType<typeof createBackend>;

/** Takes the workspace, or says who has it. Runs that its last owner left running are marked interrupted. Close it. @throws conflict, file_invalid */
export function createBackend({
  workspace: folder,
  owner,
  spawnEngine = forkEngine,
  spawnImages,
  clock = Date.now,
  pretrained: pretrainedOptions,
  shortestSilenceMs,
  versions,
}: BackendOptions) {
  const workspace = path.resolve(folder);
  makeWorkspace(workspace);
  const lock = lockWorkspace(workspace, { owner });
  try {
    const log = createProgramLog(workspace, { clock });
    const store = openStore(workspace, { clock, logger: log });
    const { runs: interrupted } = store.markInterrupted();
    const images = createImagesClient({
      logger: log,
      cacheFolder: path.join(workspace, 'cache', 'thumbnails'),
      ...(spawnImages === undefined ? {} : { spawn: spawnImages }),
    });
    const events = createEventBus({ clock });
    log.onLine(() => events.publish({ topic: 'log.changed' }));
    const jobs = createJobRegistry({ events, log, clock });
    const history = createHistory({ events });
    const common = { workspace, store, images, spawnEngine };
    const desk = createNetworkDesk(spawnEngine);
    const askDevice = createDeviceFacts(spawnEngine);
    const pretrained = createPretrained(pretrainedOptions);
    const configurations = createConfigurations({ ...common, askDevice, events, jobs, history, pretrained });
    const inspections = createInspections();
    const pages = createFacePages({ store });
    const revise = createReviser({ store, events, history, onChanged: pages.forget });
    const lists = createGalleryLists({ store, events });
    const tries = createTries({ workspace, store, images, jobs, desk });
    const evaluation = createEvaluationService(common);
    const modelExport = createModelExportService({ spawnEngine, store, clock, version: versions['facet'] ?? '' });
    const training = createTrainingService({ ...common, versions, pretrained });
    const queue = createTrainingQueue({
      ...{ workspace, store, training, events, jobs, history, clock },
      wasInterrupted: interrupted > 0,
      ...(shortestSilenceMs === undefined ? {} : { shortestSilenceMs }),
    });
    return {
      workspace,
      store,
      log,
      announce: lock.announce,
      training,
      /** Begin it where there is a window: a command of the command line leaves what waits alone. */
      queue,
      evaluation,
      modelExport,
      sweeps: createSweeps({ workspace, store, queue, events, clock }),
      prediction: createPredictionService(common),
      router: os.router({
        comparisons: createComparisonsRouter({ store }),
        configurations: configurations.router,
        datasets: createDatasetsRouter({ ...common, jobs, events, history, inspections, clock, pages, revise }),
        evaluations: createEvaluationsRouter({ workspace, store, events, jobs, evaluation }),
        events: createEventsRouter({ events }),
        explanations: createExplanationsRouter({ store, images, spawnEngine, events, jobs, desk }),
        exports: createExportsRouter({ store, images, lists, jobs, clock }),
        faces: createFacesRouter({ store, spawnEngine, events, jobs }),
        files: createFilesRouter({ workspace }),
        history: createHistoryRouter({ history }),
        jobs: createJobsRouter({ jobs }),
        marks: createMarksRouter({ store, events, history, lists, revise }),
        modelExports: createModelExportsRouter({ workspace, store, jobs, modelExport }),
        perturbations: createPerturbationsRouter({ store, spawnEngine, events, jobs }),
        predictions: createPredictionsRouter({ store, events, history, lists, clock }),
        runs: createRunsRouter({ workspace, store, events, history }),
        settings: createSettingsRouter({ store, events }),
        sweeps: createSweepsRouter({ workspace, store, queue }),
        training: createTrainingRouter({ queue, store }),
        tries: tries.router,
        workspace: createWorkspaceRouter({
          ...common,
          jobs,
          events,
          log,
          askDevice,
          versions,
          nodePath: scriptNode(),
        }),
      }),
      media: createMediaHandler({
        ...createMediaSources({ store, images, inspectedFile: inspections.fileOf }),
        batches: configurations.batches,
        tries: tries.media,
      }),
      close: async () => {
        await queue.close();
        await jobs.close();
        await tries.close();
        configurations.close();
        desk.close();
        events.close();
        await images.close();
        store.close();
        log.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A Node that runs scripts: the window's own is locked against it. */
const scriptNode = (): string | null => (process.versions['electron'] === undefined ? process.execPath : null);

function makeWorkspace(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('file_invalid', `The workspace "${folder}" cannot be made: ${(cause as Error).message}.`, {
      hint: 'Name another folder with --workspace, or make this one and check that you may write to it.',
      cause,
    });
  }
}

/** What needs no workspace: nothing is opened until it is used. */
export function createTools({
  spawnEngine = forkEngine,
  versions = {},
}: Partial<Pick<BackendOptions, 'spawnEngine' | 'versions'>> = {}) {
  const images = createImagesClient();
  return {
    weights: createWeightsService({ spawnEngine }),
    modelExport: createModelExportService({
      ...{ spawnEngine, store: null, clock: Date.now },
      version: versions['facet'] ?? '',
    }),
    pretrained: createPretrained(),
    synthetic: createSyntheticService({ spawnEngine }),
    prediction: createPredictionService({ images, spawnEngine }),
    close: () => images.close(),
  };
}
