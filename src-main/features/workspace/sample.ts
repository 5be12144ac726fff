/** A workspace to try things in: drawn faces as data sets, and a configuration that trains on them. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import { loadDataset } from '../datasets/load.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobHandle } from '../jobs/registry.ts';
import type { SyntheticService } from '../synthetic/service.ts';
import { sampleConfiguration } from './sample-configuration.ts';

export type SampleDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check'>;
  readonly synthetic: SyntheticService;
  readonly events: EventBus;
};

export type SampleOptions = {
  /** Half of them real, a fifth of them for the test. */
  readonly count: number;
  readonly sizePx: number;
};

/** Enough that a ResNet-18 learns something within a minute or two on two cores. */
export const SAMPLE: SampleOptions = { count: 400, sizePx: 112 };

export const SAMPLE_LINK = '/configurations/edit?preset=sample';
const DRAWN = { seed: 11, strength: 1, testShare: 0.2 };

const filesOf = (workspace: string) => {
  const folder = path.join(workspace, 'sample');
  return {
    folder,
    train: path.join(folder, 'train.csv'),
    test: path.join(folder, 'test.csv'),
    configuration: path.join(workspace, 'configurations', 'sample.yaml'),
  };
};

export const hasSample = ({ workspace, store }: Pick<SampleDependencies, 'workspace' | 'store'>): boolean => {
  const { train, configuration } = filesOf(workspace);
  return existsSync(configuration) && store.overview.hasDatasetOf(train);
};

/** What is there already stays as it is: also a configuration that was changed meanwhile. Stopped or failed, it takes away what it had drawn. */
export async function makeSample(
  dependencies: SampleDependencies,
  { job, options: { count, sizePx } }: { readonly job: JobHandle; readonly options: SampleOptions },
): Promise<void> {
  const { workspace, synthetic, events } = dependencies;
  const files = filesOf(workspace);
  const isNew = !existsSync(files.folder);
  try {
    await synthetic.synthesize(
      { folder: files.folder, count, size: sizePx, ...DRAWN },
      {
        onProgress: ({ seen, count: total }) => job.report({ done: seen, total, unit: 'faces' }),
        signal: job.signal,
      },
    );
    await addDataset(files.train, { name: 'Sample faces', signal: job.signal, ...dependencies });
  } catch (error) {
    if (isNew) await rm(files.folder, { recursive: true, force: true });
    throw error;
  }
  await addDataset(files.test, { name: 'Sample faces, test', ...dependencies }); // too few to be worth a stop
  await writeConfiguration(files, { sizePx });
  events.publish({ topic: 'configuration.changed' });
  events.publish({ topic: 'workspace.changed' });
  job.link(SAMPLE_LINK);
  events.publish({
    topic: 'notice.raised',
    notice: {
      level: 'success',
      title: 'The sample is ready',
      code: null,
      message: `${count} faces, and a configuration that trains on them.`,
      hint: null,
      link: SAMPLE_LINK,
    },
  });
}

type AddOptions = SampleDependencies & { readonly name: string; readonly signal?: AbortSignal };

async function addDataset(csvPath: string, { name, signal, store, images, events }: AddOptions): Promise<void> {
  const isKnown = store.overview.hasDatasetOf(csvPath);
  const { dataset } = await loadDataset(
    csvPath,
    { store, images },
    { allowBad: false, ...(signal === undefined ? {} : { signal }) },
  );
  if (!isKnown) store.datasets.rename(dataset.id, name);
  events.publish({ topic: 'dataset.changed', datasetId: dataset.id });
}

async function writeConfiguration(
  { configuration, train, test }: ReturnType<typeof filesOf>,
  { sizePx }: { readonly sizePx: number },
): Promise<void> {
  if (existsSync(configuration)) return;
  await mkdir(path.dirname(configuration), { recursive: true });
  await writeFile(configuration, sampleConfiguration({ train, test, sizePx }), { flag: 'wx' });
}
