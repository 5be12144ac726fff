/** The pictures of the window: faces in small and large, example faces of a table that is being looked at, heat maps over pinned faces. */
import { z } from 'zod';
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import { ImageId, type JsonObject, RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { MediaContent, MediaRequest, MediaSource } from './handler.ts';

export type MediaSourcesDependencies = {
  readonly store: Pick<Store, 'images' | 'probes' | 'runs'>;
  readonly images: Pick<ImagesClient, 'thumbnail' | 'overlay'>;
  /** Where the example face of an inspection lies. @throws not_found */
  readonly inspectedFile: (id: string, line: number) => string;
};

const DEFAULT_SIZE_PX = 128;
const LARGEST_PX = 1024;

const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const SizePx = whole.pipe(z.int().min(1).max(LARGEST_PX)).default(DEFAULT_SIZE_PX);
/** What a run's configuration says of the part of a picture that its network sees. */
const SeenPart = z.object({
  data: z.object({ crop: z.boolean() }),
  input_size: z.object({ width: z.int().positive(), height: z.int().positive() }),
});
/** The value at the top of the colour scale; absent = the map's own largest. */
const Maximum = z.coerce.number().positive().optional();

/**
 * `images/<image>?size=`: an image's row never changes, and a file that does is refused, so a browser may keep what it got.
 * `inspections/<inspection>/<line>?size=`: nothing is known of the file yet.
 * `probes/<run>/<epoch>/<image>?size=&max=`: the heat map of a pinned face after an epoch. A run that is resumed makes epochs anew.
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
    const map = { values, rows, columns, max, crop: cropOf(store.runs.get(runId).config) };
    return webp(await images.overlay({ file, sha256, sizePx: sizeOf(request), ...map, signal: request.signal }));
  };

  return { images: face, inspections: inspected, probes: probe };
}

const webp = (bytes: MediaContent['bytes']): MediaContent => ({ bytes, type: 'image/webp', isImmutable: false });

function cropOf(config: JsonObject): { width: number; height: number } | null {
  const seen = SeenPart.safeParse(config);
  return seen.success && seen.data.data.crop ? seen.data.input_size : null;
}

const sizeOf = (request: MediaRequest) => parameter(request, 'size', SizePx);

function segments<T>({ segments: found }: MediaRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new AppError('not_found', `There is no image at ${found.join('/')}.`);
}

function parameter<T>({ parameters }: MediaRequest, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parameters.get(name) ?? undefined);
  if (parsed.success) return parsed.data;
  throw new AppError('usage', `"${name}" of an image's address is "${parameters.get(name)}".`, {
    hint: `size: whole pixels from 1 to ${LARGEST_PX}; max: a number above 0.`,
  });
}
