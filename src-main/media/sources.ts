/** The pictures of the window: faces in small and large, example faces of a table that is being looked at, heat maps and what lies under them. */
import { z } from 'zod';
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import { ImageId, RunId } from '#shared/domain/records.ts';
import type { MediaContent, MediaSource } from './handler.ts';
import { createHeatmapSources } from './heatmap-sources.ts';
import { Maximum, parameter, segments, sizeOf, whole } from './parameters.ts';
import { seenPartOf } from './seen-part.ts';

export type MediaSourcesDependencies = {
  readonly store: Pick<Store, 'evaluations' | 'heatmaps' | 'images' | 'probes' | 'runs' | 'testedFaces'>;
  readonly images: Pick<ImagesClient, 'heatmap' | 'overlay' | 'seen' | 'thumbnail'>;
  /** Where the example face of an inspection lies. @throws not_found */
  readonly inspectedFile: (id: string, line: number) => string;
};

/**
 * `images/<image>?size=`: an image's row never changes, and a file that does is refused, so a browser may keep what it got.
 * `inspections/<inspection>/<line>?size=`: nothing is known of the file yet.
 * `probes/<run>/<epoch>/<image>?size=&max=`: the heat map of a pinned face after an epoch. A run that is resumed makes epochs anew.
 * `heatmaps` and `seen`: heatmap-sources.ts.
 */
export function createMediaSources({ store, images, inspectedFile }: MediaSourcesDependencies) {
  const face: MediaSource = async (request) => {
    const [id] = segments(request, z.tuple([whole.pipe(ImageId)]));
    const { file, sha256 } = store.images.get(id);
    const sizePx = sizeOf(request);
    const bytes = await images.thumbnail({ file, sha256, sizePx, signal: request.signal });
    return { ...webp(bytes), isImmutable: true };
  };

  const inspected: MediaSource = async (request) => {
    const [id, line] = segments(request, z.tuple([z.string(), whole]));
    const file = inspectedFile(id, line);
    return webp(await images.thumbnail({ file, sha256: null, sizePx: sizeOf(request), signal: request.signal }));
  };

  const probe: MediaSource = async (request) => {
    const [runId, epoch, imageId] = segments(request, z.tuple([RunId, whole, whole.pipe(ImageId)]));
    const { values, rows, columns } = store.probes.result(runId, epoch, imageId);
    const { file, sha256 } = store.images.get(imageId);
    const max = parameter(request, 'max', Maximum) ?? values.reduce((most, value) => Math.max(most, value), 0);
    const { input, crop } = seenPartOf(store.runs.get(runId).config);
    const map = { values, rows, columns, max, crop: crop ? input : null };
    return webp(await images.overlay({ file, sha256, sizePx: sizeOf(request), ...map, signal: request.signal }));
  };

  return { images: face, inspections: inspected, probes: probe, ...createHeatmapSources({ store, images }) };
}

const webp = (bytes: MediaContent['bytes']): MediaContent => ({ bytes, type: 'image/webp', isImmutable: false });
