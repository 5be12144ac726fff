import type { SpawnEngine } from '#main/engine/channel.ts';
import type { MediaSource } from '#main/media/handler.ts';
import type { Store } from '#main/store/open.ts';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { os } from '../procedures.ts';
import type { Pretrained } from '../weights/pretrained.ts';
import { createEngineDesk } from './engine-desk.ts';
import { createFirstBatches } from './first-batch.ts';
import { createSplitCounter } from './known-data.ts';
import { startMeasurement } from './measure-speed.ts';
import { createNetworkBook } from './networks.ts';
import { preflight } from './preflight.ts';
import { createPresets } from './presets.ts';

export type ConfigurationsDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly spawnEngine: SpawnEngine;
  readonly askDevice: () => Promise<DeviceFacts>;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
  readonly history: History;
  readonly pretrained: Pick<Pretrained, 'stateOf'>;
};

export type Configurations = {
  readonly router: ReturnType<typeof routerOf>;
  /** `/media/batches/...` */
  readonly batches: MediaSource;
  readonly close: () => void;
};

/** Close it: an engine may be waiting for the next question. */
export function createConfigurations(dependencies: ConfigurationsDependencies): Configurations {
  const desk = createEngineDesk(dependencies.spawnEngine);
  const firstBatches = createFirstBatches({ ...dependencies, desk });
  return {
    router: routerOf(dependencies, {
      presets: createPresets(dependencies),
      networks: createNetworkBook(desk),
      countSplit: createSplitCounter(dependencies.store),
      firstBatches,
    }),
    batches: firstBatches.media,
    close: desk.close,
  };
}

type Parts = {
  readonly presets: ReturnType<typeof createPresets>;
  readonly networks: ReturnType<typeof createNetworkBook>;
  readonly countSplit: ReturnType<typeof createSplitCounter>;
  readonly firstBatches: ReturnType<typeof createFirstBatches>;
};

function routerOf(dependencies: ConfigurationsDependencies, { presets, networks, countSplit, firstBatches }: Parts) {
  const { configurations } = os;
  return configurations.router({
    presets: configurations.presets.handler(() => presets.list()),
    save: configurations.save.handler(({ input }) => presets.save(input)),
    remove: configurations.remove.handler(({ input }) => presets.remove(input.name)),
    networks: configurations.networks.handler(({ input }) => networks.choices(input)),
    preflight: configurations.preflight.handler(({ input }) =>
      preflight(input.yaml, { ...dependencies, networks, countSplit }),
    ),
    firstBatch: configurations.firstBatch.handler(({ input, signal }) => firstBatches.make(input, signal)),
    measureSpeed: configurations.measureSpeed.handler(({ input }) => ({
      jobId: startMeasurement(input.yaml, dependencies),
    })),
  });
}
