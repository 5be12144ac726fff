/** One try: files are checked, scored and explained, then looked at for a face; what is known is on the shelf at once. */
import type { FactOf } from '#main/engine/messages.ts';
import type { ImageCheck, ImagesClient } from '#main/images/client.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { TriedImage, TryId } from '#shared/contract/tries.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { FAKE, predictedLabel } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';
import { deviceInWords, type NetworkDesk } from '../evaluation/network-desk.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { inputSettingsOf, modelSettingsOf } from '../training/config-to-job.ts';
import type { NamedImage } from './list-images.ts';
import { partsOf } from './located-parts.ts';
import type { TriedPicture, TryShelf } from './tries.ts';

export type TryWork = {
  readonly id: TryId;
  readonly listed: readonly NamedImage[];
  readonly weights: string;
  readonly config: ExperimentConfig;
  readonly method: CamMethod;
  /** Empty = the network's own. */
  readonly layer: string;
  readonly threshold: number;
};

export type TryDependencies = {
  readonly shelf: TryShelf;
  readonly desk: NetworkDesk;
  readonly images: Pick<ImagesClient, 'check'>;
};

type GoodCheck = Extract<ImageCheck, { kind: 'ok' }>;
type Good = NamedImage & { readonly index: number; readonly check: GoodCheck };

/** @throws cancelled, and what the engine reports */
export async function tryImages(work: TryWork, job: JobHandle, dependencies: TryDependencies): Promise<void> {
  const good = await checkAll(work, job, dependencies);
  if (good.length === 0) return;
  const { desk, shelf } = dependencies;
  const device = await desk.device(job.signal);
  const model = modelSettingsOf(work.config);
  const { heatmapLayers, defaultLayer } = await desk.ask({ kind: 'describe-network', model }, { signal: job.signal });
  const layers = heatmapLayers.map((layer) => ({ ...layer, isDefault: layer.layer === defaultLayer }));
  shelf.change(work.id, { device: deviceInWords(device), layers });
  assertLayer(work.layer, layers);
  await scoreAll(work, { good, job }, dependencies);
  await locateAll(work, { good, job }, dependencies);
}

async function checkAll(
  { id, listed }: TryWork,
  job: JobHandle,
  { images, shelf }: TryDependencies,
): Promise<readonly Good[]> {
  const checks = await images.check(
    listed.map(({ file }) => file),
    { signal: job.signal },
  );
  const bad = checks.flatMap((check, index): TriedImage[] =>
    check.kind === 'ok' ? [] : [{ kind: 'bad', index, name: nameAt(listed, index), problem: check.reason }],
  );
  const good = checks.flatMap((check, index) => {
    const named = listed[index];
    return check.kind !== 'ok' || named === undefined ? [] : [{ ...named, index, check }];
  });
  const pictures = good.map(({ index, file, check }) => [index, { file, sha256: check.sha256, map: null }] as const);
  shelf.put(id, bad, new Map(pictures));
  job.report({ done: bad.length, total: listed.length, unit: 'images' });
  return good;
}

function assertLayer(layer: string, layers: readonly { readonly layer: string }[]): void {
  if (layer === '' || layers.some((one) => one.layer === layer)) return;
  throw new AppError('usage', `This network has no layer "${layer}" to explain.`, {
    hint: `Its layers are ${layers.map((one) => one.layer).join(', ')}.`,
  });
}

type Goods = { readonly good: readonly Good[]; readonly job: JobHandle };

async function scoreAll(work: TryWork, { good, job }: Goods, { desk, shelf }: TryDependencies): Promise<void> {
  const { id, listed, config, method, layer } = work;
  await desk.ask(
    {
      kind: 'evaluate',
      model: modelSettingsOf(config),
      input: inputSettingsOf(config),
      weights: work.weights,
      faces: good.map(({ file }) => ({ file, label: FAKE })), // a label is needed, and nothing is made of the loss
      heatmaps: { layer, method, explainedClass: -1, overlayFolder: null },
    },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind !== 'predictions') return;
        const tried = Array.from(fact.scores, (_, i) => triedAt(fact, i, { good, threshold: work.threshold }));
        shelf.change(id, { layer: fact.heatmaps?.layer ?? layer });
        shelf.put(
          id,
          tried.map(({ image }) => image),
          new Map(tried.map(({ image, picture }) => [image.index, picture])),
        );
        job.report({
          done: listed.length - good.length + fact.first + tried.length,
          total: listed.length,
          unit: 'images',
        });
      },
    },
  );
  stopWhere(job);
}

function triedAt(
  { first, scores, heatmaps }: FactOf<'predictions'>,
  i: number,
  { good, threshold }: { readonly good: readonly Good[]; readonly threshold: number },
): { readonly image: TriedImage; readonly picture: TriedPicture } {
  const face = good[first + i];
  const score = scores[i];
  if (face === undefined || score === undefined || heatmaps === null)
    throw new AppError('internal', `The engine told of an image ${first + i} that it was not given.`);
  const { index, name, file, check } = face;
  const { rows, columns, maps } = heatmaps;
  const values = maps.slice(i * rows * columns, (i + 1) * rows * columns);
  const max = values.reduce((most, value) => Math.max(most, value), 0);
  const picture = { width: check.width, height: check.height };
  const predicted = predictedLabel(score, threshold);
  return {
    image: { kind: 'tried', ...{ index, name, picture, score, predicted, rows, columns, max }, parts: null },
    picture: { file, sha256: check.sha256, map: { values, rows, columns } },
  };
}

async function locateAll(
  { id, config }: TryWork,
  { good, job }: Goods,
  { desk, shelf }: TryDependencies,
): Promise<void> {
  await desk.ask(
    { kind: 'locate-faces', files: good.map(({ file }) => file) },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind !== 'located-faces') return;
        const { facts, pictures } = shelf.get(id);
        const seen = { input: config.input_size, crop: config.data.crop };
        const located = fact.pictures.flatMap((found, i) => {
          const image = facts.images[good[fact.first + i]?.index ?? -1];
          if (image?.kind !== 'tried') return [];
          const { picture } = image;
          const map = pictures.get(image.index)?.map ?? null;
          return [{ ...image, parts: partsOf(found, { map, picture, ...seen }) }];
        });
        shelf.put(id, located);
        job.report({ done: fact.first + located.length, total: good.length, unit: 'faces' });
      },
    },
  );
  stopWhere(job);
}

function stopWhere(job: JobHandle): void {
  if (job.signal.aborted) throw new AppError('cancelled', 'Trying the images was stopped.');
}

const nameAt = (listed: readonly NamedImage[], index: number) => listed[index]?.name ?? '';
