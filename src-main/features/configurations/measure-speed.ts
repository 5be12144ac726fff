/** A measurement as a job: an engine of its own, so that its memory is that of this network alone. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { trainJobOf } from '../training/config-to-job.ts';
import { askDevice, computeTypeOn } from '../training/device.ts';
import { openEngine } from '../training/service.ts';
import { THIS_TEXT } from './preflight.ts';
import { speedKeyOf } from './speed.ts';

export type MeasureDependencies = {
  readonly store: Store;
  readonly jobs: JobRegistry;
  readonly events: EventBus;
  readonly spawnEngine: SpawnEngine;
  readonly budgetMs?: number;
};

/** Of steps, and of evaluations. */
const BUDGET_MS = 4_000;

/** @throws config_invalid, conflict (a training runs: both would be slower) */
export function startMeasurement(yaml: string, dependencies: MeasureDependencies): JobId {
  const { config } = parseExperiment(yaml, { file: THIS_TEXT });
  const running = dependencies.store.runs.list().find(({ status }) => status === 'running');
  if (running !== undefined)
    throw new AppError('conflict', `"${running.name}" is training: what is measured beside it would be too slow.`, {
      hint: 'Measure when it is done. Its own epochs are measured anyway.',
    });
  const { height, width } = config.input_size;
  const { jobId } = dependencies.jobs.start({
    kind: 'measure-speed',
    title: `Measuring ${NETWORK_FACTS[config.network].title} at ${width} × ${height}, batches of ${config.batch_size}`,
    link: '/configurations',
    stopLabel: 'Stop measuring',
    run: (job) => measure(config, { ...dependencies, job }),
  });
  return jobId;
}

async function measure(
  config: ExperimentConfig,
  { store, events, spawnEngine, budgetMs = BUDGET_MS, job }: MeasureDependencies & { readonly job: JobHandle },
): Promise<void> {
  await using engine = openEngine(spawnEngine, config);
  const device = await askDevice(engine, config.device);
  const { model, optimizer, recipe } = trainJobOf(config, {
    ...{ train: [], valid: [], probes: [] },
    runFolder: '',
    start: { kind: 'initial' },
  });
  const { kind: _, ...measured } = await engine.run(
    {
      kind: 'measure-speed',
      model,
      optimizer,
      recipe,
      compute: computeTypeOn(device, config),
      batchSize: config.batch_size,
      budgetMs,
    },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind === 'progress') job.report({ done: fact.seen, total: fact.count, unit: 'batches' });
      },
    },
  );
  store.speeds.record({
    ...measured,
    network: config.network,
    height: config.input_size.height,
    width: config.input_size.width,
    batchSize: config.batch_size,
    device: speedKeyOf(config, { ...device, kind: device.device, name: device.deviceName, isAvailable: true }).device,
    runName: null,
  });
  events.publish({ topic: 'configuration.changed' }); // estimates are others now
}
