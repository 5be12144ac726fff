/** A training becomes a run of the store: its name, its faces, where its weights come from. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { RunPlan } from '#main/store/runs.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import type { Run, RunId } from '#shared/domain/records.ts';
import { computeTypeOn, type EngineDevice, environmentOf } from './device.ts';
import { defaultProbes } from './probes.ts';
import { runFacesOf } from './run-faces.ts';
import type { TrainingDependencies, TrainRequest } from './service.ts';
import type { FaceSplit } from './split-faces.ts';

export function createRun(
  { store, versions, workspace }: TrainingDependencies,
  { request, faces, device }: { request: TrainRequest; faces: FaceSplit; device: EngineDevice },
): Run {
  const { config, configFile, startWeights } = request;
  const created = store.runs.create({
    ...plannedAs(config, { device, versions }),
    network: config.network,
    configFile,
    seed: config.seed,
    datasetId: faces.dataset.id,
    datasetRevision: faces.revision.number,
    splitSeed: faces.splitSeed,
    faces: runFacesOf(faces),
    notes: config.notes,
    tags: config.tags,
    ...(startWeights === null
      ? {}
      : { parent: { runId: runOfFile(store, { workspace, file: startWeights }), checkpoint: startWeights } }),
  });
  const { probes = [] } = request;
  store.probes.pin(created.id, probes.length > 0 ? probes : defaultProbes(faces.valid, config.seed));
  if (config.name === '') return created;
  try {
    return store.runs.edit(created.id, { name: freeName(store, config.name) });
  } catch (error) {
    store.runs.changeStatus(created.id, { to: 'cancelled' }); // longer than a run's name may be
    throw error;
  }
}

/** The name that the configuration gives; with a number where an earlier run of the same configuration has it. */
function freeName(store: Store, wanted: string): string {
  const taken = new Set(store.runs.list().map((run) => run.name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}

/** The run in whose folder a file of weights lies; null where it is of none that is known. */
function runOfFile(
  store: Store,
  { workspace, file }: { readonly workspace: string; readonly file: string },
): RunId | null {
  const [root, folder] = path.relative(path.resolve(workspace), path.resolve(file)).split(path.sep);
  if (root !== 'runs' || folder === undefined) return null;
  const runs = store.runs.list();
  const likely = runs.filter(({ name }) => name === folder); // a run that was not renamed
  return [...likely, ...runs].find(({ id }) => store.runs.get(id).folder === `runs/${folder}`)?.id ?? null;
}

export const plannedAs = (
  config: ExperimentConfig,
  { device, versions }: { device: EngineDevice; versions: Readonly<Record<string, string>> },
): RunPlan => ({
  config,
  configYaml: stringifyExperiment(config),
  plannedEpochs: config.num_epochs,
  environment: {
    ...environmentOf(device, config.seed),
    ...{ tensorflow: device.tensorflow, threads: device.threads },
    ...{ computedIn: computeTypeOn(device, config), xla: config.xla },
  },
  versions: { ...versions, tensorflow: device.tensorflow },
});
