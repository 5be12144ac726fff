/** Any image, tried on a network of a run, also while another one trains: on an engine of its own. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ImagesClient } from '#main/images/client.ts';
import type { MediaSource } from '#main/media/handler.ts';
import type { Store } from '#main/store/open.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { Try, TryId } from '#shared/contract/tries.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';
import type { RunId } from '#shared/domain/records.ts';
import type { NetworkDesk } from '../evaluation/network-desk.ts';
import { weightsOfRun } from '../evaluation/weights.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { os } from '../procedures.ts';
import { configOfRun } from '../training/request.ts';
import { listTriedImages } from './list-images.ts';
import { createTryMedia } from './media.ts';
import { createTryShelf, type KeptTry } from './tries.ts';
import { tryImages } from './try-images.ts';

export type TriesDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check' | 'heatmap' | 'seen'>;
  readonly jobs: JobRegistry;
  readonly desk: NetworkDesk;
};

export type Tries = {
  readonly router: ReturnType<typeof routerOf>;
  /** `/media/tries/...` */
  readonly media: MediaSource;
  /** Removes what was uploaded for tries. */
  readonly close: () => Promise<void>;
};

/** The page names its uploads so: nothing else under the imports is ever removed. */
const UPLOADED = /^tried images(?:-\d+)?$/;

type Asked = { readonly runId: RunId; readonly method: CamMethod; readonly layer: string };

export function createTries(dependencies: TriesDependencies): Tries {
  const { workspace, images } = dependencies;
  const remove = async (folders: readonly string[]) => {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  };
  const shelf = createTryShelf({ onForget: (folders) => void remove(folders) });
  const isOurs = (folder: string) =>
    path.dirname(path.resolve(folder)) === path.join(workspace, 'imports') && UPLOADED.test(path.basename(folder));
  return {
    router: routerOf({ begin: createStarter(dependencies, shelf), shelf, isOurs }),
    media: createTryMedia({ shelf, images }),
    close: () => remove(shelf.uploads()),
  };
}

type Shelf = ReturnType<typeof createTryShelf>;
type Starter = (asked: Asked, of: Pick<KeptTry, 'listed' | 'uploads'>) => { tryId: TryId; jobId: JobId };

type RouterParts = {
  readonly begin: Starter;
  readonly shelf: Shelf;
  readonly isOurs: (folder: string) => boolean;
};

const routerOf = ({ begin, shelf, isOurs }: RouterParts) =>
  os.tries.router({
    start: os.tries.start.handler(async ({ input: { paths, isUpload, ...asked } }) =>
      begin(asked, { listed: await listTriedImages(paths), uploads: isUpload ? paths.filter(isOurs) : [] }),
    ),
    again: os.tries.again.handler(({ input: { tryId, ...asked } }) => begin(asked, shelf.get(tryId))),
    get: os.tries.get.handler(({ input }) => shelf.get(input.tryId).facts),
  });

function createStarter({ workspace, store, images, jobs, desk }: TriesDependencies, shelf: Shelf): Starter {
  return ({ runId, method, layer }, { listed, uploads }) => {
    const run = store.runs.get(runId);
    const { file: weights } = weightsOfRun(store, { run, workspace, checkpoint: null });
    const { epoch, sha256 } = store.checkpoints.get(runId, 'best');
    const config = configOfRun(run);
    const frozen = store.operatingPoints.find(sha256);
    const threshold = frozen?.threshold ?? DEFAULT_THRESHOLD;
    let began: (id: TryId) => void = () => undefined;
    const known = new Promise<TryId>((resolve) => {
      began = resolve;
    });
    const { jobId, result } = jobs.start({
      kind: 'try-images',
      title: `Trying ${listed.length === 1 ? (listed[0]?.name ?? '') : `${listed.length} images`} on ${run.name}`,
      link: '/try',
      stopLabel: 'Stop: the images that are done stay',
      run: async (job) => {
        const id = await known;
        job.link(`/try?try=${id}`);
        await tryImages({ id, listed, weights, config, method, layer, threshold }, job, { shelf, desk, images });
      },
    });
    const facts: Omit<Try, 'id'> = {
      ...{ jobId, runId, runName: run.name, checkpoint: `best, epoch ${epoch}`, method, layer, threshold },
      thresholdFrom: frozen === null ? 'default' : 'frozen',
      layers: [],
      device: null,
      input: config.input_size,
      crop: config.data.crop,
      images: listed.map(({ name }, index) => ({ kind: 'waiting', index, name })),
      status: 'running',
    };
    const id = shelf.add({ facts, listed, uploads });
    result.then(
      () => shelf.change(id, { status: 'finished' }),
      () => shelf.change(id, { status: jobs.get(jobId).status === 'stopped' ? 'stopped' : 'failed' }),
    );
    began(id);
    return { tryId: id, jobId };
  };
}
