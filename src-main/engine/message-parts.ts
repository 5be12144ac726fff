/** What several of the engine's jobs have in common. */
import { z } from 'zod';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';

export const FilePath = z.string().min(1);
export const Float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, 'a Float32Array');
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'a Uint8Array');

/** A face to train or test on. `label` is 1 for real, 0 for fake; of an unlabelled face it means nothing. */
export const FaceFile = z.strictObject({ file: FilePath, label: z.union([z.literal(0), z.literal(1)]) });
export type FaceFile = z.infer<typeof FaceFile>;

export const ModelSettings = z.strictObject({
  network: z.enum(NETWORK_NAMES),
  classes: z.int().min(2),
  height: z.int().positive(),
  width: z.int().positive(),
  channels: z.union([z.literal(1), z.literal(3)]),
  normalization: z.enum(['none', 'imagenet']),
  initWeights: z.boolean(),
  dropoutRate: z.number().min(0).lt(1),
  /** The largest probability with which a block is left out in training; absent = 0, as in files of weights from before there was one. */
  stochasticDepth: z.number().min(0).lt(1).optional(),
});
export type ModelSettings = Readonly<z.infer<typeof ModelSettings>>;

/** How images are read: the same for training and for everything after it. */
export const InputSettings = z.strictObject({
  crop: z.boolean(),
  batchSize: z.int().positive(),
  /** Batches decoded ahead of the step. */
  lookahead: z.int().positive(),
  cacheMemoryBytes: z.number().min(0),
  cacheDiskBytes: z.number().min(0),
});
export type InputSettings = Readonly<z.infer<typeof InputSettings>>;

/** How a network is trained beyond its optimizer's own settings. Names are torchvision's, prefixes whole parts of them. */
export const Recipe = z.strictObject({
  /** Prefixes of the parameters that stay as they are. */
  freeze: z.array(z.string()),
  /** Prefix -> factor on the learning rate; the longest that fits holds. */
  learningRateFactors: z.record(z.string(), z.number().positive()),
  /** The largest norm that all gradients together may have; 0 = any. */
  clipNorm: z.number().min(0),
  labelSmoothing: z.number().min(0).lt(1),
  /** Of each class in the loss, fake first; null = all alike. */
  classWeights: z.array(z.number().positive()).nullable(),
});
export type Recipe = Readonly<z.infer<typeof Recipe>>;

/** A learning rate, epoch by epoch. Epochs of warm-up come before `kind` begins. */
const warmupEpochs = z.int().min(0).optional();
export const Schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none'), warmupEpochs }),
  z.strictObject({ kind: z.literal('step'), stepSize: z.int().positive(), gamma: z.number(), warmupEpochs }),
  z.strictObject({ kind: z.literal('cosine'), epochs: z.int().positive(), minimum: z.number().min(0), warmupEpochs }),
]);
export type Schedule = Readonly<z.infer<typeof Schedule>>;
