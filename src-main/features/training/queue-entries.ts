/** From what a person asks for to a training that can wait in the queue. What can be refused is refused here, not when its turn comes. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { NewQueuedTraining, QueuedTraining, QueueEdit } from '#main/store/queue.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';
import { assertStatusChange } from '#shared/domain/runs.ts';
import { AppError } from '#shared/errors.ts';
import { configOfRun, startWeightsOf } from './request.ts';
import { assertResumable } from './resumption.ts';

export type StartRequest = {
  readonly yaml: string;
  readonly configFile: string | null;
  readonly allowBad: boolean;
  readonly probes: readonly ImageId[];
};

export type ResumeRequest = {
  readonly runId: RunId;
  /** In all; absent = as planned. */
  readonly epochs?: number | undefined;
  readonly patience?: number | undefined;
};

/** @throws config_invalid, not_found (a pinned face), file_not_found (weights to begin with) */
export function entryToStart(store: Store, { yaml, configFile, allowBad, probes }: StartRequest): NewQueuedTraining {
  const config = readConfiguration(yaml, configFile);
  assertThere(store, probes);
  return {
    kind: 'train',
    ...described(config, configFile),
    configYaml: yaml,
    configFile,
    runId: null,
    allowBad,
    probes: [...new Set(probes)],
  };
}

function assertThere(store: Store, probes: readonly ImageId[]): void {
  const known = new Set(store.images.faces(probes).map(({ id }) => id));
  if (probes.every((imageId) => known.has(imageId))) return;
  throw new AppError('not_found', 'A pinned face is no longer in this workspace: its data set was removed.', {
    hint: 'Unpin the faces before the start, and pin others on the page of their data set.',
  });
}

/** @throws conflict, usage (no more epochs than are done), not_found */
export function entryToResume(store: Store, { runId, epochs, patience }: ResumeRequest): NewQueuedTraining {
  const run = store.runs.detail(runId);
  assertStatusChange(run.status, 'running', run.name);
  if (run.place === 'trashed')
    throw new AppError('conflict', `Run "${run.name}" is in the trash.`, { hint: 'Restore it first.' });
  if (epochs !== undefined && epochs <= (run.lastEpoch ?? 0))
    throw new AppError('usage', `Run "${run.name}" has completed ${run.lastEpoch} epochs; ${epochs} are no more.`);
  const config = configOfRun(run, [
    ...(epochs === undefined ? [] : [`num_epochs=${epochs}`]),
    ...(patience === undefined ? [] : [`EARLY_STOPPING_EPOCH=${patience}`]),
  ]);
  assertResumable(run, { began: configOfRun(run), config });
  return {
    kind: 'resume',
    name: run.name,
    network: run.network,
    epochs: config.num_epochs,
    configYaml: stringifyExperiment(config),
    configFile: run.configFile,
    runId,
    allowBad: true, // its rows were looked at when it began
    probes: [],
  };
}

/** Another configuration for one that waits; of a run that goes on, only what may change. @throws config_invalid, file_not_found, conflict */
export function editOf(store: Store, { runId, name, configFile }: QueuedTraining, yaml: string): QueueEdit {
  const config = readConfiguration(yaml, configFile);
  if (runId === null) return { ...described(config, configFile), configYaml: yaml };
  const run = store.runs.get(runId);
  assertResumable(run, { began: configOfRun(run), config });
  return { ...described(config, null), name, configYaml: yaml };
}

function readConfiguration(yaml: string, configFile: string | null): ExperimentConfig {
  const { config } = parseExperiment(yaml, { file: configFile ?? 'the configuration' });
  startWeightsOf(config); // says so where they are not there
  return config;
}

const described = (config: ExperimentConfig, configFile: string | null) => ({
  name: config.name || (configFile === null ? config.network : path.basename(configFile, path.extname(configFile))),
  network: config.network,
  epochs: config.num_epochs,
});
