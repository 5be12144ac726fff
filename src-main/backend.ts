/** Everything behind the shells, put together: one workspace, its store, its children. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { SpawnEngine } from './engine/channel.ts';
import { forkEngine } from './engine/fork.ts';
import { createPredictionService } from './features/evaluation/prediction.ts';
import { createEvaluationService } from './features/evaluation/service.ts';
import { createSyntheticService } from './features/synthetic/service.ts';
import { createTrainingService } from './features/training/service.ts';
import { createWeightsService } from './features/weights/service.ts';
import { createImagesClient } from './images/client.ts';
import { lockWorkspace } from './store/lock.ts';
import { openStore } from './store/open.ts';

export type BackendOptions = {
  readonly workspace: string;
  /** Who this is, in words, for others who want the workspace: "facet train". */
  readonly owner: string;
  readonly spawnEngine?: SpawnEngine;
  readonly logger?: { readonly warn: (facts: object, message: string) => void };
  readonly clock?: () => number;
  /** Of the program, for the records of runs. */
  readonly versions: Readonly<Record<string, string>>;
};

export type Backend = ReturnType<typeof createBackend>;

/** Takes the workspace, or says who has it. Runs that its last owner left running are marked interrupted. Close it. @throws conflict, file_invalid */
export function createBackend({
  workspace: folder,
  owner,
  spawnEngine = forkEngine,
  logger,
  clock = Date.now,
  versions,
}: BackendOptions) {
  const workspace = path.resolve(folder);
  makeWorkspace(workspace);
  const lock = lockWorkspace(workspace, { owner });
  try {
    const store = openStore(workspace, { clock, ...(logger === undefined ? {} : { logger }) });
    store.markInterrupted();
    const images = createImagesClient(logger === undefined ? {} : { logger });
    const common = { workspace, store, images, spawnEngine };
    return {
      workspace,
      store,
      training: createTrainingService({ ...common, versions }),
      evaluation: createEvaluationService(common),
      prediction: createPredictionService(common),
      close: async () => {
        await images.close();
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

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
export function createTools({ spawnEngine = forkEngine }: { readonly spawnEngine?: SpawnEngine } = {}) {
  const images = createImagesClient();
  return {
    weights: createWeightsService({ spawnEngine }),
    synthetic: createSyntheticService({ spawnEngine }),
    prediction: createPredictionService({ images, spawnEngine }),
    close: () => images.close(),
  };
}
