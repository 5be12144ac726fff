/** The first batch of an epoch as pictures, for a person to look at before training starts. The newest few are kept in memory. */
import { randomBytes } from 'node:crypto';
import type { MediaSource } from '#main/media/handler.ts';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { BatchPreview } from '#shared/contract/configurations.ts';
import { AppError } from '#shared/errors.ts';
import { trainJobOf } from '../training/config-to-job.ts';
import type { EngineDesk } from './engine-desk.ts';
import { divideKnown, findCsv, type KnownData } from './known-data.ts';
import { THIS_TEXT } from './preflight.ts';

const KEPT_PREVIEWS = 6;
/** Of a larger batch the first ones are enough to see what is done to them. */
const SHOWN_FACES = 64;

export type FirstBatches = {
  readonly make: (input: { yaml: string; epoch: number }, signal?: AbortSignal) => Promise<BatchPreview>;
  /** `/media/batches/<id>/<index>` */
  readonly media: MediaSource;
};

export function createFirstBatches({
  store,
  desk,
}: {
  readonly store: Store;
  readonly desk: EngineDesk;
}): FirstBatches {
  const kept = new Map<string, readonly Uint8Array<ArrayBuffer>[]>();
  return {
    make: async ({ yaml, epoch }, signal) => {
      const { config } = parseExperiment(yaml, { file: THIS_TEXT });
      const known = await knownData(store, config);
      const { train } = divideKnown(store, config, known);
      const fileOf = store.divisionRows.fileOf(known.own.id);
      const { model, input, augmentation, seed } = jobOf(config);
      const faces = train.map(({ path, label }) => ({ file: fileOf(path), label }));
      const job = {
        kind: 'preview-batch',
        model,
        input,
        augmentation,
        seed,
        epoch,
        train: faces,
        limit: SHOWN_FACES,
      } as const;
      const batch = await desk.ask(job, signal);
      const id = randomBytes(8).toString('hex');
      kept.set(
        id,
        batch.faces.map(({ png }) => new Uint8Array(png)),
      );
      if (kept.size > KEPT_PREVIEWS) kept.delete(kept.keys().next().value ?? '');
      return {
        id,
        epoch,
        batchSize: Math.min(config.batch_size, train.length),
        widthPx: model.width,
        heightPx: model.height,
        faces: batch.faces.flatMap(({ position }, index) => {
          const face = train[position];
          return face === undefined ? [] : [{ index, imageId: face.id, path: face.path, label: face.label }];
        }),
        augmentation: augmentationInWords(config),
      };
    },
    media: async ({ segments: [id = '', index = ''] }) => {
      const bytes = /^\d+$/.test(index) ? kept.get(id)?.[Number(index)] : undefined;
      if (bytes === undefined) throw new AppError('not_found', 'This batch is no longer kept.');
      return { bytes, type: 'image/png', isImmutable: true };
    },
  };
}

/** The job that a training would be: what is shown comes of the same settings. */
const jobOf = (config: ExperimentConfig) =>
  trainJobOf(config, { train: [], valid: [], probes: [], runFolder: '', start: { kind: 'initial' } });

/** @throws not_found, and what opening a CSV throws */
async function knownData(store: Store, { data: { train, valid } }: ExperimentConfig): Promise<KnownData> {
  const known = async (csvPath: string) => {
    const found = await findCsv(store, csvPath);
    if (found.kind === 'known') return found.dataset;
    const why = found.kind === 'unknown' ? 'is in no data set of this workspace yet' : 'has changed since it was added';
    throw new AppError('not_found', `"${csvPath}" ${why}.`, { hint: 'Add it on the Data page first.' });
  };
  return { own: await known(train), other: valid === '' ? null : await known(valid) };
}

/** "flip 0.5, JPEG quality 40 to 100" */
export function augmentationInWords({ augmentation }: Pick<ExperimentConfig, 'augmentation'>): string {
  const { flip, crop, brightness, jpeg_quality: quality, blur } = augmentation;
  const parts = [
    ...(flip > 0 ? [`flip ${flip}`] : []),
    ...(crop > 0 ? [`crop up to ${crop}`] : []),
    ...(brightness > 0 ? [`brightness ±${brightness}`] : []),
    ...(quality === null ? [] : [`JPEG quality ${quality[0]} to ${quality[1]}`]),
    ...(blur > 0 ? [`blur up to ${blur} px`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
