/** Heat maps of tests, and the faces that lie under them: two pictures of one shape, so that a page can lay one over the other. */
import { z } from 'zod';
import type { ImagesClient } from '#main/images/client.ts';
import type { Heatmap } from '#main/store/heatmaps.ts';
import type { Store } from '#main/store/open.ts';
import { COLOUR_SCALES, DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES, CAM_METHODS, type CamMethod } from '#shared/domain/explanations.ts';
import { className, FAKE, type Label, predictedLabel, REAL } from '#shared/domain/labels.ts';
import { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { MediaRequest, MediaSource } from './handler.ts';
import { Maximum, parameter, segments, sizeOf, whole } from './parameters.ts';
import { seenPartOfTest } from './seen-part.ts';

export type HeatmapSourcesDependencies = {
  readonly store: Pick<Store, 'evaluations' | 'heatmaps' | 'images' | 'runs' | 'testedFaces'>;
  readonly images: Pick<ImagesClient, 'heatmap' | 'seen'>;
};

type Wanted = { readonly method: CamMethod; readonly layer: string | undefined; readonly explainedClass: Label };

const Key = z.tuple([whole.pipe(EvaluationId), whole.pipe(ImageId)]);
const Method = z.enum(CAM_METHODS).default('grad-cam');
const Layer = z.string().optional();
const Scale = z.enum(COLOUR_SCALES).default(DEFAULT_COLOUR_SCALE);
const ExplainedClass = z
  .enum(['0', '1'])
  .transform((digit): Label => (digit === String(FAKE) ? FAKE : REAL))
  .optional();

/**
 * `heatmaps/<test>/<image>?method=&layer=&class=&size=&scale=&max=`: the coloured map alone, stretched over what the network sees. `layer` absent = the one
 * of the finest stored map; `class` absent = the one with the larger probability; `max` absent = the map's own largest. A map is a function of weights, picture, method and layer, none of
 * which changes under one address. `seen/<test>/<image>?size=`: the face under it.
 */
export function createHeatmapSources({ store, images }: HeatmapSourcesDependencies) {
  const heatmap: MediaSource = async (request) => {
    const [evaluationId, imageId] = segments(request, Key);
    const { input } = seenPartOfTest(store, store.evaluations.get(evaluationId));
    const { score } = store.testedFaces.get(evaluationId, imageId);
    const wanted = wantedOf(request, predictedLabel(score));
    const { values, rows, columns } = findMap(store.heatmaps.ofImage(evaluationId, imageId), {
      ...{ evaluationId, imageId, ...wanted },
    });
    const max = parameter(request, 'max', Maximum) ?? values.reduce((most, value) => Math.max(most, value), 0);
    const { file, ...picture } = store.images.get(imageId);
    const { width, height } = input ?? picture;
    const bytes = await images.heatmap({
      ...{ file, values, rows, columns, max, aspect: { width, height } },
      scale: parameter(request, 'scale', Scale),
      sizePx: sizeOf(request),
      signal: request.signal,
    });
    return { bytes, type: 'image/webp', isImmutable: true };
  };

  const seen: MediaSource = async (request) => {
    const [evaluationId, imageId] = segments(request, Key);
    const part = seenPartOfTest(store, store.evaluations.get(evaluationId));
    const { file, sha256 } = store.images.get(imageId);
    const sizePx = sizeOf(request);
    const bytes = await images.seen({ file, sha256, sizePx, ...part, format: 'webp', signal: request.signal });
    return { bytes, type: 'image/webp', isImmutable: true };
  };

  return { heatmaps: heatmap, seen };
}

const wantedOf = (request: MediaRequest, predicted: Label): Wanted => ({
  method: parameter(request, 'method', Method),
  layer: parameter(request, 'layer', Layer),
  explainedClass: parameter(request, 'class', ExplainedClass) ?? predicted,
});

type Place = { readonly evaluationId: EvaluationId; readonly imageId: ImageId };

/** @throws not_found */
function findMap(
  maps: readonly Heatmap[],
  { evaluationId, imageId, method, layer, explainedClass }: Wanted & Place,
): Heatmap {
  const [found] = maps
    .filter((map) => map.method === method && map.explainedClass === explainedClass)
    .filter((map) => layer === undefined || map.layer === layer)
    .toSorted((a, b) => b.rows * b.columns - a.rows * a.columns);
  if (found !== undefined) return found;
  const words = [CAM_METHOD_TITLES[method], ...(layer === undefined ? [] : [`at ${layer}`])].join(' ');
  throw new AppError(
    'not_found',
    `Test ${evaluationId} has no heat map of image ${imageId} by ${words} for the class ${className(explainedClass)} yet.`,
    {
      hint: 'Open the face: its map is made there.',
    },
  );
}
