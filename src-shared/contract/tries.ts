/** Any image, tried on a network: what it sees of it, its score, where it looks. Kept as long as the program runs, a few at a time; nothing of it enters the store. */
import { z } from 'zod';
import { FAKE, REAL } from '../domain/labels.ts';
import { RunId } from '../domain/records.ts';
import { MapLayer } from './explanations.ts';
import { JobId } from './jobs.ts';
import { CamMethodName, RegionName } from './predictions.ts';
import { procedure } from './procedure.ts';

const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);
const Pair = z.object({ x: z.number(), y: z.number() });
const Size = z.object({ width: z.int().positive(), height: z.int().positive() });

export const MOST_TRIED_FILES = 64;

export const TryId = z.string().min(1).max(40).brand<'TryId'>();
export type TryId = z.infer<typeof TryId>;

/** Where the parts of a tried face lie, in the picture's pixels. */
export const TriedParts = z.object({
  quality: z.enum(['found', 'none', 'several']),
  landmarks: z.array(Pair),
  regions: z.array(z.object({ region: RegionName, outline: z.array(Pair) })),
  /** Shares of the map's mass by region; null where no face was found or the map is empty. */
  shares: z.array(z.object({ region: RegionName, share: z.number(), area: z.number() })).nullable(),
});
export type TriedParts = z.infer<typeof TriedParts>;

export const TriedImage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting'), index: z.int(), name: z.string() }),
  z.object({ kind: z.literal('bad'), index: z.int(), name: z.string(), problem: z.string() }),
  z.object({
    kind: z.literal('tried'),
    index: z.int(),
    name: z.string(),
    /** Of the picture. */
    picture: Size,
    /** P(fake) */
    score: z.number(),
    predicted: LabelValue,
    rows: z.int(),
    columns: z.int(),
    /** Largest raw value; 0 = an empty map. */
    max: z.number(),
    /** Null while they are looked for. */
    parts: TriedParts.nullable(),
  }),
]);
export type TriedImage = z.infer<typeof TriedImage>;

export const Try = z.object({
  id: TryId,
  jobId: JobId,
  runId: RunId,
  runName: z.string(),
  /** Of the weights: "best, epoch 7". */
  checkpoint: z.string(),
  method: CamMethodName,
  layer: z.string(),
  /** That the network's maps can be of; none until the engine has said so. */
  layers: z.array(MapLayer),
  threshold: z.number(),
  thresholdFrom: z.enum(['frozen', 'default']),
  /** "CPU", "GPU: NVIDIA H100"; null until the engine has said so. */
  device: z.string().nullable(),
  input: Size,
  crop: z.boolean(),
  images: z.array(TriedImage),
  status: z.enum(['running', 'finished', 'stopped', 'failed']),
});
export type Try = z.infer<typeof Try>;

/** Which network is asked, and how its map is made. */
const Asked = z.object({
  runId: RunId,
  method: CamMethodName,
  /** Empty = the network's own choice. */
  layer: z.string(),
});
const Begun = z.object({ tryId: TryId, jobId: JobId });

export const tries = {
  /**
   * Tries images: files of this machine, or one folder that an upload has become. Pictures: /media/tries/<try>/<index>/seen and /map.
   * @throws not_found (no run, no weights yet), file_not_found, data_invalid (none, or more than MOST_TRIED_FILES)
   */
  start: procedure
    .input(
      Asked.extend({
        /** Absolute: images, or folders of images. */
        paths: z.array(z.string().min(1).max(4096)).min(1),
        /** They were uploaded for this: they are removed when no try that is kept is of them. */
        isUpload: z.boolean(),
      }),
    )
    .output(Begun),
  /** The images of a try, asked anew: with another method, layer or network. @throws not_found (forgotten; no run, no weights yet). A layer that the network lacks fails the job */
  again: procedure.input(Asked.extend({ tryId: TryId })).output(Begun),
  /** @throws not_found (forgotten) */
  get: procedure.input(z.object({ tryId: TryId })).output(Try),
};
