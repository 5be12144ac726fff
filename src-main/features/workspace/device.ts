/** What this machine computes with, asked of TensorFlow itself. */
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import { AppError } from '#shared/errors.ts';
import { openEngine } from '../training/service.ts';

/** Of the NVIDIA driver (Linux): a folder for each GPU. */
const DRIVER_FOLDER = '/proc/driver/nvidia/gpus';

/**
 * Asks once, when somebody wants to know: an engine is started for it and closed again, since it holds a whole TensorFlow.
 * A refusal is not remembered: what was missing may have been brought meanwhile.
 */
export function createDeviceFacts(spawnEngine: SpawnEngine, { driverFolder = DRIVER_FOLDER } = {}) {
  let asked: Promise<DeviceFacts> | null = null;
  return (): Promise<DeviceFacts> => {
    asked ??= ask(spawnEngine, driverFolder).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function ask(spawnEngine: SpawnEngine, driverFolder: string): Promise<DeviceFacts> {
  await using engine = openEngine(spawnEngine, { threads: 0, num_workers: 1, device: 'auto' });
  const answer = await engine.run({ kind: 'describe' }).catch((error: unknown) => {
    throw notLoading(error);
  });
  return {
    kind: answer.device,
    name: answer.deviceName,
    gpus: answer.gpus,
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    tensorflow: answer.tensorflow,
    flavour: answer.flavour,
    lowTypes: answer.lowTypes,
    unusedGpus: answer.device === 'gpu' ? [] : await gpusOfDriver(driverFolder),
  };
}

/** An engine that does not even start is a runtime that does not load, whatever it died of. */
function notLoading(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'engine_died') return error;
  return new AppError('runtime_missing', `TensorFlow does not load. ${error.message}`, {
    hint: 'Run `npm run setup` again, then start Facet anew. `npx facet doctor` says what is missing.',
    cause: error,
  });
}

async function gpusOfDriver(folder: string): Promise<string[]> {
  const ids = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []; // no driver, no GPU
    throw error;
  });
  return Promise.all(
    ids.map(async (id) => /Model:\s*(.+)/.exec(await readFile(join(folder, id, 'information'), 'utf8'))?.[1] ?? 'GPU'),
  );
}
