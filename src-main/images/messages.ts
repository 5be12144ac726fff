/** What crosses between the back end and an images child, checked on arrival on either side. */
import { z } from 'zod';
import { COLOUR_SCALES } from '#shared/domain/colour-scales.ts';

export const ImageFormat = z.enum(['jpeg', 'png', 'webp', 'bmp']);
export type ImageFormat = z.infer<typeof ImageFormat>;

/** What a full decode found out. Width and height are those of the upright image; `sha256` is the file's, in hexadecimal. */
export const ImageFacts = z.object({
  sha256: z.string().length(64),
  sizeBytes: z.int().positive(),
  mtimeMs: z.number(),
  width: z.int().positive(),
  height: z.int().positive(),
  format: ImageFormat,
});
export type ImageFacts = z.infer<typeof ImageFacts>;

/** `reason` continues the file's name: "is damaged (...)". */
export const ImageCheck = z.discriminatedUnion('kind', [
  ImageFacts.extend({ kind: z.literal('ok'), file: z.string() }),
  z.object({ kind: z.literal('bad'), file: z.string(), reason: z.string() }),
]);
export type ImageCheck = z.infer<typeof ImageCheck>;

/** Numbers about a picture's file that have nothing to do with what it shows. */
export const PictureMeasures = z.object({
  /** IJG's scale, 1..100; null where the file is no JPEG. */
  jpegQuality: z.number().nullable(),
  /** Mean luma, 0..1. */
  brightness: z.number(),
  /** Standard deviation of the luma, 0..1. */
  contrast: z.number(),
  /** Variance of the Laplacian of the luma at 256 x 256, in squared grey levels (0..255). */
  sharpness: z.number(),
  /** Two difference hashes of 64 bits: across, then down; row by row, the first bit first. */
  hash: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 16, 'sixteen bytes'),
});
export type PictureMeasures = z.infer<typeof PictureMeasures>;

/** The content that the file had when it was checked; another one now is an error. Null = whatever it holds. */
const ExpectedContent = z.string().length(64).nullable();
const Size = z.int().min(1).max(2048);

export const CheckTask = z.object({ kind: z.literal('check'), file: z.string() });

/** Longest side `sizePx`; a smaller picture stays as small as it is. */
export const ThumbnailTask = z.object({
  kind: z.literal('thumbnail'),
  file: z.string(),
  sha256: ExpectedContent,
  sizePx: Size,
});

export const MeasureTask = z.object({ kind: z.literal('measure'), file: z.string(), sha256: ExpectedContent });

/** A heat map over its face, longer side `sizePx` whatever the picture's own: the map has detail of its own to show. */
export const OverlayTask = z.object({
  kind: z.literal('overlay'),
  file: z.string(),
  sha256: ExpectedContent,
  sizePx: Size,
  /** [rows, columns] float32, raw. */
  values: z.instanceof(Float32Array),
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** The value at the top of the colour scale: shared by the maps that are compared. */
  max: z.number(),
  /** The network's input size, where it saw the middle of the picture; null where it saw all of it. */
  crop: z.object({ width: z.int().positive(), height: z.int().positive() }).nullable(),
});

/** A heat map alone, longer side `sizePx`: whoever shows it lays it over the face. */
export const HeatmapTask = z.object({
  kind: z.literal('heatmap'),
  /** The face that it is of, for what an error has to say; it is not opened. */
  file: z.string(),
  sizePx: Size,
  /** The shape of what the network saw. */
  aspect: z.object({ width: z.int().positive(), height: z.int().positive() }),
  /** [rows, columns] float32, raw. */
  values: z.instanceof(Float32Array),
  rows: z.int().positive(),
  columns: z.int().positive(),
  scale: z.enum(COLOUR_SCALES),
  /** The value at the top of the colour scale. */
  max: z.number(),
});

/** A face in the geometry of a network's input, longer side `sizePx`. */
export const SeenTask = z.object({
  kind: z.literal('seen'),
  file: z.string(),
  sha256: ExpectedContent,
  sizePx: Size,
  /** Null = the picture's own shape: what the network's was is not known. */
  input: z.object({ width: z.int().positive(), height: z.int().positive() }).nullable(),
  /** The middle of the picture; false: all of it, squeezed. */
  crop: z.boolean(),
  format: z.enum(['webp', 'png']),
});

/** A face beside itself under its heat map, with a colour bar and lines of words below; each face's longer side `sizePx`. */
export const FigureTask = z.object({
  kind: z.literal('figure'),
  ...SeenTask.omit({ kind: true, format: true }).shape,
  /** Null = the face alone. */
  map: HeatmapTask.pick({ values: true, rows: true, columns: true, scale: true, max: true })
    .extend({ opacity: z.number().min(0).max(1) })
    .nullable(),
  captions: z.array(z.string()),
});

export const ImagesTask = z.discriminatedUnion('kind', [
  CheckTask,
  ThumbnailTask,
  MeasureTask,
  OverlayTask,
  HeatmapTask,
  SeenTask,
  FigureTask,
]);
export type ImagesTask = z.infer<typeof ImagesTask>;
export type TaskOf<K extends ImagesTask['kind']> = Extract<ImagesTask, { kind: K }>;

const id = z.int();
export const ImagesRequest = z.discriminatedUnion('kind', [
  CheckTask.extend({ id }),
  ThumbnailTask.extend({ id }),
  MeasureTask.extend({ id }),
  OverlayTask.extend({ id }),
  HeatmapTask.extend({ id }),
  SeenTask.extend({ id }),
  FigureTask.extend({ id }),
]);
export type ImagesRequest = z.infer<typeof ImagesRequest>;

const Webp = z.instanceof(Uint8Array);

export const ImagesResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), check: ImageCheck }),
  z.object({ kind: z.literal('thumbnail'), webp: Webp }),
  z.object({ kind: z.literal('measure'), measures: PictureMeasures }),
  z.object({ kind: z.literal('overlay'), webp: Webp }),
  z.object({ kind: z.literal('heatmap'), webp: Webp }),
  z.object({ kind: z.literal('seen'), picture: Webp }),
  z.object({ kind: z.literal('figure'), png: Webp }),
]);
export type ImagesResult = z.infer<typeof ImagesResult>;
export type ResultOf<K extends ImagesTask['kind']> = Extract<ImagesResult, { kind: K }>;

/** First that it has started; then an answer to each request. `refused`: something is wrong with the file. Whatever else goes wrong ends the child. */
export const ImagesReply = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('ready') }),
  z.object({ outcome: z.literal('done'), id, result: ImagesResult }),
  z.object({
    outcome: z.literal('refused'),
    id,
    code: z.enum(['file_invalid', 'file_not_found']),
    reason: z.string(),
  }),
]);
export type ImagesReply = z.infer<typeof ImagesReply>;
